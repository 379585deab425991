import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { holidays } from '#db/schema/index.ts'
import type { PlainDate } from '#domain/dates.ts'

export const countHolidays = (tx: Transaction, orgId: string): Promise<number> =>
  tx.$count(holidays, eq(holidays.orgId, orgId))

/** Holidays in the order of the calendar. @param after the date after which the page begins */
export const listHolidays = (tx: Transaction, orgId: string, { limit, offset, after }: PageOfRows) =>
  tx
    .select({ date: holidays.date, name: holidays.name })
    .from(holidays)
    .where(and(eq(holidays.orgId, orgId), after ? sql`${holidays.date} > ${after}::date` : undefined))
    .orderBy(asc(holidays.date))
    .limit(limit)
    .offset(offset)

/** Adds holidays; one that is on the date already gets the new name. */
export async function saveHolidays(tx: Transaction, rows: (typeof holidays.$inferInsert)[]): Promise<void> {
  await tx
    .insert(holidays)
    .values(rows)
    .onConflictDoUpdate({ target: [holidays.orgId, holidays.date], set: { name: sql`excluded.name` } })
}

/** Takes holidays off the calendar. @returns those that were on it */
export const deleteHolidays = (tx: Transaction, orgId: string, dates: PlainDate[]) =>
  tx
    .delete(holidays)
    .where(and(eq(holidays.orgId, orgId), inArray(holidays.date, dates)))
    .returning({ date: holidays.date, name: holidays.name })
