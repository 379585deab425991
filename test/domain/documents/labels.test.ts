import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeTypesAfter, compareLabels, highestLabel, nextLabel } from '#domain/documents/labels.ts'
import { randomRuns } from '#test/support/random-runs.ts'

test.each([
  [null, 'initial', '1.0'],
  ['1.9', 'minor', '1.10'],
  ['1.10', 'patch', '1.11'],
  ['1.10', 'major', '2.0'],
] as const)('after %s a change that is %s gives %s', (previous, change, label) =>
  expect(nextLabel(previous, change)).toBe(label),
)

test('the first version is initial and only the first', () => {
  expect(() => nextLabel(null, 'minor')).toThrow('Choose initial.')
  expect(() => nextLabel('1.0', 'initial')).toThrow('Choose major, minor, patch.')
})

test('labels only ever rise, and none comes twice', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('major', 'minor', 'patch'), { maxLength: 60 }), (changes) => {
      const labels = ['1.0']
      for (const change of changes) {
        expect(changeTypesAfter(highestLabel(labels))).toContain(change)
        labels.push(nextLabel(highestLabel(labels), change as 'major'))
      }
      expect([...labels].sort(compareLabels)).toEqual(labels)
      expect(new Set(labels).size).toBe(labels.length)
    }),
    { numRuns: randomRuns(500) },
  )
})
