import { markdownToContent } from '#services/content/markdown.ts'
import type { PrintModel } from '#services/print/model.ts'

const SENTENCES =
  'The owner of a system confirms in writing that each person listed still needs the access they have. Access is asked for in writing, with the reason and the date on which it ends. The owner of the system decides within two working days. Silence is not consent. '

const SECTIONS = [
  ...['Purpose', 'Scope', 'Principles', 'Signing in', 'Asking for and giving access', 'Reviewing access'],
  ...['Privileged access', 'Leaving and moving', 'Exceptions'],
]

const section = (title: string): string => `## ${title}

${SENTENCES}

### What {{company_name}} asks of ${title.toLowerCase()}

- a named owner,
- a log of who used it and when,
  - **bold** and _italic_,
    1. deeper
    2. with \`code\`
- a review every 90 days.

### Limits of ${title.toLowerCase()}

| System | Data | Session ends after |
| --- | --- | --- |
| Laboratory | Study and batch records | 15 min |
| Safety database | Personal, health | 15 min |

> Silence is not consent.
`

const SIGNERS: [name: string, position: string, meaning: string, signedAt: string][] = [
  ['Emil Sørensen', 'IT manager', 'Reviewed', '2026-11-25T08:41:07Z'],
  ['Dana Petrov', 'Chief information security officer', 'Approved', '2026-11-26T13:02:31Z'],
  ['Chen Wei', 'Data protection officer', 'Approved', '2026-11-27T09:15:52Z'],
  ['Ben Lindqvist', 'Head of IT security', 'Approved', '2026-12-02T07:47:19Z'],
  ['María José Carreño Quiñones', 'Head of clinical operations, Europe and Africa', 'Approved', '2026-12-02T09:00:00Z'],
]

/** A published policy of some ten pages with everything a document can have. */
export const published: PrintModel = {
  lang: 'en',
  timeZone: 'Europe/Berlin',
  organization: {
    name: 'Helix Pharma',
    classificationNotice: 'Do not copy',
    signatureStatement: 'The electronic signatures meet 21 CFR Part 11, subpart C.',
  },
  identifier: 'POL-AC-001',
  kind: 'policy',
  title: 'Access Control Policy',
  category: 'Access control',
  classification: 'internal',
  owner: { name: 'Ada Okafor', position: 'compliance manager' },
  version: {
    label: '2.0',
    status: 'published',
    effectiveDate: '2027-01-01',
    approvedOn: '2026-12-02',
    nextReview: '2027-12-01',
    replaces: { label: '1.4', effectiveDate: '2026-01-12' },
  },
  content: markdownToContent(SECTIONS.map(section).join('\n')),
  variables: [{ name: 'company_name', label: 'Company name', type: 'text', value: 'Helix Pharma' }],
  requirements: [
    { framework: 'ISO 27001:2022', reference: 'A.5.15', title: 'Access control' },
    { framework: 'NIST 800-53 r5', reference: 'AC-2', title: 'Account management' },
    { framework: '21 CFR Part 11', reference: '§ 11.10(d)', title: 'Limiting system access to authorized individuals' },
  ],
  attachments: [{ name: 'access-request-form.pdf', bytes: 182_300, sha256: '0f'.repeat(32) }],
  history: [
    { label: '2.0', approvedOn: '2026-12-02', effectiveDate: '2027-01-01', summary: 'Rooms that need a second badge' },
    { label: '1.4', approvedOn: '2026-01-05', effectiveDate: '2026-01-12', summary: 'Reviews every 90 days' },
  ],
  signatures: SIGNERS.map(([name, position, meaning, signedAt]) => ({
    ...{ name, position, meaning, signedAt },
    approves: meaning === 'Approved',
    onBehalfOf: name === 'Chen Wei' ? 'Grace Kim' : null,
    identity: 'Account ada@helix.example, signature 01a22123-9ade-7f1f-b63a-6c9c59930d57',
  })),
  contentHash: '9f2c41d70be8a5c3e0174b9d26fa8c53b1d9074e6ac2f8350d61c94f77e1d04b',
  verifyAt: 'https://accord.example/verify/9f2c41d70be8a5c3e0174b9d26fa8c53b1d9074e6ac2f8350d61c94f77e1d04b',
}

/** A draft in many scripts, with a title as long as titles get and a table as wide as tables get. */
export const draft: PrintModel = {
  ...published,
  title:
    `Guide to the handling of personal data – 个人数据处理指南 – دليل – ${'with a very long title '.repeat(14)}`.trim(),
  kind: 'guide',
  classification: 'confidential',
  version: {
    label: 'Draft 3',
    status: 'draft',
    effectiveDate: null,
    approvedOn: null,
    nextReview: null,
    replaces: null,
  },
  content: markdownToContent(`## 目的与范围 Purpose

访问控制政策适用于所有员工、承包商和代理机构。每季度审查一次访问权限。アクセス制御方針は四半期ごとに見直します。접근 권한은 분기마다 검토합니다.

## سياسة التحكم في الوصول

تنطبق هذه السياسة على جميع الموظفين والمتعاقدين، وتُراجع الصلاحيات كل ثلاثة أشهر.

## नीति और उद्देश्य

यह नीति सभी कर्मचारियों पर लागू होती है। מדיניות זו חלה על כל העובדים. นโยบายนี้ใช้กับพนักงานทุกคน Политика Ελληνικά

## Signs ✅ and {{unknown}}

Emoji: 🔒 🚀 👩‍💻 ✅ ⚠️ — arrows → ⇒ ≤ ≥ ≠ ☐ ☑ ™ © € ½

## Wide

| ${Array.from({ length: 11 }, (_, at) => `Column ${at + 1}`).join(' | ')} |
|${' --- |'.repeat(11)}
${Array.from({ length: 8 }, () => `| ${Array.from({ length: 11 }, (_, at) => (at === 3 ? 'responsibility-and-accountability' : 'some words here')).join(' | ')} |`).join('\n')}

\`\`\`
ssh -o "ProxyCommand=none" -o StrictHostKeyChecking=yes -o UserKnownHostsFile=/etc/ssh/ssh_known_hosts admin@bastion.example.com
\`\`\`
`),
  history: [],
  signatures: [],
  contentHash: null,
  verifyAt: null,
}
