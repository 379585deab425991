import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, test } from 'vitest'
import type { DomainError } from '#domain/errors.ts'
import { textThreads } from '#services/adapters/text-threads.ts'
import { compareTexts } from '#services/content/redline.ts'
import { askedWords } from '#services/content/search/asked.ts'
import { waitFor } from '#test/support/wait-for.ts'

const failures: unknown[] = []
const opened: { close(): Promise<void> }[] = []
function open(limits: Parameters<typeof textThreads>[1] = {}) {
  const texts = textThreads((error) => failures.push(error), limits)
  opened.push(texts)
  return texts
}
afterAll(async () => {
  await Promise.all(opened.map((texts) => texts.close()))
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
  const texts = open()
  await waitFor(() => texts.compare(...small))
  const server = createServer((_, response) => response.end('here'))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let done = false
  const comparison = texts.compare(...slow).finally(() => {
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

test('texts are read and shown in a thread as in this process, and refused in the same words', async () => {
  const [here, there] = [open(), open({ short: 0 })]
  const sent = { format: 'markdown', body: '## Access\n\nReviewed {{often}}.' } as const
  const read = await there.read(sent)
  expect(read).toEqual(await here.read(sent))
  const { content } = read
  expect(await there.facts(content, [])).toEqual(await here.facts(content, []))
  expect(await there.show(content, [], true)).toEqual(await here.show(content, [], true))
  expect(await there.toMarkdown(content, 'A')).toBe(await here.toMarkdown(content, 'A'))
  expect(await there.index(content, [])).toEqual(await here.index(content, []))
  const marked = await there.mark(content, askedWords('access'))
  expect(marked).toEqual(await here.mark(content, askedWords('access')))
  expect(marked.marks).toBe(1)
  const nested = { format: 'html', body: '<ul><li>'.repeat(9_000) } as const
  await expect(there.read(nested)).rejects.toMatchObject({ code: 'content_too_large', details: { depth: 51 } })
})

test('a text that needs more memory than a thread may have is too large, and the process goes on', async () => {
  const texts = open({ heapMb: 24 })
  const large = { format: 'markdown', body: '[a*b*](https://a.b/) '.repeat(60_000) } as const
  await expect(texts.read(large)).rejects.toMatchObject({ code: 'content_too_large' })
  expect(await texts.read({ format: 'markdown', body: 'a' })).toMatchObject({ content: '<p>a</p>' })
})

test('a health check is answered within 250 ms while the worst texts are read, compared, indexed and shown', async () => {
  const texts = open({ milliseconds: 3_000 })
  const long = `<p>${'Access is reviewed once. '.repeat(400)}</p>`.repeat(180)
  const bodies = ['https://a.b/(((((', '![](', '<table>\n', '的'].map((part) => part.repeat(600_000 / part.length))
  const loop = monitorEventLoopDelay({ resolution: 10 })
  await waitFor(() => texts.compare(...small))
  loop.enable()
  const asked = await Promise.allSettled<unknown>([
    ...bodies.map((body) => texts.read({ format: 'markdown', body })),
    texts.show(long, [], true),
    texts.index(long, []),
    texts.mark(long, askedWords('access')),
    texts.compare(...slow),
  ])
  loop.disable()
  // Whoever sends the worst is refused in the end, and nobody else has to wait for it.
  for (const each of asked)
    if (each.status === 'rejected') expect(['unavailable', 'content_too_large']).toContain(each.reason.code)
  expect(loop.max / 1e6).toBeLessThan(250)
})

test('when too many comparisons wait, the next one is refused, and those before it are answered', async () => {
  const texts = open({ threads: 1, waiting: 2 })
  const asked = Array.from({ length: 4 }, () => texts.compare(...small))
  const answers = await Promise.allSettled(asked)
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(answers.at(-1)).toMatchObject({ reason: unavailable })
  expect(await texts.compare(...small)).toMatchObject({ comparison: { changes: 1 } })
})

test('a comparison that takes longer than the time limit is refused, and the next one has a thread again', async () => {
  const texts = open({ threads: 1, milliseconds: 700 })
  await waitFor(() => texts.compare(...small))
  await expect(texts.compare(...slow)).rejects.toEqual(unavailable)
  expect(await waitFor(() => texts.compare(...small))).toMatchObject({ comparison: { changes: 1 } })
})

test('a shutdown lets a comparison end that is under way, and refuses the next', async () => {
  const texts = open()
  // Its thread runs by then.
  await waitFor(() => texts.compare(...small))
  const comparison = texts.compare(...small)
  const closed = texts.close()
  await expect(texts.compare(...small)).rejects.toEqual(unavailable)
  expect(await comparison).toMatchObject({ comparison: { changes: 1 } })
  await closed
})
