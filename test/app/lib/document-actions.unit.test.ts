import { expect, test } from 'vitest'
import { type ActionFacts, actionsFor, DOCUMENT_ACTIONS } from '#app/lib/document-actions.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'

const ALL = {
  edit: true,
  submit: true,
  manageRound: true,
  publish: true,
  revise: true,
  confirmReview: true,
  ask: true,
  archive: true,
  delete: true,
}
const NONE = {
  edit: false,
  submit: false,
  manageRound: false,
  publish: false,
  revise: false,
  confirmReview: false,
  ask: false,
  archive: false,
  delete: false,
}

const facts = (changes: Partial<ActionFacts>): ActionFacts => ({
  status: 'draft',
  inEffect: false,
  empty: false,
  untouched: false,
  planned: null,
  reviewDue: null,
  roundRunning: false,
  mySignoffId: null,
  awaited: [],
  may: ALL,
  ...changes,
})

test('the next thing to do with an empty draft is to write it, with a written one to submit it', () => {
  expect(actionsFor(facts({ empty: true })).primary).toBe('edit')
  expect(actionsFor(facts({})).primary).toBe('submit')
})

test('whoever is asked to sign is led to sign, before anything else', () => {
  const review = facts({ status: 'in_review', roundRunning: true, mySignoffId: 's1', awaited: ['Ben'] })
  expect(actionsFor(review).primary).toBe('sign')
  expect(actionsFor({ ...review, mySignoffId: null }).primary).toBe('remind')
})

test('a reader without rights can take the PDF along and nothing else', () => {
  for (const status of DOCUMENT_STATUSES) {
    expect(actionsFor(facts({ status, inEffect: true, may: NONE }))).toEqual({ primary: 'download', rest: [] })
  }
})

test('of a planned publication the date can be changed, and the plan canceled', () => {
  const planned = actionsFor(facts({ status: 'approved', planned: '2026-12-15' }))
  expect(planned.primary).toBe('publish')
  expect(planned.rest).toContain('unplan')
  expect(actionsFor(facts({ status: 'approved' })).rest).not.toContain('unplan')
})

test('a review that is due is confirmed first, and the document can be revised instead', () => {
  const due = actionsFor(facts({ status: 'published', inEffect: true, reviewDue: '2026-12-15' }))
  expect(due.primary).toBe('confirm')
  expect(due.rest).toContain('revise')
  expect(actionsFor(facts({ status: 'published', inEffect: true })).primary).toBe('revise')
})

test('people can be asked to accept what is in effect, also while it is being revised', () => {
  expect(actionsFor(facts({ inEffect: true })).rest).toContain('ask')
  expect(actionsFor(facts({})).rest).not.toContain('ask')
})

test('only a draft that was never submitted can be deleted', () => {
  expect(actionsFor(facts({ untouched: true })).rest).toContain('delete')
  expect(actionsFor(facts({ untouched: false })).rest).not.toContain('delete')
  expect(actionsFor(facts({ untouched: true, status: 'archived' })).rest).not.toContain('delete')
})

test('the primary action is never offered a second time in the menu', () => {
  for (const status of DOCUMENT_STATUSES) {
    const { primary, rest } = actionsFor(
      facts({ status, inEffect: true, roundRunning: true, mySignoffId: 's1', awaited: ['Ben'] }),
    )
    expect(rest).not.toContain(primary)
    expect(rest.every((action) => DOCUMENT_ACTIONS.includes(action))).toBe(true)
  }
})
