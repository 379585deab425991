import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { listen } from '#db/listen.ts'
import { deliveries, memberships, notifications } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import type { Audience } from '#domain/notifications/audience.ts'
import { CHANNEL_NAMES } from '#services/notifications/channels/index.ts'
import { notifyAudience } from '#services/notifications/notify.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, url } = await createTestDatabase()
const deps = testDeps(db)
const at = new Date('2026-06-01T09:00:00Z')
const NO_ROW = '00000000-0000-7000-8000-000000000000'

const announce = (actor: Actor, audience: Audience, key: string) => {
  const notice = {
    kind: 'document_published',
    key,
    subjectId: NO_ROW,
    documentId: null,
    facts: { label: '1.0' },
  } as const
  return transact(deps, actor, async (tx) => notifyAudience(tx, actor.orgId, audience, notice, at))
}

/** The names of those who were notified with this key, and through which channels. */
const receivers = (actor: Actor, key: string) =>
  withActor(db, actor, async (tx) => {
    const rows = await tx
      .select({ name: memberships.name, channel: deliveries.channel })
      .from(notifications)
      .innerJoin(memberships, eq(memberships.id, notifications.membershipId))
      .innerJoin(deliveries, eq(deliveries.notificationId, notifications.id))
      .where(eq(notifications.key, key))
    return rows.map(({ name, channel }) => `${name} ${channel}`).toSorted()
  })
const byEachChannel = (...names: string[]) =>
  names.flatMap((name) => CHANNEL_NAMES.map((channel) => `${name} ${channel}`))

async function makeTeam() {
  const organization = await makeOrganization(db)
  const ada = await makeMember(db, organization, ['admin'], { name: 'Ada' })
  const ben = await makeMember(db, organization, ['author', 'approver'], { name: 'Ben' })
  const cleo = await makeMember(db, organization, ['approver'], { name: 'Cleo' })
  const gone = await makeMember(db, organization, ['approver'], { name: 'Gone' })
  await withActor(db, gone, (tx) =>
    tx.update(memberships).set({ status: 'removed', removedAt: at }).where(eq(memberships.id, gone.membershipId)),
  )
  await makeMember(db, await makeOrganization(db), ['approver'], { name: 'Stranger' })
  return { ada, ben, cleo }
}

test('an audience is all active members, those with one of some roles, or the ones that are named', async () => {
  const { ada, ben } = await makeTeam()
  await announce(ada, 'everyone', 'to everyone')
  await announce(ada, { roles: ['approver', 'auditor'] }, 'to roles')
  await announce(ada, { members: [ben.membershipId, ben.membershipId] }, 'to the named')
  await announce(ada, { members: [] }, 'to nobody')
  expect(await receivers(ada, 'to everyone')).toEqual(byEachChannel('Ada', 'Ben', 'Cleo'))
  expect(await receivers(ada, 'to roles')).toEqual(byEachChannel('Ben', 'Cleo'))
  expect(await receivers(ada, 'to the named')).toEqual(byEachChannel('Ben'))
  expect(await receivers(ada, 'to nobody')).toEqual([])
})

test('many transactions at once with the same key notify each member once', async () => {
  const { ada } = await makeTeam()
  await Promise.all(Array.from({ length: 8 }, () => announce(ada, 'everyone', 'once')))
  expect(await receivers(ada, 'once')).toEqual(byEachChannel('Ada', 'Ben', 'Cleo'))
})

test('a notification that another transaction has written and not yet committed is waited for', async () => {
  const { ada, ben } = await makeTeam()
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query(`begin; select set_config('app.org_id', '${ada.orgId}', true)`)
  const { rows } = await holder.query('select pg_backend_pid() as pid')
  await holder.query(
    `insert into notifications (org_id, id, membership_id, kind, key, subject_type, subject_id)
     values ($1, uuidv7(), $2, 'round_withdrawn', 'held', 'round', uuidv7())`,
    [ada.orgId, ben.membershipId],
  )
  const announced = announce(ada, 'everyone', 'held')
  await waitFor(async () => {
    const { rows: blocked } = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where ${rows[0].pid} = any(pg_blocking_pids(pid))`,
    )
    return blocked[0]?.n === 1
  })
  await holder.query('commit')
  await holder.end()
  await announced
  expect(await receivers(ada, 'held'), 'Ben has the one that was there first, without a delivery').toEqual(
    byEachChannel('Ada', 'Cleo'),
  )
})

test('open pages are notified once for each statement, with the receivers while they are few', async () => {
  const { ada, ben, cleo } = await makeTeam()
  const organization = { id: ada.orgId, slug: ada.orgSlug }
  const received: { org: string; topic: string; memberships: string[] | null }[] = []
  let connected = false
  const listener = listen(url, 'accord_live', {
    onNotice: (payload) => received.push(JSON.parse(payload)),
    onConnected: () => {
      connected = true
    },
  })
  await waitFor(() => connected)
  const events = async (many: number) => {
    await waitFor(() => received.length >= many)
    return received.splice(0).map(({ topic, memberships }) => ({ topic, memberships: memberships?.toSorted() ?? null }))
  }

  await announce(ada, { roles: ['approver'] }, 'to two')
  const two = { topic: 'notifications', memberships: [ben.membershipId, cleo.membershipId].toSorted() }
  expect(await events(1)).toEqual([two])
  for (let more = 0; more < 100; more++) await makeMember(db, organization, ['member'])
  await announce(ada, 'everyone', 'to many')
  await testServices(db).notifications.read(ben, 'all')
  expect(await events(2)).toEqual([
    { topic: 'notifications', memberships: null },
    { topic: 'notifications', memberships: [ben.membershipId] },
  ])
  await listener.close()
})
