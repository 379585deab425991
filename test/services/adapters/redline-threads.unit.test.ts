import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import type { DomainError } from '#domain/errors.ts'
import { redlineThreads } from '#services/adapters/redline-threads.ts'
import { compareTexts } from '#services/content/redline.ts'
import { waitFor } from '#test/support/wait-for.ts'

const failures: unknown[] = []
const opened: { close(): Promise<void> }[] = []
function open(limits: Parameters<typeof redlineThreads>[1] = {}) {
  const redliner = redlineThreads((error) => failures.push(error), limits)
  opened.push(redliner)
  return redliner
}
afterAll(async () => {
  await Promise.all(opened.map((redliner) => redliner.close()))
  expect(failures).toEqual([])
})

const unavailable = expect.objectContaining({ code: 'unavailable' } satisfies Partial<DomainError>)
const side = (content: string) => ({ title: 'Access control', content, variables: [] })
const small = [side('<p>Access is reviewed once.</p>'), side('<p>Access is reviewed twice.</p>')] as const

/** Two texts of 12,000 words in one paragraph and in another order: the time limit of the comparison ends it. */
const words = (step: number) => Array.from({ length: 12_000 }, (_, at) => `word${(at * step) % 9_973}`).join(' ')
const slow = [side(`<p>${words(7)}</p>`.repeat(4)), side(`<p>${words(31)}</p>`.repeat(5))] as const

test('a comparison in a thread is the same as one in this process', async () => {
  expect(await open().compare(...small)).toEqual(compareTexts(...small))
})

test('other requests are answered while the slowest comparison runs', async () => {
  const redliner = open()
  await redliner.compare(...small)
  const server = createServer((_, response) => response.end('here'))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let done = false
  const comparison = redliner.compare(...slow).finally(() => {
    done = true
  })
  let answered = 0
  while (!done) {
    await (await fetch(url)).text()
    answered += 1
  }
  expect((await comparison).comparison.changes).toBeGreaterThan(0)
  expect(answered).toBeGreaterThan(20)
  await new Promise((closed) => server.close(closed))
})

test('when too many comparisons wait, the next one is refused, and those before it are answered', async () => {
  const redliner = open({ threads: 1, waiting: 2 })
  const asked = Array.from({ length: 4 }, () => redliner.compare(...small))
  const answers = await Promise.allSettled(asked)
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(answers.at(-1)).toMatchObject({ reason: unavailable })
  expect(await redliner.compare(...small)).toMatchObject({ comparison: { changes: 1 } })
})

test('a comparison that takes longer than the time limit is refused, and the next one has a thread again', async () => {
  const redliner = open({ threads: 1, milliseconds: 700 })
  await waitFor(() => redliner.compare(...small))
  await expect(redliner.compare(...slow)).rejects.toEqual(unavailable)
  expect(await waitFor(() => redliner.compare(...small))).toMatchObject({ comparison: { changes: 1 } })
})

test('a shutdown lets a comparison end that is under way, and refuses the next', async () => {
  const redliner = open()
  // Its thread runs by then.
  await redliner.compare(...small)
  const comparison = redliner.compare(...small)
  const closed = redliner.close()
  await expect(redliner.compare(...small)).rejects.toEqual(unavailable)
  expect(await comparison).toMatchObject({ comparison: { changes: 1 } })
  await closed
})
