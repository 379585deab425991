import { isNull, sql } from 'drizzle-orm'
import { acrossOrganizations, type Database } from '#db/client.ts'
import { deliveries, outbox } from '#db/schema/index.ts'

/**
 * Lets time pass for what waits in the queues of the database, without waiting: leases end, what is tried again later is
 * due, and what waits has waited longer.
 */
export async function passTime(db: Database, seconds: number): Promise<void> {
  const earlier = (column: unknown) => sql`${column} - make_interval(secs => ${seconds})`
  await acrossOrganizations(db, async (tx) => {
    await tx
      .update(outbox)
      .set({
        createdAt: earlier(outbox.createdAt),
        nextAttemptAt: earlier(outbox.nextAttemptAt),
      })
      .where(isNull(outbox.deliveredAt))
    await tx.update(deliveries).set({ nextAttemptAt: earlier(deliveries.nextAttemptAt) })
  })
}
