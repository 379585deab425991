import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concerns, nextDelay } from '#app/lib/live-updates.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const ID = '01890000-0000-7000-8000-000000000001'
const OTHER = '01890000-0000-7000-8000-000000000002'
const layout = { handle: { topics: ['signoffs', 'notifications'] } }
const library = { handle: { topics: ['documents', 'publications'] } }
const document = { handle: { topics: ['documents', 'renditions'], ofDocument: true }, data: { document: { id: ID } } }

test.each([
  ['a topic that the page shows', [layout, library], { topics: ['documents'], documents: [ID] }, true],
  ['a topic that only the rail shows', [layout, library], { topics: ['notifications'], documents: [] }, true],
  ['a topic that nothing on the page shows', [layout, library], { topics: ['renditions'], documents: [ID] }, false],
  [
    'a change of the document that the page is about',
    [document],
    { topics: ['documents'], documents: [ID, OTHER] },
    true,
  ],
  ['a change of another document', [document], { topics: ['documents'], documents: [OTHER] }, false],
  ['changes of more documents than are named', [document], { topics: ['documents'], documents: [] }, true],
  ['a break in which changes may have been missed', [document], { topics: 'all', documents: [] }, true],
  ['a page without topics', [{}, { handle: { asks: true } }], { topics: ['documents'], documents: [ID] }, false],
] as const)('%s', (_, matches, update, expected) => {
  const { topics, documents } = update
  const sent = { topics: topics === 'all' ? topics : [...topics], documents: [...documents] }
  expect(concerns(matches, sent)).toBe(expected)
})

test('a page waits longer each time while changes keep coming, never over half a minute, and shortly after a calm', () => {
  let delay = 0
  const delays = Array.from({ length: 12 }, () => {
    delay = nextDelay(delay, 0)
    return delay
  })
  expect(delays.slice(0, 4)).toEqual([150, 300, 600, 1_200])
  expect(Math.max(...delays)).toBe(30_000)
  expect(nextDelay(30_000, 121_000)).toBe(150)
  fc.assert(
    fc.property(fc.nat(30_000), fc.nat(1_000_000), (previous, since) => {
      const next = nextDelay(previous, since)
      return next >= 150 && next <= 30_000 && next <= Math.max(150, previous * 2)
    }),
    { numRuns: randomRuns(500) },
  )
})
