import { and, between, eq, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { approvalRoundSteps, approvalRounds, documents } from '#db/schema/index.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Reader } from '#domain/documents/access.ts'
import { titleFor, visibleTo } from './visibility.ts'

/** What has a day: a version takes effect, a step should be decided, a document should be reviewed. */
export type UpcomingKind = 'effective' | 'signoff' | 'review'

export interface UpcomingEntry {
  kind: UpcomingKind
  identifier: string
  title: string
  /** A day of the organization, `YYYY-MM-DD`. */
  day: PlainDate
}

export interface UpcomingPage {
  from: PlainDate
  until: PlainDate
  /** The zone in which a due time becomes a day. */
  timeZone: string
  limit: number
}

/** What falls into some days, soonest first, of the documents the reader may see. */
export function listUpcoming(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  { from, until, timeZone, limit }: UpcomingPage,
): Promise<UpcomingEntry[]> {
  const shown = { identifier: documents.identifier, title: titleFor(reader).as('title') }
  const readable = and(eq(documents.orgId, orgId), visibleTo(reader))
  const dueDay = sql<string>`(${approvalRoundSteps.dueAt} at time zone ${timeZone})::date`
  // What is planned, and not a date that somebody only wished for.
  const effectiveDay = sql<string>`(${documents.publishAt} at time zone ${timeZone})::date`
  const kind = (of: UpcomingKind) => sql<UpcomingKind>`${of}::text`.as('kind')
  const on = (day: unknown) => sql<string>`(${day})::text`.as('day')

  const reviews = tx
    .select({ kind: kind('review'), ...shown, day: on(documents.nextReviewDate) })
    .from(documents)
    .where(and(readable, documents.inEffect, between(documents.nextReviewDate, from, until)))
  if (!reader.readsDrafts) return reviews.orderBy(sql`day, identifier`).limit(limit)

  const effective = tx
    .select({ kind: kind('effective'), ...shown, day: on(effectiveDay) })
    .from(documents)
    .where(and(readable, eq(documents.status, 'approved'), sql`${effectiveDay} between ${from} and ${until}`))
  const decisions = tx
    .select({ kind: kind('signoff'), ...shown, day: on(dueDay) })
    .from(approvalRoundSteps)
    .innerJoin(
      approvalRounds,
      and(eq(approvalRounds.orgId, approvalRoundSteps.orgId), eq(approvalRounds.id, approvalRoundSteps.roundId)),
    )
    .innerJoin(documents, and(eq(documents.orgId, approvalRounds.orgId), eq(documents.id, approvalRounds.documentId)))
    .where(
      and(
        readable,
        eq(approvalRoundSteps.orgId, orgId),
        eq(approvalRoundSteps.status, 'active'),
        sql`${dueDay} between ${from} and ${until}`,
      ),
    )
  return unionAll(reviews, effective, decisions).orderBy(sql`day, identifier`).limit(limit)
}
