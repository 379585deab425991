import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'

export type OutboxRow = typeof outbox.$inferSelect

/**
 * Takes rows to deliver, each the oldest undelivered one of its queue, so that a queue's order holds whoever delivers.
 * A row stays taken until it is marked or its lease runs out. Needs the role that works across organizations.
 */
export async function claimOutbox(
  tx: Transaction,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<OutboxRow[]> {
  // The order per queue is checked on the rows themselves: a row that another relay holds is undelivered, so what
  // follows it waits too.
  const due = sql`
    select o.id from outbox o
    where o.delivered_at is null and o.next_attempt_at <= now() and (o.leased_until is null or o.leased_until < now())
      and not exists (select 1 from outbox p where p.queue = o.queue and p.delivered_at is null and p.id < o.id)
    order by o.id limit ${limit} for update of o skip locked`
  const claimed = await tx
    .update(outbox)
    .set({
      leasedUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      attempts: sql`${outbox.attempts} + 1`,
    })
    // Materialized: looked up once, or each look would lock other rows.
    .where(sql`${outbox.id} in (with due as materialized (${due}) select id from due)`)
    .returning()
  return claimed.sort((a, b) => a.id - b.id)
}

/** What became of a row: delivered, perhaps with a note of what was odd about it, as that the workflow had ended. */
export interface Delivered {
  id: number
  note: string | null
}

export async function markDelivered(tx: Transaction, rows: readonly Delivered[]): Promise<void> {
  if (rows.length === 0) return
  const [ids, notes] = [rows.map(({ id }) => id), rows.map(({ note }) => note)]
  await tx.execute(sql`
    update outbox set delivered_at = now(), leased_until = null, last_error = done.note
    from unnest(${sql.param(ids)}::bigint[], ${sql.param(notes)}::text[]) as done(id, note) where outbox.id = done.id`)
}

/** Gives a row back, to be tried again after a while. */
export async function giveBack(tx: Transaction, id: number, error: string, retrySeconds: number): Promise<void> {
  await tx
    .update(outbox)
    .set({
      leasedUntil: null,
      nextAttemptAt: sql`now() + make_interval(secs => ${retrySeconds})`,
      lastError: error,
    })
    .where(eq(outbox.id, id))
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
