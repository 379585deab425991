import { expect, test } from 'vitest'
import { waitInWords } from '#app/lib/caller.server.ts'

test.each([
  [0.2, '1 second'],
  [60, '60 seconds'],
  [91, '2 minutes'],
])('a wait of %s seconds reads %s', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words)
})
