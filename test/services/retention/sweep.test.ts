import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { PDFDocument } from 'pdf-lib'
import { afterAll, expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { deleteExpired } from '#db/queries/retention.ts'
import {
  comparisons,
  deliveries,
  idempotencyKeys,
  notifications,
  outbox,
  rateLimits,
  renditions,
  sessions,
  signInFailures,
  verifications,
} from '#db/schema/index.ts'
import { FileStore } from '#services/adapters/files.ts'
import { createUser } from '#services/auth/users.ts'
import type { Printer } from '#services/ports.ts'
import { printRendition } from '#services/renditions/print.ts'
import { sweep } from '#services/retention/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const folder = await mkdtemp(join(tmpdir(), 'accord-retention-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const objects = new FileStore(folder)
const deps = testDeps(db, { objects })
const services = testServices(db, deps)

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const QUICK = { batch: 1_000, pauseMs: 0 }
const sweepIn = (days: number) => sweep(deps, inDays(days), QUICK)

/** A document whose process is over, and one whose process goes on. */
async function makeDocuments() {
  const people = await makePeople(db, 1)
  const over = await makeRound(services, people)
  await approve(services, people, over.round, new Date())
  await services.rounds.publish(people.manager, over.document.id)
  await publish(db, services, people, over.round, new Date(), deps)
  const running = await makeRound(services, people)
  await services.rounds.beginStep(system(people), running.round.id, new Date())
  return { people, over, running }
}

const bound = <T>(people: People, work: Parameters<typeof withActor<T>>[2]) =>
  withActor(db, { orgId: people.organization.id, userId: null }, work)
const queuesOf = (people: People) =>
  bound(people, async (tx) => new Set((await tx.select().from(outbox)).map(({ queue }) => queue)))
const notificationsOf = (people: People, documentId: string) =>
  bound(people, (tx) => tx.select().from(notifications).where(eq(notifications.documentId, documentId)))

test('messages go a month after they were delivered; of a running process, and until they are delivered, they stay', async () => {
  const { people, over, running } = await makeDocuments()
  await acrossOrganizations(db, (tx) => tx.update(outbox).set({ deliveredAt: new Date() }))
  const payload = { args: [] }
  await bound(people, (tx) =>
    tx.insert(outbox).values({ orgId: people.organization.id, queue: 'waiting', kind: 'signal', name: 'x', payload }),
  )
  const before = await queuesOf(people)
  await sweepIn(29)
  expect(await queuesOf(people)).toEqual(before)
  await sweepIn(31)
  expect(before).toContain(`approval/${over.round.versionId}`)
  expect(await queuesOf(people)).toEqual(new Set(['waiting', `approval/${running.round.versionId}`]))
})

test('notifications go when they were read, or are a year old; of a running process, and with a mail to be sent, they stay', async () => {
  const { people, over, running } = await makeDocuments()
  const all = await notificationsOf(people, over.document.id)
  const [read, mailed, ...unread] = all.map(({ id }) => id)
  if (!read || !mailed || unread.length === 0) throw new Error('the round notified too few')
  await bound(people, async (tx) => {
    await tx.update(deliveries).set({ status: 'sent' })
    await tx.update(deliveries).set({ status: 'pending' }).where(eq(deliveries.notificationId, mailed))
    await tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(inArray(notifications.id, [read, mailed]))
  })
  const kept = async () => (await notificationsOf(people, over.document.id)).map(({ id }) => id).toSorted()
  await sweepIn(89)
  expect(await kept()).toHaveLength(all.length)
  await sweepIn(91)
  expect(await kept()).toEqual([mailed, ...unread].toSorted())
  await sweepIn(366)
  expect(await kept()).toEqual([mailed])
  expect(await notificationsOf(people, running.document.id)).not.toHaveLength(0)
  const mails = await bound(people, (tx) => tx.select().from(deliveries))
  expect(mails.filter(({ notificationId }) => notificationId === read)).toEqual([])
})

/** Prints files that differ, as those of different documents do. */
const printer: Printer = {
  async print() {
    const document = await PDFDocument.create()
    document.addPage()
    document.setSubject(randomUUID())
    return { pdf: await document.save(), pages: 1 }
  },
}

/** Prints the draft of a document as its author asks for it. */
async function printDraft(people: People, documentId: string) {
  const asked = services.renditions.pdf(people.author, documentId, 'draft', 0)
  await expect(asked).rejects.toMatchObject({ code: 'rendition_missing' })
  const [row] = await bound(people, (tx) =>
    tx
      .select()
      .from(renditions)
      .where(and(eq(renditions.documentId, documentId), eq(renditions.status, 'requested'))),
  )
  if (!row) throw new Error('no rendition was asked for')
  await printRendition(deps, printer, system(people), row.hash)
  return row.hash
}
const renditionOf = async (people: People, hash: string) =>
  (await bound(people, (tx) => tx.select().from(renditions).where(eq(renditions.hash, hash))))[0]

test('the PDF of a draft goes with its file and can be asked for again; that of a publication stays', async () => {
  const { people, over } = await makeDocuments()
  const draft = await makeDraft(services, people.author, '<p>Short lived.</p>')
  const hash = await printDraft(people, draft.id)
  const key = (await renditionOf(people, hash))?.objectKey ?? 'none'
  await sweepIn(29)
  expect(await objects.has(key)).toBe(true)
  await sweepIn(31)
  expect([await renditionOf(people, hash), await objects.has(key)]).toEqual([undefined, false])
  const published = await services.renditions.pdf(people.manager, over.document.id, 'in_effect', 0)
  expect(published.pdf.byteLength).toBeGreaterThan(0)
  expect(await printDraft(people, draft.id)).toBe(hash)
  expect((await services.renditions.pdf(people.author, draft.id, 'draft', 0)).pdf.byteLength).toBeGreaterThan(0)
})

test('a file that another rendition shows stays', async () => {
  const people = await makePeople(db, 1)
  const [old, young] = [await makeDraft(services, people.author), await makeDraft(services, people.author)]
  const [expired, kept] = [await printDraft(people, old.id), await printDraft(people, young.id)]
  const objectKey = (await renditionOf(people, expired))?.objectKey ?? 'none'
  await bound(people, (tx) =>
    tx
      .update(renditions)
      .set({ objectKey, createdAt: inDays(20) })
      .where(eq(renditions.hash, kept)),
  )
  await sweepIn(31)
  expect(await renditionOf(people, expired)).toBeUndefined()
  expect(await objects.has(objectKey)).toBe(true)
})

test('a sweep that ends before the file is deleted leaves the row, which is not served, to the next sweep', async () => {
  const people = await makePeople(db, 1)
  const draft = await makeDraft(services, people.author)
  const hash = await printDraft(people, draft.id)
  const { objectKey } = (await renditionOf(people, hash)) ?? {}
  const broken = Object.assign(Object.create(objects), { delete: () => Promise.reject(new Error('the disk is away')) })
  await expect(sweep({ db, objects: broken }, inDays(31), QUICK)).rejects.toThrow('the disk is away')
  expect(await renditionOf(people, hash)).toMatchObject({ status: 'expired', objectKey })
  await expect(services.renditions.pdf(people.author, draft.id, 'draft', 0)).rejects.toMatchObject({
    code: 'rendition_missing',
  })
  await sweepIn(31)
  expect([await renditionOf(people, hash), await objects.has(objectKey ?? 'none')]).toEqual([undefined, false])
})

test('sessions and links that are over go, and so do counts of windows long past', async () => {
  const { id: userId } = await createUser(db, { name: 'Ben', email: 'ben@mail.example', password: 'correct horse' })
  const HOUR = 3_600_000
  const now = Date.now()
  for (const [name, over] of [
    ['old', now - HOUR],
    ['new', now + HOUR],
  ] as const) {
    await db.insert(sessions).values({ userId, token: name, expiresAt: new Date(over) })
    await db.insert(verifications).values({ identifier: name, value: 'x', expiresAt: new Date(over) })
    const counted = over - 24 * HOUR
    await db.insert(signInFailures).values({ key: name, failures: 3, lastFailedAt: new Date(counted) })
    await db.insert(rateLimits).values({ key: name, points: 1, expire: over })
  }
  await sweepIn(0)
  const names = [
    ...(await db.select({ name: sessions.token }).from(sessions)),
    ...(await db.select({ name: verifications.identifier }).from(verifications)),
    ...(await db.select({ name: signInFailures.key }).from(signInFailures)),
    ...(await db.select({ name: rateLimits.key }).from(rateLimits)),
  ]
  expect(names.map(({ name }) => name)).toEqual(Array(4).fill('new'))
})

/** Answers that were kept for requests of one person. */
async function makeKeys(count: number) {
  const member = await makeMember(db, await makeOrganization(db), ['author'])
  const { orgId, membershipId } = member
  const rows = Array.from({ length: count }, (_, n) => ({ orgId, membershipId, key: `k${n}`, requestHash: 'h' }))
  await withActor(db, member, (tx) => tx.insert(idempotencyKeys).values(rows))
  const left = () => withActor(db, member, async (tx) => (await tx.select().from(idempotencyKeys)).length)
  return { member, left }
}

test('two sweeps at once delete each row once, and neither waits for the other', async () => {
  const { left } = await makeKeys(2_500)
  const options = { batch: 100, pauseMs: 0 }
  const swept = await Promise.all([sweep(deps, inDays(2), options), sweep(deps, inDays(2), options)])
  expect(swept.reduce((sum, { idempotencyKeys: keys }) => sum + keys, 0)).toBe(2_500)
  expect(await left()).toBe(0)
})

test('a statement deletes no more rows than its limit, and leaves rows that are held', async () => {
  const { member, left } = await makeKeys(30)
  const deleteSome = () => acrossOrganizations(db, (tx) => deleteExpired(tx, 'idempotencyKeys', inDays(1), 20))
  expect(await deleteSome()).toBe(20)
  expect(await left()).toBe(10)
  await withActor(db, member, async (tx) => {
    await tx.select().from(idempotencyKeys).limit(4).for('update')
    expect(await deleteSome()).toBe(6)
  })
  expect(await left()).toBe(4)
})

test('the database refuses to delete what a process needs, whatever the condition of the statement', async () => {
  const { people, over } = await makeDocuments()
  const published = await bound(people, (tx) =>
    tx.select().from(renditions).where(eq(renditions.versionId, over.round.versionId)),
  )
  expect(published).toHaveLength(1)
  const undelivered = await queuesOf(people)
  await acrossOrganizations(db, async (tx) => {
    await tx.execute(sql`delete from outbox`)
    await tx.execute(sql`update renditions set status = 'expired'`)
    await tx.execute(sql`delete from renditions`)
  })
  expect(await queuesOf(people)).toEqual(undelivered)
  expect(await renditionOf(people, published[0]?.hash ?? '')).toMatchObject({ status: 'expired' })
})

test('comparisons are computed again after a while', async () => {
  const { people, over, running } = await makeDocuments()
  const versions = { fromVersionId: over.round.versionId, toVersionId: running.round.versionId }
  const comparison = { changes: 1, wordsAdded: 1, wordsRemoved: 0, summary: [], html: '<p>Keys</p>', rules: 1 }
  await bound(people, (tx) =>
    tx.insert(comparisons).values({ orgId: people.organization.id, ...versions, ...comparison }),
  )
  const left = () => bound(people, async (tx) => (await tx.select().from(comparisons)).length)
  await sweepIn(89)
  expect(await left()).toBe(1)
  await sweepIn(91)
  expect(await left()).toBe(0)
})
