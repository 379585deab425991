import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import { AUDIT_ACTIONS } from '#domain/audit.ts'

const DOCUMENT = { identifier: 'POL-AC-001', title: 'Access Control Policy' }

const row = (action: string, after: object, document: typeof DOCUMENT | null) => ({
  seq: 1,
  at: new Date('2026-12-03T09:00:00Z'),
  action,
  actorId: 'someone',
  actorName: 'Dana Petrov',
  entry: JSON.stringify({ after, before: {} }),
  document,
})
const told = (action: string, after: object, document: typeof DOCUMENT | null = null) =>
  activityEntry(row(action, after, document)).says.join('POL-AC-001')

test('a sentence names its document where it stands among others, and not on the document’s own page', () => {
  expect(told('signoff.approved', { label: '2.0' }, DOCUMENT)).toBe('signed 2.0 of POL-AC-001 as approver')
  expect(told('signoff.approved', { label: '2.0' })).toBe('signed 2.0 as approver')
  expect(told('document.archived', {}, DOCUMENT)).toBe('archived POL-AC-001')
  expect(told('document.archived', {})).toBe('archived it')
})

test('what was decided about a step reads as one sentence', () => {
  const ended = { step: 'Approval', status: 'approved' }
  expect(told('round.step_ended', ended, DOCUMENT)).toBe('closed the step “Approval” of POL-AC-001 as approved')
})

test('a date in a sentence is written as everywhere else', () => {
  const planned = { effectiveDate: '2026-12-03' }
  expect(told('document.publication_planned', planned)).toBe('planned to publish it on 3 Dec 2026')
})

test('every action of a document says of which one it is', () => {
  const silent = ['document.deleted']
  const ofDocuments = AUDIT_ACTIONS.filter((action) => /^(document|version|round|signoff)\./.test(action))
  const unnamed = ofDocuments.filter((action) => activityEntry(row(action, {}, DOCUMENT)).says.length !== 2)
  expect(unnamed).toEqual(silent)
})
