import { eq, inArray } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { deleteExpired } from '#db/queries/retention.ts'
import {
  comparisons,
  deliveries,
  idempotencyKeys,
  notifications,
  outbox,
  processFailures,
  rateLimits,
  sessions,
  signInFailures,
  verifications,
} from '#db/schema/index.ts'
import { createUser } from '#services/auth/users.ts'
import { sweep } from '#services/retention/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, ownerDb } = await createTestDatabase()
const deps = testDeps(db)
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
  await services.rounds.settleRound(system(people), running.round.id, new Date())
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
  // What is in effect is reviewed for as long as it is.
  const underWay = [`approval/${running.round.versionId}`, `review/${over.document.id}`]
  expect(await queuesOf(people)).toEqual(new Set(['waiting', ...underWay]))
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
  const deleteSome = () =>
    acrossOrganizations(db, (tx) => deleteExpired(tx, 'idempotencyKeys', { before: inDays(1), limit: 20, needed: [] }))
  expect(await deleteSome()).toBe(20)
  expect(await left()).toBe(10)
  await withActor(db, member, async (tx) => {
    await tx.select().from(idempotencyKeys).limit(4).for('update')
    expect(await deleteSome()).toBe(6)
  })
  expect(await left()).toBe(4)
})

test('comparisons are computed again after a while', async () => {
  const { people, over, running } = await makeDocuments()
  const versions = { fromVersionId: over.round.versionId, toVersionId: running.round.versionId }
  const comparison = {
    changes: 1,
    renumbered: 0,
    wordsAdded: 1,
    wordsRemoved: 0,
    summary: [],
    html: '<p>Keys</p>',
    rules: 1,
  }
  await bound(people, (tx) =>
    tx.insert(comparisons).values({ orgId: people.organization.id, ...versions, ...comparison }),
  )
  const left = () => bound(people, async (tx) => (await tx.select().from(comparisons)).length)
  await sweepIn(89)
  expect(await left()).toBe(1)
  await sweepIn(91)
  expect(await left()).toBe(0)
})

test('a failure that is closed goes after a year, and an open one stays', async () => {
  const { people, over, running } = await makeDocuments()
  const failure = { orgId: people.organization.id, process: 'approval' as const, code: 'unknown', failedAt: new Date() }
  const documentId = over.document.id
  await bound(people, (tx) =>
    tx.insert(processFailures).values([
      { ...failure, id: uuidv7(), documentId, subjectId: over.round.id, closedAt: new Date() },
      { ...failure, id: uuidv7(), documentId, subjectId: running.round.id },
    ]),
  )
  const left = () => bound(people, async (tx) => (await tx.select().from(processFailures)).map((row) => row.subjectId))
  await sweepIn(364)
  expect(await left()).toHaveLength(2)
  await sweepIn(366)
  expect(await left()).toEqual([running.round.id])
})

test('messages of a process that has failed stay for its retry', async () => {
  const people = await makePeople(db, 1)
  const { round } = await makeRound(services, people)
  await services.rounds.failRound(system(people), round.id, 'content_hash_mismatch', new Date())
  await acrossOrganizations(db, (tx) => tx.update(outbox).set({ deliveredAt: new Date() }))
  await sweepIn(400)
  expect(await queuesOf(people)).toContain(`approval/${round.versionId}`)
})

test('a sweep that is stopped in the middle leaves the rest to the next one', async () => {
  const { left } = await makeKeys(500)
  const stopping = new AbortController()
  const stopped = sweep(deps, inDays(2), { batch: 100, pauseMs: 60_000, signal: stopping.signal })
  await waitFor(async () => (await left()) === 400, 20_000, 'The first batch to be deleted')
  stopping.abort()
  await expect(stopped).rejects.toThrow()
  expect(await left()).toBe(400)
  await sweepIn(2)
  expect(await left()).toBe(0)
})

test('a sweep whose connection breaks in the middle of a batch deletes nothing of it, and the next one all', async () => {
  const { left } = await makeKeys(300)
  await ownerDb.$client.query(`
    create function be_slow() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return old; end $$;
    create trigger be_slow before delete on idempotency_keys for each row when (old.key = 'k200') execute function be_slow()`)
  const broken = expect(sweepIn(2)).rejects.toThrow()
  const terminate = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`
  await waitFor(async () => (await db.$client.query(terminate)).rowCount === 1, 20_000, 'The batch to be under way')
  await broken
  await ownerDb.$client.query('drop trigger be_slow on idempotency_keys')
  expect(await left()).toBe(300)
  await sweepIn(2)
  expect(await left()).toBe(0)
})
