import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documents, outbox, reviewCycles, reviews } from '#db/schema/index.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Condition, UnderWay } from './processes.ts'

export type ReviewRow = typeof reviews.$inferSelect
export type ReviewCycleRow = typeof reviewCycles.$inferSelect

/** Which review of a document: the one that is due on a day. */
type WhichCycle = Pick<ReviewCycleRow, 'orgId' | 'documentId' | 'dueOn'>

const cycleOf = ({ orgId, documentId, dueOn }: WhichCycle) =>
  and(eq(reviewCycles.orgId, orgId), eq(reviewCycles.documentId, documentId), eq(reviewCycles.dueOn, dueOn))

/** The reminders of a review so far, begun now if nobody has looked at it before. */
export async function openCycle(tx: Transaction, which: WhichCycle & { begunAt: Date }): Promise<ReviewCycleRow> {
  await tx.insert(reviewCycles).values(which).onConflictDoNothing()
  const [row] = await tx.select().from(reviewCycles).where(cycleOf(which))
  if (!row) throw new Error('the cycle was not stored')
  return row
}

/** The reminders of a review; null when nobody was reminded and nobody has looked. */
export async function findCycle(tx: Transaction, which: WhichCycle): Promise<ReviewCycleRow | null> {
  const [row] = await tx.select().from(reviewCycles).where(cycleOf(which))
  return row ?? null
}

/** Counts one reminder. */
export async function markReminded(tx: Transaction, cycle: ReviewCycleRow, at: Date): Promise<void> {
  await tx
    .update(reviewCycles)
    .set({ remindersSent: cycle.remindersSent + 1, lastRemindedAt: at })
    .where(cycleOf(cycle))
}

/** The newest review of a document, if it was ever reviewed. */
export async function lastReview(tx: Transaction, orgId: string, documentId: string): Promise<ReviewRow | null> {
  const [row] = await tx
    .select()
    .from(reviews)
    .where(and(eq(reviews.orgId, orgId), eq(reviews.documentId, documentId)))
    .orderBy(desc(reviews.number))
    .limit(1)
  return row ?? null
}

/** Stores a review. The document is locked, so the number is free. */
export async function insertReview(tx: Transaction, values: typeof reviews.$inferInsert): Promise<void> {
  await tx.insert(reviews).values(values)
}

/** Documents that are in effect and reviewed regularly. */
const reviewed = and(documents.inEffect, isNotNull(documents.nextReviewDate), isNotNull(documents.reviewEvery))

/**
 * Documents whose process should be running, over all organizations. Not those whose process has a message that was not
 * delivered yet.
 * @param after the last row of the page before
 */
export async function reviewsUnderWay(
  tx: Transaction,
  workflowId: (documentId: string) => string,
  { after, limit }: { after: UnderWay | null; limit: number },
): Promise<UnderWay[]> {
  const { orgId, id } = documents
  const rows = await tx
    .select({ orgId, subjectId: id })
    .from(documents)
    .where(
      and(
        reviewed,
        after ? sql`(${orgId}, ${id}) > (${after.orgId}::uuid, ${after.subjectId}::uuid)` : undefined,
        sql`not exists (select from ${outbox} o where o.queue = ${workflowId('')} || ${id} and o.delivered_at is null)`,
      ),
    )
    .orderBy(orgId, id)
    .limit(limit)
  return rows.map((row) => ({ ...row, workflowId: workflowId(row.subjectId) }))
}

/** Whether a message of the outbox started the process of a document that is still reviewed: operators look it up. */
export const messageOfReview = (workflowId: (documentId: string) => string): Condition =>
  sql`(${outbox.kind} = 'start' and exists (select from ${documents} d where d.org_id = ${outbox.orgId}
    and ${workflowId('')} || d.id = ${outbox.queue} and d.in_effect and d.next_review_date is not null and d.review_every is not null))`

/** All documents of an organization whose reviews a process reminds of. */
export const reviewedDocuments = (tx: Transaction, orgId: string) =>
  tx
    .select({ orgId: documents.orgId, id: documents.id })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), reviewed))

/** The day on which a document was last reviewed and found right; null when it never was. */
export async function lastFoundRight(tx: Transaction, orgId: string, documentId: string): Promise<PlainDate | null> {
  const [row] = await tx
    .select({ reviewedOn: reviews.reviewedOn })
    .from(reviews)
    .where(and(eq(reviews.orgId, orgId), eq(reviews.documentId, documentId), eq(reviews.outcome, 'still_right')))
    .orderBy(desc(reviews.number))
    .limit(1)
  return row?.reviewedOn ?? null
}
