import { expect, test } from 'vitest'
import { formatDate, formatInstant } from '#services/print/dates.ts'
import { renderPrintHtml, WATERMARK } from '#services/print/html.ts'
import { renditionHash } from '#services/print/model.ts'
import { draft, published } from '#test/support/print-models.ts'
import { ALL_ATTACKS } from '../content/attacks.ts'

const body = (html: string) => html.slice(html.indexOf('<body>'))

test('a document shows who answers for it, what it replaces and which content was signed', () => {
  const html = body(renderPrintHtml(published))
  for (const text of [
    ...['POL-AC-001', 'Access Control Policy', 'Version 2.0', 'Published', '1 Jan 2027', 'Version 1.4 of 12 Jan 2026'],
    ...['Ada Okafor, compliance manager', 'Internal · Do not copy', published.contentHash ?? '', 'AC-2', '182.3 kB'],
    ...[
      'Chief information security officer',
      '26 Nov 2026, 14:02:31 CET (UTC+01:00)',
      'What Helix Pharma asks of scope',
    ],
  ]) {
    expect(html).toContain(text)
  }
})

test('only signatures that approve make an approver', () => {
  expect(renderPrintHtml(published)).toContain(
    '<dt>Approved by</dt><dd>Dana Petrov, Chen Wei, Ben Lindqvist, María José Carreño Quiñones</dd>',
  )
})

test('the watermark is on everything before approval and on nothing after', () => {
  const at = (status: typeof published.version.status) =>
    renderPrintHtml({ ...published, version: { ...published.version, status } })
  for (const status of ['draft', 'in_review'] as const) expect(at(status)).toContain(WATERMARK)
  for (const status of ['approved', 'published', 'superseded', 'archived'] as const)
    expect(at(status)).not.toContain(WATERMARK)
})

test('a version that nobody signed yet says so; a draft has no signature page', () => {
  expect(renderPrintHtml({ ...published, signatures: [] })).toContain('Nobody has signed version 2.0 yet.')
  expect(body(renderPrintHtml(draft))).not.toContain('Signatures')
})

test('the same model is the same HTML and has the same hash; any difference that shows has another', () => {
  expect(renderPrintHtml(structuredClone(published))).toBe(renderPrintHtml(published))
  expect(renditionHash(structuredClone(published))).toBe(renditionHash(published))
  const others = [
    { ...published, title: 'Other' },
    { ...published, version: { ...published.version, status: 'superseded' as const } },
    { ...published, signatures: published.signatures.slice(1) },
    { ...published, timeZone: 'America/New_York' },
  ]
  expect(new Set([published, ...others].map(renditionHash)).size).toBe(5)
})

test('nothing outside is referred to, whatever is written into any field', () => {
  for (const attack of ALL_ATTACKS) {
    const html = renderPrintHtml({
      ...published,
      ...{ title: attack, identifier: attack, content: `<p>${attack}</p>`, category: attack },
      organization: { name: `${attack}"; } </style>`, classificationNotice: attack, signatureStatement: attack },
      owner: { name: attack, position: attack },
      requirements: [{ framework: attack, reference: attack, title: attack }],
      attachments: [{ name: attack, bytes: 1, sha256: attack }],
    })
    expect(html.match(/<\/style/g)).toHaveLength(1)
    expect(body(html)).not.toMatch(/<(?:script|img|svg|iframe|style|link|object|embed|form|base|math)\b/i)
    expect(body(html)).not.toMatch(/<[^>]+\s(?:on\w+|src|style)=/i)
  }
})

test('only the fonts that are needed travel along', () => {
  const families = (html: string) =>
    new Set([...html.matchAll(/@font-face\{font-family:'([^']+)'/g)].map((match) => match[1]))
  expect(families(renderPrintHtml(published))).toEqual(new Set(['Inter', 'JetBrains Mono']))
  expect(families(renderPrintHtml(draft))).toEqual(
    new Set([
      'Inter',
      'JetBrains Mono',
      ...['emoji', 'ja', 'ko', 'zh', 'ar', 'he', 'hi', 'th'].map((script) => `Noto ${script}`),
    ]),
  )
  expect(renderPrintHtml(published).length).toBeLessThan(400_000)
})

test('dates and times read the same everywhere and in fifty years', () => {
  expect(formatDate('2026-09-05')).toBe('5 Sep 2026')
  expect(formatInstant('2026-07-01T12:00:00Z', 'America/New_York')).toBe('1 Jul 2026, 08:00:00 EDT (UTC-04:00)')
  expect(formatInstant('2026-12-31T23:30:00Z', 'Asia/Kolkata')).toBe('1 Jan 2027, 05:00:00 UTC+05:30')
  expect(formatInstant('2026-12-02T07:47:19Z', 'UTC')).toBe('2 Dec 2026, 07:47:19 UTC')
})

test('columns have the widths that their author set, or the ones that their words want', () => {
  const columns = (cols: string) => {
    const content = `<table>${cols}<tr><td>a</td><td>many words that want more than one letter does</td></tr></table>`
    const html = renderPrintHtml({ ...draft, content })
    return [...html.matchAll(/<col width="([\d.]+)%">/g)].map(([, width]) => Number(width))
  }
  expect(columns('<col width="70%"><col width="30%">')).toEqual([70, 30])
  const [one = 0, many = 0] = columns('')
  expect(many).toBeGreaterThan(2 * one)
})
