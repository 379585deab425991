import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { comments, signoffs } from '#db/schema/index.ts'
import type { SuggestionOutcome } from '#domain/comments/rules.ts'

export type CommentRow = typeof comments.$inferSelect
export type NewComment = typeof comments.$inferInsert

export async function insertComment(tx: Transaction, comment: NewComment): Promise<CommentRow> {
  const [row] = await tx.insert(comments).values(comment).returning()
  if (!row) throw new Error('the comment was not stored')
  return row
}

export async function findComment(tx: Transaction, orgId: string, id: string): Promise<CommentRow | null> {
  const [row] = await tx
    .select()
    .from(comments)
    .where(and(eq(comments.orgId, orgId), eq(comments.id, id)))
  return row ?? null
}

const ofVersion = (orgId: string, versionId: string) =>
  and(eq(comments.orgId, orgId), eq(comments.versionId, versionId))
const isFirst = eq(comments.position, 0)

/** The number that was given last on a version; 0 before the first. */
export async function lastNumber(tx: Transaction, orgId: string, versionId: string): Promise<number> {
  const [row] = await tx
    .select({ number: sql<number>`coalesce(max(${comments.number}), 0)::int` })
    .from(comments)
    .where(ofVersion(orgId, versionId))
  return row?.number ?? 0
}

/** The position of the last answer to a comment; 0 when there is none. */
export async function lastAnswer(tx: Transaction, { orgId, versionId, number }: CommentRow): Promise<number> {
  const [row] = await tx
    .select({ position: sql<number>`max(${comments.position})::int` })
    .from(comments)
    .where(and(ofVersion(orgId, versionId), eq(comments.number, number)))
  return row?.position ?? 0
}

/** How many comments a version has, answers not counted, and how many of them are open. */
export async function countComments(tx: Transaction, orgId: string, versionId: string) {
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      open: sql<number>`count(*) filter (where ${comments.resolvedAt} is null)::int`,
    })
    .from(comments)
    .where(and(ofVersion(orgId, versionId), isFirst))
  return row ?? { total: 0, open: 0 }
}

/** Comments of a version in the order in which they were made, without their answers. */
export const firstComments = (
  tx: Transaction,
  orgId: string,
  versionId: string,
  { open = false, limit, offset = 0, after }: Partial<PageOfRows> & { limit: number; open?: boolean },
): Promise<CommentRow[]> =>
  tx
    .select()
    .from(comments)
    .where(
      and(
        ofVersion(orgId, versionId),
        isFirst,
        open ? isNull(comments.resolvedAt) : undefined,
        after
          ? gt(comments.number, sql`(select c.number from comments c where c.org_id = ${orgId} and c.id = ${after})`)
          : undefined,
      ),
    )
    .orderBy(asc(comments.number))
    .limit(limit)
    .offset(offset)

/** The newest answers to some comments of a version, so many to each, oldest first. */
export async function answersTo(
  tx: Transaction,
  { orgId, versionId }: Pick<CommentRow, 'orgId' | 'versionId'>,
  numbers: readonly number[],
  most: number,
): Promise<CommentRow[]> {
  if (numbers.length === 0) return []
  return tx
    .select()
    .from(comments)
    .where(
      and(
        ofVersion(orgId, versionId),
        inArray(comments.number, [...numbers]),
        gt(
          comments.position,
          sql`greatest(0, (select max(c.position) from comments c where c.org_id = ${comments.orgId}
            and c.version_id = ${comments.versionId} and c.number = ${comments.number}) - ${most}::int)`,
        ),
      ),
    )
    .orderBy(asc(comments.number), asc(comments.position))
}

/** Says that a comment is settled, or is not. Whoever comes second changes nothing, and gets false. */
export async function settleComment(
  tx: Transaction,
  { orgId, id }: Pick<CommentRow, 'orgId' | 'id'>,
  resolved: {
    at: Date
    by: string
    byName: string
    /** What became of the wording that it proposes. */
    outcome?: { is: SuggestionOutcome; reason: string }
  } | null,
): Promise<boolean> {
  const rows = await tx
    .update(comments)
    .set({
      resolvedAt: resolved?.at ?? null,
      resolvedBy: resolved?.by ?? null,
      resolvedByName: resolved?.byName ?? null,
      outcome: resolved?.outcome?.is ?? null,
      outcomeReason: resolved?.outcome?.reason || null,
    })
    .where(
      and(eq(comments.orgId, orgId), eq(comments.id, id), sql`(${comments.resolvedAt} is null) = ${resolved !== null}`),
    )
    .returning({ id: comments.id })
  return rows.length > 0
}

/** When somebody wrote in a round, newest first: as often as they may have since they began. */
export async function whenWrote(tx: Transaction, orgId: string, roundId: string, authorId: string): Promise<Date[]> {
  const rows = await tx
    .select({ at: comments.createdAt })
    .from(comments)
    .where(and(eq(comments.orgId, orgId), eq(comments.roundId, roundId), eq(comments.authorId, authorId)))
    .orderBy(desc(comments.createdAt))
    .limit(500)
  return rows.map(({ at }) => at)
}

/** Whether somebody is asked in a round, or was. */
export async function isAskedIn(
  tx: Transaction,
  orgId: string,
  roundId: string,
  membershipId: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: signoffs.id })
    .from(signoffs)
    .where(and(eq(signoffs.orgId, orgId), eq(signoffs.roundId, roundId), eq(signoffs.signerId, membershipId)))
    .limit(1)
  return rows.length > 0
}
