import { expect, test } from 'vitest'
import { mayRead, type ReadableDocument, type Reader, visibility } from '#domain/documents/access.ts'
import { CATEGORIES } from '#domain/documents/categories.ts'
import { formatIdentifier } from '#domain/documents/identifier.ts'
import { nextReviewDate } from '#domain/documents/review.ts'

test('an identifier says kind, category and number', () => {
  expect(formatIdentifier('policy', 'AC', 1)).toBe('POL-AC-001')
  expect(formatIdentifier('procedure', 'IR', 1234)).toBe('PRC-IR-1234')
  expect(() => formatIdentifier('policy', 'AC', 0)).toThrow(RangeError)
  expect(() => formatIdentifier('policy', 'ac', 1)).toThrow(RangeError)
})

test('no two categories share a prefix', () => {
  const prefixes = Object.values(CATEGORIES).map(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
})

test('a review every three months ends on the last day of a short month', () => {
  expect(nextReviewDate('2025-11-30', { unit: 'months', count: 3 })).toBe('2026-02-28')
  expect(nextReviewDate('2026-01-01', { unit: 'days', count: 365 })).toBe('2027-01-01')
  expect(() => nextReviewDate('2026-01-01', { unit: 'days', count: 0 })).toThrow(RangeError)
  expect(nextReviewDate('2026-01-01', { unit: 'days', count: 1 })).toBe('2026-01-02')
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
