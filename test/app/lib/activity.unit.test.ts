import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import type { AuditFact } from '#domain/audit/actions.ts'

const DOCUMENT = { identifier: 'POL-AC-001', title: 'Access Control Policy' }

const row = (action: string, facts: object, document: typeof DOCUMENT | null) => ({
  seq: 1,
  at: new Date('2026-12-03T09:00:00Z'),
  action,
  actorId: 'someone',
  actorName: 'Dana Petrov',
  entry: JSON.stringify({ before: null, after: null, ...facts }),
  document,
})
/** The sentence of a fact, as it is read with its document and on the document's own page. */
const sentences = <A extends AuditFact['action']>(
  action: A,
  facts: Omit<Extract<AuditFact, { action: A }>, 'at' | 'action' | 'subjectId' | 'documentId'>,
) => [DOCUMENT, null].map((document) => activityEntry(row(action, facts, document)).sentence.join('POL-AC-001'))

const APPROVED = {
  before: { status: 'pending' },
  after: {
    status: 'approved',
    label: '2.0',
    submission: 1,
    number: 7,
    meaning: '',
    contentHash: '',
    position: null,
    comment: null,
    onBehalfOf: null,
  },
} as const
const REJECTED = {
  before: { status: 'in_review' },
  after: { status: 'draft', step: 'Approval', reason: null },
} as const
const PLANNED = { status: 'approved', versionId: 'v', publishAt: '2026-12-02T23:00:00.000Z' } as const

test('a sentence names its document where it stands among others, and not on the document’s own page', () => {
  expect(sentences('signoff.approved', APPROVED)).toEqual([
    'signed 2.0 of POL-AC-001 as approver',
    'signed 2.0 as approver',
  ])
  const ended = { after: { step: 'Approval', position: 1, status: 'approved' } } as const
  expect(sentences('round.step_ended', ended)).toEqual([
    'closed the step “Approval” of POL-AC-001 as approved',
    'closed the step “Approval” as approved',
  ])
})

test('who signs for somebody else is named with whom they sign for', () => {
  const forBen = { ...APPROVED, after: { ...APPROVED.after, onBehalfOf: 'Ben Ito' } }
  expect(sentences('signoff.approved', forBen)[0]).toBe('signed 2.0 of POL-AC-001 as approver for Ben Ito')
})

test('a signature under a text that was submitted again names that text', () => {
  const [sentence] = sentences('signoff.approved', { ...APPROVED, after: { ...APPROVED.after, submission: 2 } })
  expect(sentence).toBe('signed 2.0, second submission of POL-AC-001 as approver')
})

test('a rejection names who rejected, or nobody where nobody decided in time', () => {
  const by = (name: string | null) =>
    sentences('document.rejected', { ...REJECTED, after: { ...REJECTED.after, by: name } })[1]
  expect(by('Ben Ito')).toBe('sent it back: rejected by Ben Ito')
  expect(by(null)).toBe('sent it back: rejected')
})

test('a date in a sentence is written as everywhere else', () => {
  const planned = (effectiveDate: string | null) =>
    sentences('document.publication_planned', {
      before: { status: 'approved' },
      after: { ...PLANNED, effectiveDate },
    })[1]
  expect(planned('2026-12-03')).toBe('planned to publish it on 3 Dec 2026')
  expect(planned(null)).toBe('planned to publish it')
})

test('an entry that lacks a fact, or whose action is unknown, shows the name of the action', () => {
  for (const facts of [{}, { after: {} }, { after: { label: null } }, { after: { label: { major: 2 } } }]) {
    expect(activityEntry(row('document.published', facts, DOCUMENT))).toMatchObject({
      sentence: ['document.published'],
      quote: null,
    })
  }
  expect(activityEntry(row('document.shredded', {}, null))).toMatchObject({ sentence: ['document.shredded'] })
  expect(activityEntry(row('toString', {}, null))).toMatchObject({ sentence: ['toString'] })
})
