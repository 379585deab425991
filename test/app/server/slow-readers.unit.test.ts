import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Response } from 'express'
import { afterAll, expect, test } from 'vitest'
import { endSlowReaders } from '#app/server/slow-readers.ts'
import { waitFor } from '#test/support/wait-for.ts'

const CHUNK = 'x'.repeat(16 * 1024)
/** 64 MB: more than the buffers of any connection hold. */
const CHUNKS = 4_096

const responses: Response[] = []
const app = express()
app.use(endSlowReaders)
app.get('/:type', async (request, response) => {
  responses.push(response)
  response.set('Content-Type', request.params.type === 'stream' ? 'text/event-stream' : 'text/plain')
  for (let written = 0; written < CHUNKS && !response.destroyed; written += 1) {
    response.write(CHUNK)
    await new Promise(setImmediate)
  }
  response.end()
})
const server = createServer(app)
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address() as AddressInfo
afterAll(() => void server.close())

const open = (type: string) =>
  new Promise<IncomingMessage>((resolve, reject) =>
    get({ port, host: '127.0.0.1', path: `/${type}` }, resolve).on('error', reject),
  )

test('an event stream whose reader does not read is ended, and keeps little in memory', async () => {
  const answer = await open('stream')
  answer.on('error', () => undefined)
  await waitFor(() => responses[0]?.destroyed === true)
  expect(responses[0]?.writableLength).toBeLessThan(1024 * 1024)
  answer.destroy()
})

test('a file is sent whole to a slow reader: only streams have no end to wait for', async () => {
  const answer = await open('file')
  let received = 0
  for await (const chunk of answer) received += (chunk as Buffer).length
  expect(received).toBe(CHUNKS * CHUNK.length)
})
