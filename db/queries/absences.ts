import { and, desc, eq, gte, isNull, lt, lte } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { absences, memberships } from '#db/schema/index.ts'

export type AbsenceRow = typeof absences.$inferSelect

const holds = (orgId: string) => and(eq(absences.orgId, orgId), isNull(absences.canceledAt))

/** Everybody's absences that a day falls into. */
export const absencesOn = (tx: Transaction, orgId: string, day: string): Promise<AbsenceRow[]> =>
  tx
    .select()
    .from(absences)
    .where(and(holds(orgId), lte(absences.fromDay, day), gte(absences.untilDay, day)))

/** Everybody's absences that begin before a period ends, and end after it began. */
export const absencesWithin = (
  tx: Transaction,
  orgId: string,
  { fromDay, untilDay }: Pick<AbsenceRow, 'fromDay' | 'untilDay'>,
): Promise<AbsenceRow[]> =>
  tx
    .select()
    .from(absences)
    .where(and(holds(orgId), lte(absences.fromDay, untilDay), gte(absences.untilDay, fromDay)))

/** Stores an absence; null when the member is out of office on one of its days already. */
export async function insertAbsence(tx: Transaction, values: typeof absences.$inferInsert): Promise<AbsenceRow | null> {
  const [row] = await tx.insert(absences).values(values).onConflictDoNothing().returning()
  return row ?? null
}

const ofMember = (orgId: string, membershipId: string) => and(holds(orgId), eq(absences.membershipId, membershipId))

export const countAbsences = (tx: Transaction, orgId: string, membershipId: string): Promise<number> =>
  tx.$count(absences, ofMember(orgId, membershipId))

const delegate = alias(memberships, 'delegate')
const withDelegate = (tx: Transaction) =>
  tx
    .select({ absence: absences, delegateName: delegate.name })
    .from(absences)
    .innerJoin(delegate, and(eq(delegate.orgId, absences.orgId), eq(delegate.id, absences.delegateId)))

/** A page of a member's absences, the last that was entered first. */
export const listAbsences = (
  tx: Transaction,
  orgId: string,
  membershipId: string,
  { limit, offset, after }: PageOfRows,
) =>
  withDelegate(tx)
    // Ids are UUIDv7: their order is the order of time.
    .where(and(ofMember(orgId, membershipId), after ? lt(absences.id, after) : undefined))
    .orderBy(desc(absences.id))
    .limit(limit)
    .offset(offset)

/** One absence that holds, locked. */
export async function lockAbsence(tx: Transaction, orgId: string, id: string) {
  const [row] = await withDelegate(tx)
    .where(and(holds(orgId), eq(absences.id, id)))
    .for('update', { of: absences })
  return row ?? null
}

export async function cancelAbsence(tx: Transaction, { orgId, id }: AbsenceRow, at: Date): Promise<void> {
  await tx
    .update(absences)
    .set({ canceledAt: at })
    .where(and(eq(absences.orgId, orgId), eq(absences.id, id)))
}
