import { expect, test } from 'vitest'
import { DEFAULT_COLUMNS, LIBRARY_COLUMNS, stepsOf } from '#app/lib/library-columns.ts'

test('a list begins with columns that a wide page has room for, and every desk shows state, review and owner', () => {
  const steps = stepsOf(DEFAULT_COLUMNS)
  expect([...steps.keys()].toSorted()).toEqual([...DEFAULT_COLUMNS].toSorted())
  expect(['status', 'review', 'owner'].map((key) => steps.get(key as 'status'))).toEqual([1, 1, 1])
})

test('of more columns than any page has room for the dearest stay', () => {
  const steps = stepsOf(LIBRARY_COLUMNS.map(({ key }) => key))
  expect(steps.has('status')).toBe(true)
  expect(steps.has('source')).toBe(false)
})

test('whoever leaves columns out has room for others', () => {
  expect(stepsOf(['source', 'tags'])).toEqual(
    new Map([
      ['tags', 1],
      ['source', 1],
    ]),
  )
  expect(stepsOf([])).toEqual(new Map())
})
