import { expect, test } from 'vitest'
import { mayRead, type ReadableDocument, type Reader, visibility } from '#domain/documents/access.ts'
import { CATEGORIES } from '#domain/documents/categories.ts'
import { formatIdentifier, parseIdentifier } from '#domain/documents/identifier.ts'
import { frequencyInWords, nextReviewDate } from '#domain/documents/review.ts'
import { compareByUrgency, urgency, urgencyInWords } from '#domain/documents/urgency.ts'

test('an identifier says kind, category and number, and can be read back', () => {
  expect(formatIdentifier('policy', 'AC', 1)).toBe('POL-AC-001')
  expect(formatIdentifier('procedure', 'IR', 1234)).toBe('PRC-IR-1234')
  expect(parseIdentifier('POL-AC-001')).toEqual({ kindPrefix: 'POL', categoryPrefix: 'AC', number: 1 })
  expect(['POL-AC-1', 'pol-ac-001', 'POL-A-001', ''].map(parseIdentifier)).toEqual([null, null, null, null])
  expect(() => formatIdentifier('policy', 'AC', 0)).toThrow(RangeError)
})

test('no two categories share a prefix', () => {
  const prefixes = Object.values(CATEGORIES).map(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
})

test('a review every three months ends on the last day of a short month', () => {
  expect(nextReviewDate('2025-11-30', { unit: 'months', count: 3 })).toBe('2026-02-28')
  expect(nextReviewDate('2026-01-01', { unit: 'days', count: 365 })).toBe('2027-01-01')
  expect(() => nextReviewDate('2026-01-01', { unit: 'days', count: 0 })).toThrow(RangeError)
  expect(frequencyInWords({ unit: 'months', count: 12 })).toBe('Yearly')
  expect(frequencyInWords({ unit: 'days', count: 180 })).toBe('Every 180 days')
})

test.each([
  ['2026-06-09', 'Overdue by 1 day'],
  ['2026-06-10', 'Due today'],
  ['2026-06-13', 'Due in 3 days'],
])('what is due on %s reads “%s” on 10 June', (due, words) =>
  expect(urgencyInWords(urgency(due, '2026-06-10'))).toBe(words),
)

test('a review is due soon a month ahead, anything else three days', () => {
  expect(urgency('2026-07-10', '2026-06-10', 'review').state).toBe('due_soon')
  expect(urgency('2026-06-14', '2026-06-10').state).toBe('on_track')
  expect(urgency(null, '2026-06-10')).toEqual({ state: 'no_schedule' })
})

test('lists show overdue first, then by due date, then by age', () => {
  const row = (due: string | null, day: number) => ({ due, createdAt: new Date(2026, 0, day) })
  const rows = [row(null, 1), row('2026-07-01', 2), row('2026-06-01', 3), row('2026-07-01', 1), row('2026-05-01', 9)]
  const sorted = [...rows].sort((a, b) => compareByUrgency(a, b, '2026-06-10'))
  expect(sorted.map((r) => rows.indexOf(r))).toEqual([4, 2, 3, 1, 0])
})

const document: ReadableDocument = {
  classification: 'confidential',
  inEffect: true,
  ownerId: 'owner',
  secondOwnerId: null,
  createdBy: 'writer',
  signerIds: ['signer'],
  readerIds: ['named'],
}
const reader = (membershipId: string, changes: Partial<Reader> = {}): Reader => ({
  membershipId,
  readsEverything: false,
  readsDrafts: false,
  ...changes,
})

test('a confidential document exists for its audience, owner, signers and compliance managers only', () => {
  const sees = (who: Reader) => visibility(who, document)
  expect(sees(reader('stranger', { readsDrafts: true }))).toBe('none')
  expect(sees(reader('named'))).toBe('in_effect')
  expect(sees(reader('owner'))).toBe('all')
  expect(sees(reader('signer'))).toBe('all')
  expect(sees(reader('anyone', { readsEverything: true, readsDrafts: true }))).toBe('all')
})

test('a draft exists for those who may read drafts and for whoever began it', () => {
  const draft = { ...document, classification: 'internal' as const, inEffect: false }
  expect(mayRead(reader('stranger'), draft)).toBe(false)
  expect(mayRead(reader('stranger', { readsDrafts: true }), draft)).toBe(true)
  expect(mayRead(reader('writer'), draft)).toBe(true)
})
