import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { EXAMPLE_IDENTIFIER } from '#app/api/common/examples.ts'
import { API_PATH } from '#app/api/operation.ts'
import { systemActor } from '#domain/actor.ts'
import { printRendition } from '#services/renditions/print.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { memoryStore, testDeps, testServices } from '#test/support/factories.ts'
import { blankPrinter } from '#test/support/rounds.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { startApi } from './support/api.ts'
import { makeWorld } from './support/world.ts'

const PIECE = new Uint8Array(64 * 1024)
const PIECES = 1_024

/** A stored file of 64 MB that is made while it is read: `read` counts its pieces. */
class LargeFile {
  read = 0
  breaksAfter = PIECES
  content = Readable.from(this.pieces(), { objectMode: false })
  readonly size = PIECES * PIECE.byteLength

  private async *pieces() {
    for (; this.read < PIECES; this.read += 1) {
      if (this.read === this.breaksAfter) throw new Error('the disk is gone')
      yield PIECE
    }
  }
}

let file = new LargeFile()
const { db } = await createTestDatabase()
const objects = { ...memoryStore(), open: async () => file }
const api = await startApi(db, { services: testServices(db, { objects }) })
const { ada, adaKey, organization } = await makeWorld(db, api, 'draft')
const { hash } = await api.services.renditions
  .pdf(ada, EXAMPLE_IDENTIFIER, 'draft', 0)
  .catch(({ details }: { details: { hash: string } }) => details)
await printRendition(testDeps(db, { objects }), blankPrinter, systemActor(organization.id, null), hash)

/** Asks for the PDF, which the store gives as the file of the test. */
const download = (given: LargeFile, signal?: AbortSignal) => {
  file = given
  const address = `${api.origin}${API_PATH}/documents/${EXAMPLE_IDENTIFIER}/exports/pdf?version=draft`
  return fetch(address, { headers: { authorization: `Bearer ${adaKey}` }, signal })
}

test('a large file is read no faster than it is taken, and no further once the reader has left', async () => {
  const large = new LargeFile()
  const leaving = new AbortController()
  const response = await download(large, leaving.signal)
  expect(response.headers.get('content-length')).toBe(String(large.size))
  await response.body?.getReader().read()
  leaving.abort()
  await waitFor(() => large.content.destroyed, 10_000, 'The file to be closed')
  expect(large.read).toBeLessThan(PIECES / 2)
  expect(api.bugs).toEqual([])
})

test('a file arrives whole', async () => {
  const large = new LargeFile()
  expect((await (await download(large)).arrayBuffer()).byteLength).toBe(large.size)
})

test('a file that breaks on its way is seen to be incomplete', async () => {
  const broken = new LargeFile()
  broken.breaksAfter = 3
  const response = await download(broken)
  await expect(response.arrayBuffer()).rejects.toThrow()
  await waitFor(() => api.bugs.length === 1, 10_000, 'The fault to be logged')
  expect(api.bugs[0]).toContain('the disk is gone')
})
