import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeTypesAfter, compareLabels, fileNameOf, highestLabel, nextLabel } from '#domain/documents/labels.ts'
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

test('a file is called by what it holds, so that two submissions do not overwrite each other', () => {
  const version = { number: 3, major: null, minor: null, roundStatus: 'running', roundLabel: '1.0', submission: 2 }
  const names = [{ ...version, major: 2, minor: 0 }, { ...version, submission: 1 }, version, null].map((one) =>
    fileNameOf('POL-AC-001', one, 'pdf'),
  )
  expect(names).toEqual([
    'POL-AC-001 2.0.pdf',
    'POL-AC-001 1.0.pdf',
    'POL-AC-001 1.0, second submission.pdf',
    'POL-AC-001 draft.pdf',
  ])
})
