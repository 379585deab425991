import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBatches } from '#services/live/batches.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = (org: string, id: number) => ({ org, id })
type Event = ReturnType<typeof event>

function gather() {
  const flushed: { org: string; ids: number[]; at: number }[] = []
  const began = Date.now()
  const batches = createBatches<Event>(
    ({ id }) => String(id),
    async (org, events) => void flushed.push({ org, ids: events.map(({ id }) => id), at: Date.now() - began }),
  )
  return { batches, flushed }
}

test('changes of one organization are handed over together, each once, and apart from those of others', async () => {
  const { batches, flushed } = gather()
  for (const id of [1, 2, 1]) batches.add(event('helix', id))
  batches.add(event('meridian', 7))
  await vi.advanceTimersByTimeAsync(50)
  expect(flushed.map(({ org, ids }) => ({ org, ids }))).toEqual([
    { org: 'helix', ids: [1, 2] },
    { org: 'meridian', ids: [7] },
  ])
})

test('the more changes come, the longer they are gathered, at most a second; after a calm they go out quickly again', async () => {
  const { batches, flushed } = gather()
  let id = 0
  for (let passed = 0; passed < 5_000; passed += 10) {
    id += 1
    batches.add(event('helix', id))
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(flushed.length).toBeLessThan(12)
  const gaps = flushed.slice(1).map(({ at }, index) => at - (flushed[index]?.at ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1_000)
  expect(flushed.flatMap(({ ids }) => ids)).toEqual(
    Array.from({ length: flushed.at(-1)?.ids.at(-1) ?? 0 }, (_, n) => n + 1),
  )

  await vi.advanceTimersByTimeAsync(5_000)
  const before = Date.now()
  batches.add(event('helix', 0))
  await vi.advanceTimersByTimeAsync(50)
  expect(flushed.at(-1)?.ids).toEqual([0])
  expect(Date.now() - before).toBe(50)
})

test('a change that comes while a batch is handed over goes out with the next', async () => {
  const handed: number[][] = []
  let release = () => {}
  const batches = createBatches<Event>(
    ({ id }) => String(id),
    async (_, events) => {
      handed.push(events.map(({ id }) => id))
      await new Promise<void>((done) => {
        release = done
      })
    },
  )
  batches.add(event('helix', 1))
  await vi.advanceTimersByTimeAsync(50)
  batches.add(event('helix', 2))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(handed).toEqual([[1]])
  release()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(handed).toEqual([[1], [2]])
})
