import { expect, test } from 'vitest'
import {
  assertDeletable,
  DOCUMENT_COMMANDS,
  type DocumentCommand,
  decide,
  statusesFor,
  transition,
} from '#domain/documents/lifecycle.ts'
import { DOCUMENT_STATUSES, type DocumentStatus } from '#domain/documents/status.ts'

/** Written again by hand from the model's table, so that the code's table has a judge. */
const ALLOWED: [DocumentCommand, DocumentStatus, DocumentStatus][] = [
  ['submit', 'draft', 'in_review'],
  ['withdraw', 'in_review', 'draft'],
  ['approve', 'in_review', 'approved'],
  ['reject', 'in_review', 'draft'],
  ['publish', 'approved', 'published'],
  ['revise', 'approved', 'draft'],
  ['revise', 'published', 'draft'],
  ['archive', 'draft', 'archived'],
  ['archive', 'approved', 'archived'],
  ['archive', 'published', 'archived'],
  ['restore', 'archived', 'draft'],
]
const cells = DOCUMENT_COMMANDS.flatMap((command) => DOCUMENT_STATUSES.map((status) => ({ command, status })))

test.each(cells)('$command of a document that is $status', ({ command, status }) => {
  const row = ALLOWED.find(([c, from]) => c === command && from === status)
  if (row) expect(transition(status, command)).toBe(row[2])
  else expect(() => transition(status, command)).toThrow(expect.objectContaining({ code: 'invalid_transition' }))
})

const followers = (status: DocumentStatus): DocumentStatus[] =>
  DOCUMENT_COMMANDS.filter((command) => statusesFor(command).includes(status)).map((command) =>
    transition(status, command),
  )

test('every status can be reached from a draft, and a draft again from every status', () => {
  const reach = (from: DocumentStatus): Set<DocumentStatus> => {
    const seen = new Set([from])
    for (const status of seen) for (const next of followers(status)) seen.add(next)
    return seen
  }
  for (const status of DOCUMENT_STATUSES) expect(reach(status)).toEqual(new Set(DOCUMENT_STATUSES))
})

test('a submit is refused by the first thing to mend', () => {
  const facts = {
    unknownVariables: ['helpdesk'],
    isEmpty: false,
    unfilledVariables: ['Company name'],
    hasVersionBefore: true,
    changeSummary: ' ',
  }
  expect(() => decide('draft', 'submit', { ...facts, isEmpty: true })).toThrow('There is nothing to review yet')
  expect(() => decide('draft', 'submit', facts)).toThrow('The text says {{helpdesk}}, which is no variable of it.')
  facts.unknownVariables = []
  expect(() => decide('draft', 'submit', facts)).toThrow('Fill in Company name first.')
  expect(() => decide('draft', 'submit', { ...facts, unfilledVariables: [] })).toThrow('Say in a sentence')
  expect(decide('draft', 'submit', { ...facts, unfilledVariables: [], changeSummary: 'New rule' })).toBe('in_review')
})

test('archiving and revising need a reason', () => {
  for (const command of ['archive', 'revise'] as const) {
    expect(() => decide('published', command, { reason: '  ' })).toThrow(
      expect.objectContaining({ code: 'reason_required' }),
    )
  }
})

test('only a draft that nothing hangs on may be deleted', () => {
  expect(() => assertDeletable('published', [])).toThrow(expect.objectContaining({ code: 'invalid_transition' }))
  expect(() => assertDeletable('draft', ['version 1'])).toThrow('This is not possible, because of version 1.')
  expect(() => assertDeletable('draft', [])).not.toThrow()
})
