import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { objectKeyOf, storeRendition, takeRendition } from '#db/queries/renditions.ts'
import { doomFiles } from '#db/queries/retention.ts'
import { outbox, processFailures, renditions, unusedFiles } from '#db/schema/index.ts'
import { FileStore } from '#services/adapters/files.ts'
import type { Printer } from '#services/ports.ts'
import { printRendition } from '#services/renditions/print.ts'
import { sweep } from '#services/retention/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps, testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { makeDraft, makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db } = await createTestDatabase()
const folder = await mkdtemp(join(tmpdir(), 'accord-retention-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const objects = new FileStore(folder)
const deps = testDeps(db, { objects })
const services = testServices(db, deps)

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const QUICK = { batch: 1_000, pauseMs: 0 }
const sweepIn = (days: number, store = objects) => sweep({ db, objects: store }, inDays(days), QUICK)

/** Every file has the same bytes. */
const sameBytes: Printer = { print: async () => ({ pdf: new TextEncoder().encode('%PDF-'), pages: 1 }) }

let people: People
beforeEach(async () => {
  people = await makePeople(db, 1)
})
const bound = <T>(work: Parameters<typeof withActor<T>>[2]) =>
  withActor(db, { orgId: people.organization.id, userId: null }, work)

/** A draft whose PDF its author asks for. @returns the hash of the PDF */
async function ask(documentId: string): Promise<string> {
  const asked = services.renditions.pdf(people.author, documentId, 'draft', 0)
  await expect(asked).rejects.toMatchObject({ code: 'rendition_missing' })
  const wanted = and(eq(renditions.documentId, documentId), eq(renditions.status, 'requested'))
  const [row] = await bound((tx) => tx.select().from(renditions).where(wanted))
  if (!row) throw new Error('no rendition was asked for')
  return row.hash
}
let drafts = 0
const draft = () => makeDraft(services, people.author, `<p>Draft ${++drafts}</p>`)
async function printDraft(documentId: string, printer = sameBytes): Promise<string> {
  const hash = await ask(documentId)
  await printRendition(deps, printer, system(people), hash)
  return keyOf(hash)
}
async function keyOf(hash: string): Promise<string> {
  const [row] = await bound((tx) => tx.select().from(renditions).where(eq(renditions.hash, hash)))
  if (!row?.objectKey) throw new Error('the PDF is not stored')
  return row.objectKey
}

/** A month passes for the PDFs of the organization, and two days for files that nothing points to. */
async function age() {
  await bound((tx) => tx.update(renditions).set({ createdAt: inDays(-31) }))
  await db.update(unusedFiles).set({ since: inDays(-2) })
}

/** What is on disk, and what rows say is there: by a rendition, or as a file that nothing points to. */
async function files() {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const onDisk = names.filter((entry) => entry.isFile()).map(({ name }) => `renditions/${name}`)
  const [stored, unused] = await acrossOrganizations(db, (tx) =>
    Promise.all([
      tx.select({ key: renditions.objectKey }).from(renditions).where(isNotNull(renditions.objectKey)),
      tx.select({ key: unusedFiles.objectKey }).from(unusedFiles),
    ]),
  )
  return { onDisk, stored: stored.map(({ key }) => key ?? ''), unused: unused.map(({ key }) => key) }
}
async function expectWhole() {
  const { onDisk, stored, unused } = await files()
  expect(
    stored.filter((key) => !onDisk.includes(key)),
    'files that a row points to',
  ).toEqual([])
  expect(
    onDisk.filter((key) => !stored.includes(key) && !unused.includes(key)),
    'files that nobody names',
  ).toEqual([])
  expect(new Set(stored).size).toBe(stored.length)
}

test('the PDF of a draft goes after a month, its file a day later, and it can be asked for again; that of a publication stays', async () => {
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round, new Date())
  await services.rounds.publish(people.manager, document.id)
  await publish(db, services, people, round, new Date(), deps)
  const { id } = await draft()
  const key = await printDraft(id)
  await sweepIn(29)
  expect((await files()).stored).toContain(key)
  await age()
  await sweepIn(0)
  expect((await files()).unused).toEqual([key])
  await sweepIn(0.9)
  expect(await objects.has(key)).toBe(true)
  const again = await printDraft(id)
  await sweepIn(1.1)
  expect([again === key, await objects.has(key), await objects.has(again)]).toEqual([false, false, true])
  const published = await services.renditions.pdf(people.manager, document.id, 'in_effect', 0)
  published.pdf.content.destroy()
  expect(published.pdf.size).toBeGreaterThan(0)
  await expectWhole()
})

test('the file of a document that was deleted goes too', async () => {
  const { id } = await draft()
  const key = await printDraft(id)
  await services.documents.remove(people.author, id)
  expect((await files()).unused).toContain(key)
  await sweepIn(2)
  expect(await objects.has(key)).toBe(false)
})

test('whoever prints equal bytes while others are deleted keeps them: no row points to a file that is gone', async () => {
  const printed = async () => {
    const made = await Promise.all([draft(), draft(), draft()])
    await Promise.all(made.map(({ id }) => printDraft(id)))
    return made
  }
  for (let round = 0; round < randomRuns(25); round += 1) {
    const loose = await printed()
    await age()
    await sweepIn(0)
    const old = await printed()
    await age()
    // The files of some go, the rows of others go, and all of them are asked for and printed again, by several at once.
    const everything = [...loose, ...old, await draft()]
    await Promise.all([sweepIn(0), sweepIn(0), ...everything.map(({ id }) => printAgain(id))])
    await expectWhole()
    await Promise.all(everything.map(({ id }) => printAgain(id)))
    expect((await files()).stored.length).toBeGreaterThanOrEqual(everything.length)
    await expectWhole()
  }
})

test('a sweep that deletes late deletes no file that was printed meanwhile, also with the same bytes', async () => {
  const { id } = await draft()
  const key = await printDraft(id)
  await age()
  await sweepIn(0)
  await age()
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  let begun = 0
  const slow = Object.assign(Object.create(objects), {
    async delete(name: string) {
      begun += 1
      await gate
      await objects.delete(name)
    },
  }) as FileStore
  const late = [sweepIn(0, slow)]
  await waitFor(() => begun === 1, 20_000, 'A sweep at the file')
  late.push(sweepIn(0, slow))
  await waitFor(() => begun === 2, 20_000, 'Another sweep at the file')
  const again = await printDraft(id)
  const other = await printDraft((await draft()).id)
  go()
  await Promise.all(late)
  expect(await Promise.all([key, again, other].map((name) => objects.has(name)))).toEqual([false, true, true])
  await expectWhole()
})

/** A rendition that a printer has taken, and what it stores. */
async function taken() {
  const hash = await ask((await draft()).id)
  const row = await bound((tx) => takeRendition(tx, people.organization.id, hash, 60_000))
  if (!row) throw new Error('the rendition could not be taken')
  const key = objectKeyOf(row)
  await objects.put(key, new TextEncoder().encode('%PDF-'))
  const store = (tx: Parameters<typeof storeRendition>[0]) =>
    storeRendition(tx, row, { bytes: 5, pages: 1, storedAt: new Date() })
  return { key, store }
}
const doom = (tx: Parameters<typeof doomFiles>[0]) => doomFiles(tx, { before: inDays(2), limit: 1_000 })

test('a file that a transaction is about to point to is left alone by a sweep', async () => {
  const { key, store } = await taken()
  await bound(async (tx) => {
    expect(await store(tx)).toBe(true)
    expect(await acrossOrganizations(db, doom)).not.toContain(key)
  })
  await sweepIn(2)
  expect(await objects.has(key)).toBe(true)
})

test('a printer gets no file that a sweep is about to delete, and waits to learn that', async () => {
  const { key, store } = await taken()
  let stored = Promise.resolve(true)
  await acrossOrganizations(db, async (tx) => {
    expect(await doom(tx)).toContain(key)
    stored = bound(store)
    await waitFor(async () => {
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await db.$client.query(waits)).rowCount === 1
    })
  })
  expect(await stored).toBe(false)
  await sweepIn(2)
  expect((await files()).stored).not.toContain(key)
  await expectWhole()
})

test('a print that took longer than a file may be unused is made again', async () => {
  const hash = await ask((await draft()).id)
  let prints = 0
  const late: Printer = {
    async print(job) {
      prints += 1
      if (prints === 1) await sweepIn(2)
      return sameBytes.print(job)
    },
  }
  const short = { holdMs: 200, renewEveryMs: 60_000, mostMs: 60_000, waitMs: 60_000 }
  expect(await printRendition(deps, late, system(people), hash, short)).toEqual({ hash, printed: true })
  expect(prints).toBe(2)
  await expectWhole()
})

test('a sweep that ends before the file is deleted leaves its name to the next sweep', async () => {
  const key = await printDraft((await draft()).id)
  await age()
  await sweepIn(0)
  const broken = Object.assign(Object.create(objects), { delete: () => Promise.reject(new Error('the disk is away')) })
  await expect(sweepIn(2, broken)).rejects.toThrow('the disk is away')
  expect([(await files()).unused.includes(key), await objects.has(key)]).toEqual([true, true])
  await sweepIn(2)
  expect([(await files()).unused.includes(key), await objects.has(key)]).toEqual([false, false])
})

test('the database refuses to delete what a process needs, whatever the condition of the statement', async () => {
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round, new Date())
  await services.rounds.publish(people.manager, document.id)
  await publish(db, services, people, round, new Date(), deps)
  const failure = { orgId: people.organization.id, process: 'approval' as const, documentId: document.id }
  await bound((tx) =>
    tx
      .insert(processFailures)
      .values({ ...failure, id: uuidv7(), subjectId: round.id, code: 'unknown', failedAt: new Date() }),
  )
  const rows = () =>
    bound(async (tx) => ({
      messages: await tx.$count(outbox, sql`delivered_at is null`),
      failures: await tx.$count(processFailures),
      published: await tx.$count(renditions, eq(renditions.versionId, round.versionId)),
    }))
  const before = await rows()
  await acrossOrganizations(db, async (tx) => {
    for (const table of ['outbox', 'process_failures', 'renditions']) await tx.execute(sql.raw(`delete from ${table}`))
  })
  expect(before).toMatchObject({ failures: 1, published: 1 })
  expect(await rows()).toEqual(before)
})

/** Asks for the PDF of a draft and prints it, unless it is there, or is deleted at this moment. */
async function printAgain(documentId: string): Promise<void> {
  await services.renditions.pdf(people.author, documentId, 'draft', 0).then(
    ({ pdf }) => void pdf.content.destroy(),
    (error: unknown) => expect(error).toMatchObject({ code: 'rendition_missing' }),
  )
  const [row] = await bound((tx) => tx.select().from(renditions).where(eq(renditions.documentId, documentId)))
  if (!row) return
  await printRendition(deps, sameBytes, system(people), row.hash).catch((error: unknown) =>
    expect(error).toMatchObject({ code: 'not_found' }),
  )
}
