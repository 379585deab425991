import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'
import { givenBack, taken } from './leases.ts'

export type OutboxRow = typeof outbox.$inferSelect

/** What a relay has in hand while it takes more. */
export interface InHand {
  /** How many rows of each organization this relay is delivering. */
  organizations: ReadonlyMap<string, number>
  /** Queues that were nudged a moment ago: their next nudges are collected for a while. */
  nudged: Iterable<string>
}

/**
 * Takes rows to deliver, each the oldest undelivered one of its queue, so that a queue's order holds whoever delivers.
 * Only a nudge keeps nothing else waiting: it says nothing that depends on its place.
 * The organization with the fewest rows in hand is served first, so that no backlog keeps another organization waiting.
 * A row stays taken until it is marked or its lease runs out. Needs the role that works across organizations.
 */
export async function takeOutbox(
  tx: Transaction,
  limit: number,
  leaseMs: number,
  inHand: InHand,
): Promise<OutboxRow[]> {
  const [busy, counts] = [[...inHand.organizations.keys()], [...inHand.organizations.values()]]
  const nudged = [...inHand.nudged]
  // The organizations that wait are found by jumps through the index, not by reading the backlog. "offset 0" keeps the
  // planner from joining the whole backlog with itself, where a look at one queue for each candidate is enough.
  const chosen = sql`
    with recursive waiting as (
      (select org_id from outbox where delivered_at is null order by org_id limit 1)
      union all
      select (select o.org_id from outbox o where o.delivered_at is null and o.org_id > w.org_id order by o.org_id limit 1)
      from waiting w where w.org_id is not null
    )
    select due.id from waiting
    left join unnest(${sql.param(busy)}::uuid[], ${sql.param(counts)}::int[]) as busy(org_id, rows) using (org_id)
    cross join lateral (
      select o.id, o.next_attempt_at, row_number() over (order by o.next_attempt_at, o.id) as place
      from outbox o
      where o.org_id = waiting.org_id and o.delivered_at is null and o.next_attempt_at <= now()
        and not exists (select 1 from outbox p where p.queue = o.queue and p.delivered_at is null and p.id < o.id
          and (p.kind <> 'nudge' or o.kind = 'nudge') offset 0)
        and not (o.kind = 'nudge' and o.queue = any(${sql.param(nudged)}::text[]))
      order by o.next_attempt_at, o.id limit ${limit}
    ) due
    order by coalesce(busy.rows, 0) + due.place, due.next_attempt_at, due.id limit ${limit}`
  // What another relay took in the meantime is locked or no longer due.
  const due = sql`
    select id from outbox where id = any(array(${chosen})) and delivered_at is null and next_attempt_at <= now()
    for update skip locked`
  const rows = await tx
    .update(outbox)
    .set(taken(outbox, leaseMs))
    // Materialized: looked up once, or each look would lock other rows.
    .where(sql`${outbox.id} in (with due as materialized (${due}) select id from due)`)
    .returning()
  return rows.sort((a, b) => a.id - b.id)
}

/**
 * The nudges that one signal delivers: all that were committed by now for the same signal of the same queue. A nudge that
 * is committed later is not among them, and leads to another signal.
 */
export async function sameNudges(tx: Transaction, { orgId, queue, name }: OutboxRow): Promise<number[]> {
  const rows = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.orgId, orgId),
        eq(outbox.queue, queue),
        eq(outbox.name, name),
        eq(outbox.kind, 'nudge'),
        isNull(outbox.deliveredAt),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Rows that were delivered, perhaps with a note of what was odd about it, as that the workflow had ended. */
export interface Delivered {
  ids: readonly number[]
  note: string | null
}

/** Marks what was delivered, whoever holds it by now: it was delivered, and a second time would be of no use. */
export async function markDelivered(tx: Transaction, delivered: readonly Delivered[]): Promise<void> {
  if (delivered.length === 0) return
  const ids = delivered.flatMap((each) => each.ids)
  const notes = delivered.flatMap((each) => each.ids.map(() => each.note))
  await tx.execute(sql`
    update outbox set delivered_at = now(), lease = null, last_error = done.note
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(notes)}::text[]) as done(id, note)
    where outbox.id = done.id and outbox.delivered_at is null`)
}

/** Gives a row back, to be tried again after so many milliseconds; if it is still held. */
export async function giveBackOutbox(
  tx: Transaction,
  { id, lease }: Pick<OutboxRow, 'id' | 'lease'>,
  error: string,
  retryMs: number,
): Promise<void> {
  await tx
    .update(outbox)
    .set(givenBack(error, retryMs))
    .where(and(eq(outbox.id, id), sql`${outbox.lease} = ${lease}`))
}

export interface Backlog {
  waiting: number
  /** Age of the oldest row that waits; null when none does. */
  oldestSeconds: number | null
}

/** How much waits for Temporal, over all organizations. */
export async function outboxBacklog(tx: Transaction): Promise<Backlog> {
  const { rows } = await tx.execute<{ waiting: number; oldest: number | null }>(sql`
    select count(*)::int as waiting, extract(epoch from now() - min(created_at))::float8 as oldest
    from outbox where delivered_at is null`)
  return { waiting: rows[0]?.waiting ?? 0, oldestSeconds: rows[0]?.oldest ?? null }
}
