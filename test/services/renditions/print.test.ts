import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { createDatabase, type Database, withActor } from '#db/client.ts'
import { takeRendition } from '#db/queries/renditions.ts'
import { renditions } from '#db/schema/index.ts'
import { systemActor } from '#domain/actor.ts'
import { createServices } from '#services/index.ts'
import type { Printer } from '#services/ports.ts'
import { type PrintLease, printRendition } from '#services/renditions/print.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { memoryStore, testDeps } from '#test/support/factories.ts'
import { makeDraft, makePeople } from '#test/support/rounds.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, url } = await createTestDatabase()
/** As a process of its own would have: what a slow print holds, it holds here. */
const pool = (max: number): Database => {
  const own = createDatabase(url, { max })
  afterAll(() => own.$client.end())
  return own
}
const objects = memoryStore()
const people = await makePeople(db, 1)
const actor = systemActor(people.organization.id, 'printing')
/** Renewed each twentieth of a second; a minute in a tenth of a second, so that what takes long need not. */
const SHORT: PrintLease = { holdMs: 300, renewEveryMs: 50, mostMs: 60_000, waitMs: 60_000 }

/** A printer that prints when it is allowed to, and counts. */
function heldPrinter(file = 'a file') {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const printer: Printer & { begun: number } = {
    begun: 0,
    async print() {
      printer.begun += 1
      await released
      return { pdf: new TextEncoder().encode(file), pages: 1 }
    },
  }
  return { printer, release }
}

let drafts = 0
/** A file that somebody wants. @returns its hash */
async function wanted(): Promise<string> {
  const services = createServices(testDeps(db, { objects }))
  const draft = await makeDraft(services, people.author, `<p>Draft ${++drafts}</p>`)
  const asked = services.renditions.pdf(people.author, draft.id, 'draft', 0)
  await expect(asked).rejects.toMatchObject({ code: 'rendition_missing' })
  const [row] = await withActor(db, actor, (tx) =>
    tx.select().from(renditions).where(eq(renditions.documentId, draft.id)),
  )
  return row?.hash ?? ''
}
const rowOf = async (hash: string) => {
  const [row] = await withActor(db, actor, (tx) => tx.select().from(renditions).where(eq(renditions.hash, hash)))
  if (!row) throw new Error('nobody wants this file')
  return row
}
const bytesOf = async (hash: string) =>
  text((await objects.open((await rowOf(hash)).objectKey ?? ''))?.content ?? Readable.from([]))

test('while ten slow prints are under way, the two connections of a process are free for its pages', async () => {
  const own = pool(2)
  const deps = testDeps(own, { objects })
  const { printer, release } = heldPrinter()
  const hashes: string[] = []
  for (let n = 0; n < 10; n += 1) hashes.push(await wanted())
  const prints = hashes.map((hash) => printRendition(deps, printer, actor, hash))
  await waitFor(() => printer.begun === 10, 10_000, 'Ten prints under way')

  const services = createServices(deps)
  const { rows } = await services.library.list(people.author, {})
  expect(rows.length).toBeGreaterThanOrEqual(10)
  const again = services.renditions.pdf(people.author, rows[0]?.id ?? '', 'draft', 100)
  await expect(again).rejects.toMatchObject({ code: 'rendition_missing' })
  // A pool never asks for more connections than it may have; a held one would show as somebody who waits.
  expect(own.$client).toMatchObject({ waitingCount: 0, idleCount: own.$client.totalCount })

  release()
  expect(await Promise.all(prints)).toEqual(hashes.map((hash) => ({ hash, printed: true })))
})

test('a printer that takes many times as long as its lease ends in one file, whoever else asks meanwhile', async () => {
  const hash = await wanted()
  const { printer, release } = heldPrinter()
  const ask = () => printRendition(testDeps(pool(2), { objects }), printer, actor, hash, SHORT)
  const first = ask()
  await waitFor(() => printer.begun === 1)
  const others = [ask(), ask()]
  const taken = (await rowOf(hash)).nextAttemptAt.getTime()
  await waitFor(async () => (await rowOf(hash)).nextAttemptAt.getTime() > taken + 4 * SHORT.holdMs, 20_000)
  expect(printer.begun).toBe(1)

  release()
  expect((await Promise.all([first, ...others])).map(({ printed }) => printed)).toEqual([true, false, false])
  expect(printer.begun).toBe(1)
  expect(await rowOf(hash)).toMatchObject({ status: 'stored', attempts: 1, lease: null })
})

test('two processes that ask at the same moment print once', async () => {
  const hash = await wanted()
  const { printer, release } = heldPrinter()
  release()
  const ask = (own: Database) => printRendition(testDeps(own, { objects }), printer, actor, hash)
  const printed = await Promise.all([pool(2), pool(2), pool(2)].map(ask))
  expect(printed.filter((one) => one.printed)).toHaveLength(1)
  expect(printer.begun).toBe(1)
})

test('the file of a process that died while it printed is printed by the next one, when the lease is over', async () => {
  const hash = await wanted()
  await withActor(db, actor, (tx) => takeRendition(tx, actor.orgId, hash, SHORT.holdMs))
  const { printer, release } = heldPrinter()
  release()
  const leaseEnds = (await rowOf(hash)).nextAttemptAt
  expect(await printRendition(testDeps(db, { objects }), printer, actor, hash)).toEqual({ hash, printed: true })
  const { attempts, storedAt } = await rowOf(hash)
  expect(attempts).toBe(2)
  expect(storedAt?.getTime()).toBeGreaterThanOrEqual(leaseEnds.getTime())
})

test('a printer that has lost its lease does not overwrite the file of the one that came after it', async () => {
  const hash = await wanted()
  const slow = heldPrinter('late')
  const unrenewed: PrintLease = { ...SHORT, mostMs: -1 }
  const late = printRendition(testDeps(db, { objects }), slow.printer, actor, hash, unrenewed)
  await waitFor(() => slow.printer.begun === 1)
  const next = heldPrinter('in time')
  next.release()
  expect(await printRendition(testDeps(db, { objects }), next.printer, actor, hash)).toMatchObject({ printed: true })
  slow.release()
  expect(await late).toEqual({ hash, printed: false })
  expect(await bytesOf(hash)).toBe('in time')
})

test('a print that fails says why, and the next try need not wait for the lease', async () => {
  const hash = await wanted()
  const broken: Printer = { print: () => Promise.reject(new RangeError('no browser')) }
  await expect(printRendition(testDeps(db, { objects }), broken, actor, hash)).rejects.toThrow('no browser')
  expect(await rowOf(hash)).toMatchObject({ status: 'requested', lastError: 'RangeError', lease: null })
  const { printer, release } = heldPrinter()
  release()
  expect(await printRendition(testDeps(db, { objects }), printer, actor, hash)).toMatchObject({ printed: true })
  expect(await rowOf(hash)).toMatchObject({ lastError: null, attempts: 2 })
})

test('whoever waits for another printer gives up after a while, for its caller to try again', async () => {
  const hash = await wanted()
  await withActor(db, actor, (tx) => takeRendition(tx, actor.orgId, hash, 60_000))
  const { printer } = heldPrinter()
  const waiting = printRendition(testDeps(db, { objects }), printer, actor, hash, { ...SHORT, waitMs: 100 })
  await expect(waiting).rejects.toThrow('somebody else is still printing this file')
  expect(printer.begun).toBe(0)
})

test('a file that nobody asked for is not printed', async () => {
  const { printer } = heldPrinter()
  const unknown = printRendition(testDeps(db, { objects }), printer, actor, 'f'.repeat(64))
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
})
