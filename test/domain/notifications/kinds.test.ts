import fc from 'fast-check'
import { expect, describe as group, test } from 'vitest'
import { z } from 'zod'
import { describe, type StoredNotification } from '#domain/notifications/describe.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '#domain/notifications/registry.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { type JsonSchema, valuesOf } from '#test/support/schema-values.ts'

const kinds = Object.entries(NOTIFICATION_KINDS).map(([name, kind]) => ({ name: name as NotificationKind, kind }))
const RECEIVER = { org: 'helix', timeZone: 'Europe/Zurich' }
const SUBJECT = '0198c0de-0000-7000-8000-000000000007'
const DUE = '2026-06-12T22:30:00.000Z'

const stored = (kind: string, facts: object): StoredNotification => ({
  kind,
  facts,
  subjectId: SUBJECT,
  documentId: 'some',
  document: { identifier: 'POL-AC-001', title: 'Access control' },
})

/** Facts of each kind with the sentence that they make. A new kind is missed here, and a sentence cannot change unseen. */
const SENTENCES: Record<NotificationKind, [facts: object, title: string, body: string][]> = {
  absence_delegate: [
    [
      { absent: 'Ben Lindqvist', fromDay: '2026-06-01', untilDay: '2026-06-12' },
      'You sign for Ben Lindqvist until 12 Jun 2026',
      'Ben Lindqvist is out of office from 1 Jun 2026 to 12 Jun 2026. Requests to sign go to you meanwhile, with both names.',
    ],
  ],
  acknowledgment_requested: [
    [
      { dueAt: DUE },
      'Please read and accept POL-AC-001 Access control',
      'You are asked to read the version in effect and to accept it by 13 Jun 2026.',
    ],
  ],
  acknowledgment_reminder: [
    [
      { dueAt: DUE },
      'Reminder: read and accept POL-AC-001 Access control',
      'You have not accepted it yet. It is due on 13 Jun 2026.',
    ],
  ],
  acknowledgment_late: [
    [
      { people: 1, name: 'Theo Lang' },
      'Not accepted yet: POL-AC-001 Access control',
      'Theo Lang reports to you and has not accepted it. The due date is over.',
    ],
    [
      { people: 2, name: 'Theo Lang' },
      'Not accepted yet: POL-AC-001 Access control',
      '2 people who report to you have not accepted it, Theo Lang among them. The due date is over.',
    ],
  ],
  check_failed: [
    [
      { name: 'Theo Lang', attempts: 3 },
      'No attempts left: POL-AC-001 Access control',
      'Theo Lang has answered the questions 3 times and has not passed. You can grant another attempt.',
    ],
  ],
  check_attempt_granted: [
    [
      { by: 'Dana Brandt' },
      'Another attempt: POL-AC-001 Access control',
      'Dana Brandt grants you another attempt at the questions. Read the paragraphs that you missed first.',
    ],
  ],
  campaign_failed: [
    [
      {},
      'Stopped: the campaign of POL-AC-001 Access control',
      'Its process has failed: nobody is asked or reminded until somebody retries it.',
    ],
  ],
  comment_made: [
    [
      { by: 'Chen Wei' },
      'Chen Wei commented: POL-AC-001 Access control',
      'The comments stand beside the paragraphs that they are about.',
    ],
  ],
  daily_digest: [[{}, 'Your daily digest', 'What waits for you, and what happened.']],
  signoff_requested: [
    [
      { dueAt: DUE },
      'Please review POL-AC-001 Access control',
      'You are asked to sign off this version by 13 Jun 2026.',
    ],
    [{ dueAt: null }, 'Please review POL-AC-001 Access control', 'You are asked to sign off this version.'],
    [
      { dueAt: null, onBehalfOf: 'Ben Lindqvist' },
      'Please review POL-AC-001 Access control',
      'You are asked to sign off this version for Ben Lindqvist.',
    ],
    [
      { dueAt: DUE, purpose: 'retirement' },
      'Please review POL-AC-001 Access control',
      'You are asked to approve that this version goes out of effect by 13 Jun 2026.',
    ],
  ],
  question_approved: [
    [
      { purpose: 'publication' },
      'Approved: the publication of POL-AC-001 Access control',
      'All who were asked agreed. It goes into effect as was asked for.',
    ],
    [
      { purpose: 'retirement' },
      'Approved: the retirement of POL-AC-001 Access control',
      'All who were asked agreed. It is archived.',
    ],
    [
      { purpose: 'review' },
      'Approved: the review of POL-AC-001 Access control',
      'All who were asked agreed. The review is recorded, and the next one has its date.',
    ],
  ],
  delegate_cannot_sign: [
    [
      { signer: 'Ben Lindqvist' },
      'Ben Lindqvist is out of office: POL-AC-001 Access control',
      'Ben Lindqvist is asked to sign off this version, and their delegate cannot sign in their place. Ask somebody else where it cannot wait.',
    ],
  ],
  signer_gone: [
    [
      { signer: 'Ben Lindqvist', step: 'Legal', successor: 'Chen Wei' },
      'Ben Lindqvist has left a role or group: POL-AC-001 Access control',
      'The step “Legal” asks by a role or group that Ben Lindqvist has left. Chen Wei is asked instead.',
    ],
    [
      { signer: 'Ben Lindqvist', step: 'Legal', successor: null },
      'Ben Lindqvist has left a role or group: POL-AC-001 Access control',
      'The step “Legal” asks by a role or group that Ben Lindqvist has left, and nobody else may sign. It still waits for Ben Lindqvist. Replace them.',
    ],
  ],
  signoff_delegated: [
    [
      { signer: 'Ben Lindqvist', delegate: 'Chen Wei' },
      'Chen Wei signs for Ben Lindqvist: POL-AC-001 Access control',
      'Ben Lindqvist was asked to sign off this version. Chen Wei decides in their place.',
    ],
  ],
  signoff_reminder: [
    [{ dueAt: DUE }, 'Reminder: POL-AC-001 Access control waits for you', 'Your sign-off is needed by 13 Jun 2026.'],
    [{ dueAt: null }, 'Reminder: POL-AC-001 Access control waits for you', 'Your sign-off is needed.'],
  ],
  signoff_overdue: [
    [{ dueAt: DUE }, 'Overdue: POL-AC-001 Access control waits for you', 'Your sign-off was due on 13 Jun 2026.'],
  ],
  signoff_escalated: [
    [
      { signer: 'Sina Signer', dueAt: DUE },
      'Overdue: POL-AC-001 Access control',
      'Sina Signer has not decided by 13 Jun 2026.',
    ],
    [{ signer: 'Sina Signer', dueAt: null }, 'Overdue: POL-AC-001 Access control', 'Sina Signer has not decided.'],
  ],
  review_due: [
    [
      { dueOn: '2026-06-13' },
      'Review due on 13 Jun 2026: POL-AC-001 Access control',
      'Is it still right? Say so, or say what has to change.',
    ],
  ],
  review_overdue: [
    [
      { dueOn: '2026-06-13', owner: null },
      'Review overdue: POL-AC-001 Access control',
      'Its review was due on 13 Jun 2026. Say that it is still right, or what has to change.',
    ],
    [
      { dueOn: '2026-06-13', owner: 'Arno Author' },
      'Review overdue: POL-AC-001 Access control',
      'Arno Author has not reviewed it. It was due on 13 Jun 2026.',
    ],
  ],
  signoff_withdrawn: (
    [
      ['rejected', 'Somebody else rejected this version.'],
      ['withdrawn', 'The author took the document back.'],
      ['canceled', 'The approval was ended.'],
      ['approved', 'Enough others have approved.'],
      ['replaced', 'Somebody else is asked instead.'],
    ] as const
  ).map(([because, why]) => [
    { because },
    'No longer needed: POL-AC-001 Access control',
    `Your sign-off is no longer needed. ${why}`,
  ]),
  signoff_recorded: [
    [
      { signer: 'Sina Signer', decision: 'approved' },
      'Sina Signer approved: POL-AC-001 Access control',
      'A sign-off was recorded.',
    ],
  ],
  publication_canceled: [
    [
      { by: 'Mara Manager' },
      'No longer planned: POL-AC-001 Access control',
      'Mara Manager canceled its planned publication. It stays approved until somebody publishes it.',
    ],
  ],
  signature_void: (
    [
      ['rejected', 'It was rejected.'],
      ['withdrawn', 'It was withdrawn from review.'],
      ['canceled', 'Its approval was ended.'],
      ['sent_back', 'It was sent back before it went into effect.'],
      ['archived', 'The document was archived before it went into effect.'],
    ] as const
  ).map(([because, why]) => [
    { because, by: 'Sina Signer' },
    'Your signature no longer counts: POL-AC-001 Access control',
    `You had signed this version. ${why} If it is submitted again, you are asked to sign the new text.`,
  ]),
  round_rejected: [
    [{ by: 'Sina Signer' }, 'Rejected: POL-AC-001 Access control', 'Sina Signer rejected it. It is a draft again.'],
    [
      { by: null },
      'Rejected: POL-AC-001 Access control',
      'Nobody decided in time, so it was rejected. It is a draft again.',
    ],
    [
      { by: 'Sina Signer', purpose: 'publication' },
      'Rejected: the publication of POL-AC-001 Access control',
      'Sina Signer rejected it. It stays approved and is not published.',
    ],
  ],
  round_approved: [
    [{ label: '2.0' }, 'Approved: POL-AC-001 Access control', 'All signers approved. It is now version 2.0.'],
  ],
  round_withdrawn: [
    [{}, 'Withdrawn: POL-AC-001 Access control', 'The approval was ended. The document is a draft again.'],
    [
      { purpose: 'review' },
      'Ended: the review of POL-AC-001 Access control',
      'It was ended before it was decided. Its review stays open.',
    ],
  ],
  round_extended: [
    [
      { by: 'Ada Admin', dueAt: DUE },
      'More time: POL-AC-001 Access control',
      'Ada Admin extended the due date. Your sign-off is needed by 13 Jun 2026.',
    ],
  ],
  round_failed: [
    [
      {},
      'Approval has stopped: POL-AC-001 Access control',
      'Its process failed. Nothing that was decided is lost. The page of the approval says why; a compliance manager or an admin can retry it there.',
    ],
  ],
  round_stuck: [
    [
      { step: 'Legal' },
      'Nobody can sign: POL-AC-001 Access control',
      'Too few people are left who may sign the step “Legal”. Withdraw it and submit it with other signers.',
    ],
  ],
  document_published: [[{ label: '2.0' }, 'In effect: POL-AC-001 Access control', 'Version 2.0 is in effect now.']],
  publication_planned: [
    [
      { by: 'Mara Manager', effectiveDate: '2026-12-03' },
      'Takes effect on 3 Dec 2026: POL-AC-001 Access control',
      'Mara Manager planned its publication.',
    ],
  ],
  document_archived: [
    [{ by: 'Ada Admin' }, 'Archived: POL-AC-001 Access control', 'Ada Admin archived it. It is no longer in effect.'],
  ],
  ownership_transferred: [
    [{ by: 'Ada Admin', owner: null }, 'Now yours: POL-AC-001 Access control', 'Ada Admin made you its owner.'],
    [
      { by: 'Ada Admin', owner: 'Mia Manager' },
      'New owner: POL-AC-001 Access control',
      'Mia Manager owns it now, since its owner has left.',
    ],
  ],
}

test.each(Object.entries(SENTENCES).flatMap(([kind, all]) => all.map((sentence) => [kind, ...sentence] as const)))(
  '%s with %j: "%s" "%s"',
  (kind, facts, title, body) => {
    expect(describe(stored(kind, facts), RECEIVER)).toMatchObject({ title, body })
  },
)

group.each(kinds)('$name', ({ name, kind }) => {
  const schema = z.toJSONSchema(kind.facts, { io: 'input' }) as JsonSchema

  test('has words, an icon and a page of the organization for all facts that its schema allows', () => {
    fc.assert(
      fc.property(valuesOf(schema), (facts) => {
        const { title, body, action, address, icon } = describe(stored(name, facts as object), RECEIVER)
        expect(icon).toBe(kind.icon)
        // What is about a person names no document.
        if (kind.subject !== 'membership') expect(title).toContain('POL-AC-001 Access control')
        expect(body).toMatch(/\.$/)
        expect(`${title} ${body} ${action}`).not.toMatch(/undefined|null|NaN|Invalid|\[object/)
        expect(address).toMatch(
          /^\/helix\/((documents|reviews)\/POL-AC-001|(sign|my\/policies|campaigns)\/0198c0de-|(notifications|inbox)$)/,
        )
      }),
      { numRuns: randomRuns(250) },
    )
  })

  test('has no room in its facts for the text of a document', () => {
    const long = fc.string({ minLength: 201, maxLength: 5_000 })
    const names = Object.keys(schema.properties ?? {})
    fc.assert(
      fc.property(valuesOf(schema), long, (facts, text) => {
        for (const fact of names)
          expect(kind.facts.safeParse({ ...(facts as object), [fact]: text }).success).toBe(false)
        expect(kind.facts.safeParse({ ...(facts as object), text }).success).toBe(false)
      }),
      { numRuns: randomRuns(250) },
    )
  })
})

test('a notification about a document that its receiver may not read says nothing of the document', () => {
  const kept = { ...stored('round_stuck', { step: 'Legal' }), document: null }
  expect(describe(kept, RECEIVER)).toEqual({
    icon: 'other',
    title: 'About a document',
    body: 'You may not read this document any more.',
    action: 'Open the notifications',
    address: '/helix/notifications',
  })
})

test.each([
  ['of a kind that this version does not have', stored('kind_of_tomorrow', {})],
  ['whose facts are those of another version', stored('signoff_requested', { until: DUE })],
])('a notification %s is listed all the same', (_what, notification) => {
  expect(describe(notification, RECEIVER)).toMatchObject({ title: 'A notification', address: '/helix/notifications' })
})

test('the mail that asks somebody to sign says what the definition of the step says besides', () => {
  const details = {
    signoff: { id: SUBJECT, dueAt: null },
    step: { name: 'Quality', notification: 'Look at sections 4 and 6.' },
    round: { label: '2.0', submission: 1, purpose: 'approval' as const, message: '' },
    submittedByName: 'Ada',
    document: { identifier: 'POL-AC-001', classification: 'restricted' as const },
    version: { title: 'Access', changeType: 'major' as const, changeSummary: '', abstract: '' },
  }
  const place = { org: 'helix', subjectId: SUBJECT, identifier: 'POL-AC-001', document: 'Access', day: () => '' }
  const { paragraphs } = NOTIFICATION_KINDS.signoff_requested.mail(details, place, { dueAt: null })
  expect(paragraphs?.at(-1)).toBe('Look at sections 4 and 6.')
  const retirement = { ...details, round: { ...details.round, purpose: 'retirement' as const } }
  const { lead } = NOTIFICATION_KINDS.signoff_requested.mail(retirement, place, { dueAt: null })
  expect(lead).toBe('Ada asks you to approve that this version goes out of effect')
})
