import { and, asc, eq, gte, isNull, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { calendarFeeds, documents, memberships, organizations, reviewCycles } from '#db/schema/index.ts'
import type { CalendarFeedKind } from '#domain/calendar-feeds/feed.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Reader } from '#domain/documents/access.ts'
import { ownerOfDocument, reviewedBy } from './reviews-due.ts'
import { signedTitle, visibleTo } from './visibility.ts'

export type CalendarFeedRow = typeof calendarFeeds.$inferSelect
type Whose = Pick<CalendarFeedRow, 'orgId' | 'membershipId'>

const openOf = ({ orgId, membershipId }: Whose) =>
  and(eq(calendarFeeds.orgId, orgId), eq(calendarFeeds.membershipId, membershipId), isNull(calendarFeeds.revokedAt))

/** The feeds of a member that work: one of each kind at most. Never the hash. */
export const feedsOf = (tx: Transaction, whose: Whose) =>
  tx
    .select({
      id: calendarFeeds.id,
      kind: calendarFeeds.kind,
      createdAt: calendarFeeds.createdAt,
      lastReadAt: calendarFeeds.lastReadAt,
    })
    .from(calendarFeeds)
    .where(openOf(whose))
    .orderBy(asc(calendarFeeds.kind))

/** @returns false when the member has a feed of this kind already */
export async function insertFeed(tx: Transaction, values: typeof calendarFeeds.$inferInsert): Promise<boolean> {
  const { rowCount } = await tx.insert(calendarFeeds).values(values).onConflictDoNothing()
  return rowCount === 1
}

/** @returns the feed, or null when the member has none with this id that works. Of two calls at once one gets it. */
export async function revokeFeed(
  tx: Transaction,
  whose: Whose,
  id: string,
  at: Date,
): Promise<Pick<CalendarFeedRow, 'kind'> | null> {
  const [row] = await tx
    .update(calendarFeeds)
    .set({ revokedAt: at })
    .where(and(openOf(whose), eq(calendarFeeds.id, id)))
    .returning({ kind: calendarFeeds.kind })
  return row ?? null
}

/**
 * Gives a feed another secret. The one before is kept as a row that was revoked, so that whoever still asks by it gets to
 * read that it has ended.
 * @param keptAs the id of that row
 * @returns the feed, or null when the member has none with this id that works
 */
export async function renewFeed(
  tx: Transaction,
  whose: Whose,
  id: string,
  { tokenHash, keptAs, at }: { tokenHash: string; keptAs: string; at: Date },
): Promise<Pick<CalendarFeedRow, 'kind'> | null> {
  const one = and(openOf(whose), eq(calendarFeeds.id, id))
  const [before] = await tx.select().from(calendarFeeds).where(one).for('update')
  if (!before) return null
  await tx.update(calendarFeeds).set({ tokenHash, createdAt: at, lastReadAt: null }).where(one)
  await tx.insert(calendarFeeds).values({ ...before, id: keptAs, revokedAt: at })
  return before
}

/** Revokes the feeds of somebody who leaves. */
export async function revokeFeedsOf(tx: Transaction, whose: Whose, at: Date): Promise<void> {
  await tx.update(calendarFeeds).set({ revokedAt: at }).where(openOf(whose))
}

/** A feed, by the hash of what was sent; for a transaction across organizations. */
export async function locateFeed(tx: Transaction, tokenHash: string): Promise<CalendarFeedRow | null> {
  const [row] = await tx.select().from(calendarFeeds).where(eq(calendarFeeds.tokenHash, tokenHash))
  return row ?? null
}

/** Whose feed it is, if that is still an active member. */
export async function findFeedOwner(tx: Transaction, { orgId, membershipId }: Whose) {
  const [row] = await tx
    .select({ membership: memberships, organization: organizations })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.orgId))
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, membershipId), eq(memberships.status, 'active')))
  return row ?? null
}

/** Notes that a feed was read, and that it says something else than before where it does. */
export async function noteRead(
  tx: Transaction,
  { orgId, id }: Pick<CalendarFeedRow, 'orgId' | 'id'>,
  { contentHash, changedAt, at }: { contentHash: string; changedAt: Date; at: Date },
): Promise<void> {
  await tx
    .update(calendarFeeds)
    .set({ contentHash, changedAt, lastReadAt: at })
    .where(and(eq(calendarFeeds.orgId, orgId), eq(calendarFeeds.id, id)))
}

export interface FeedEvent {
  documentId: string
  identifier: string
  title: string
  dueOn: PlainDate
  owner: string
  isCanceled: boolean
}

interface Which {
  kind: CalendarFeedKind
  reader: Reader
  /** Reviews that were canceled before are left out. */
  canceledSince: Date
}

/** The reviews that a feed shows, the earliest first: those that are due, and those of documents archived lately. */
export async function feedEvents(
  tx: Transaction,
  orgId: string,
  { kind, reader, canceledSince }: Which,
  limit: number,
): Promise<FeedEvent[]> {
  const { membershipId } = reader
  const ownerId = kind === 'own' ? membershipId : null
  const columns = (dueOn: SQL, isCanceled: boolean) => ({
    documentId: documents.id,
    identifier: documents.identifier,
    title: signedTitle,
    dueOn: sql<PlainDate>`${dueOn}`,
    owner: memberships.name,
    isCanceled: sql<boolean>`${isCanceled}::boolean`,
  })
  const due = await tx
    .select(columns(sql`${documents.nextReviewDate}::text`, false))
    .from(documents)
    .innerJoin(memberships, ownerOfDocument)
    .where(reviewedBy(orgId, reader, { from: null, until: null, ownerId }))
    .orderBy(asc(documents.nextReviewDate), asc(documents.id))
    .limit(limit)
  const lastCycle = sql`(select max(c.due_on)::text from ${reviewCycles} c where c.org_id = ${documents.orgId} and c.document_id = ${documents.id})`
  const canceled = await tx
    .select(columns(lastCycle, true))
    .from(documents)
    .innerJoin(memberships, ownerOfDocument)
    .where(
      and(
        eq(documents.orgId, orgId),
        eq(documents.status, 'archived'),
        gte(documents.updatedAt, canceledSince),
        sql`${lastCycle} is not null`,
        ownerId === null
          ? undefined
          : sql`(${documents.ownerId} = ${ownerId} or ${documents.secondOwnerId} = ${ownerId})`,
        visibleTo(reader),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(limit)
  return [...due, ...canceled].slice(0, limit)
}
