import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  attemptsLeft,
  type CheckQuestion,
  foundIn,
  misreadOf,
  missedOf,
  withoutAnswers,
} from '#domain/campaigns/check.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const passage = { place: 3, label: '4.2', text: 'Lock the screen.' }
const question = (id: string, right: number[], choices = 3): CheckQuestion => ({
  id,
  passage,
  prompt: `Question ${id}`,
  choices: Array.from({ length: choices }, (_, n) => `Answer ${n}`),
  right,
})

test('an answer is right with all right choices and no other, in any order', () => {
  const asked = [question('q1', [0]), question('q2', [0, 2])]
  expect(missedOf(asked, { q1: [0], q2: [2, 0] })).toEqual([])
  expect(missedOf(asked, { q1: [0, 1], q2: [0] })).toEqual(['q1', 'q2'])
  expect(missedOf(asked, {})).toEqual(['q1', 'q2'])
})

test('whatever is right, what a reader is shown is the same, as long as as many are', () => {
  const indexes = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(indexes, indexes, (one, other) => {
      expect(withoutAnswers([question('q1', one, 5)])).toEqual(withoutAnswers([question('q1', other, 5)]))
      expect(Object.keys(withoutAnswers([question('q1', one, 5)])[0] ?? {})).not.toContain('right')
    }),
    { numRuns: randomRuns(100) },
  )
})

test('a paragraph is found again where it moved to, and not once it says something else', () => {
  expect(foundIn([{ ...passage, place: 7, label: '5.1' }], passage)).toMatchObject({ place: 7, label: '5.1' })
  expect(foundIn([{ ...passage, text: 'Never lock the screen.' }], passage)).toBeNull()
})

test('the paragraph that most people missed stands first', () => {
  const asked = [question('q1', [0]), question('q2', [0])]
  expect(misreadOf(asked, 50, new Map([['q2', 19]])).map(({ prompt, missed }) => [prompt, missed])).toEqual([
    ['Question q2', 19],
    ['Question q1', 0],
  ])
})

test('there are never fewer than no attempts left', () => {
  expect([attemptsLeft({ attempts: 2 }, 1, 1), attemptsLeft({ attempts: 2 }, 0, 5)]).toEqual([2, 0])
})
