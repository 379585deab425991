import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { organizations } from '#db/schema/index.ts'
import type { PlainDate } from '#domain/dates.ts'

/** The organization's time zone, working days, holidays and rules of approval. */
export const ruleColumns = {
  timeZone: organizations.timeZone,
  workingDays: organizations.workingDays,
  holidays: sql<
    ReadonlySet<PlainDate>
  >`array(select h.date::text from holidays h where h.org_id = ${organizations.id})`.mapWith(
    (dates: string[]): ReadonlySet<PlainDate> => new Set(dates),
  ),
  settings: organizations.settings,
}
export type Rules = Awaited<ReturnType<typeof rulesOf>>

export async function rulesOf(tx: Transaction, orgId: string) {
  const [row] = await tx.select(ruleColumns).from(organizations).where(eq(organizations.id, orgId))
  if (!row) throw new Error('the organization is not visible in its own transaction')
  return row
}
