import { and, asc, desc, eq, gte, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { documents, memberships, reviews, versionLabels } from '#db/schema/index.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DaySpan } from '#domain/reviews/windows.ts'
import { positionOf } from './memberships.ts'
import { signedTitle, statusFor, visibleTo } from './visibility.ts'

/** Reviews of documents that a reader may see. A review is of the version in effect, so it goes by its signed title. */
export interface DueFilter extends DaySpan {
  /** Of documents that this membership owns, also as second owner. */
  ownerId: string | null
}

export const reviewedBy = (orgId: string, reader: Reader, { from, until, ownerId }: DueFilter): SQL | undefined =>
  and(
    eq(documents.orgId, orgId),
    documents.inEffect,
    isNotNull(documents.nextReviewDate),
    isNotNull(documents.reviewEvery),
    from === null ? undefined : gte(documents.nextReviewDate, from),
    until === null ? undefined : lte(documents.nextReviewDate, until),
    ownerId === null ? undefined : sql`(${documents.ownerId} = ${ownerId} or ${documents.secondOwnerId} = ${ownerId})`,
    visibleTo(reader),
  )

const owner = { id: memberships.id, name: memberships.name, positionTitle: positionOf(memberships) }
export const ownerOfDocument = and(eq(memberships.orgId, documents.orgId), eq(memberships.id, documents.ownerId))
const lastReview = (column: SQL) =>
  sql<
    string | null
  >`(select ${column} from ${reviews} r where r.org_id = ${documents.orgId} and r.document_id = ${documents.id}
    order by r.number desc limit 1)`

/** How many reviews there are. */
export const countDue = (tx: Transaction, orgId: string, reader: Reader, filter: DueFilter): Promise<number> =>
  tx.$count(documents, reviewedBy(orgId, reader, filter))

/** A page of them, the earliest first. */
export const listDue = (tx: Transaction, orgId: string, reader: Reader, filter: DueFilter, page: PageOfRows) =>
  tx
    .select({
      id: documents.id,
      identifier: documents.identifier,
      title: signedTitle,
      status: statusFor(reader),
      dueOn: sql<PlainDate>`${documents.nextReviewDate}`,
      owner,
      isOwn: sql<boolean>`(${documents.ownerId} = ${reader.membershipId} or ${documents.secondOwnerId} = ${reader.membershipId}
        or ${documents.createdBy} = ${reader.membershipId}) is true`,
      lastReviewedOn: lastReview(sql`r.reviewed_on::text`),
      lastOutcome: lastReview(sql`r.outcome::text`),
    })
    .from(documents)
    .innerJoin(memberships, ownerOfDocument)
    .where(
      and(
        reviewedBy(orgId, reader, filter),
        page.after
          ? sql`(${documents.nextReviewDate}, ${documents.id}) > (select l.next_review_date, l.id from documents l
              where l.org_id = ${orgId} and l.id = ${page.after})`
          : undefined,
      ),
    )
    .orderBy(asc(documents.nextReviewDate), asc(documents.id))
    .limit(page.limit)
    .offset(page.offset)

/** How many reviews are due in each of some spans of days, and the earliest day of all. */
export async function countSpans(tx: Transaction, orgId: string, reader: Reader, spans: readonly DaySpan[]) {
  const inSpan = ({ from, until }: DaySpan) =>
    sql`(count(*) filter (where ${documents.nextReviewDate} between ${from ?? '-infinity'}::date and ${until ?? 'infinity'}::date))::int`
  const [row] = await tx
    .select({
      counts: sql<number[]>`array[${sql.join(spans.map(inSpan), sql`, `)}]`,
      earliest: sql<PlainDate | null>`min(${documents.nextReviewDate})::text`,
      all: sql<number>`count(*)::int`,
    })
    .from(documents)
    .where(reviewedBy(orgId, reader, { from: null, until: null, ownerId: null }))
  return row ?? { counts: spans.map(() => 0), earliest: null, all: 0 }
}

/** Who has most reviews to make up to a day, and how many of them are late. */
export const dueByOwner = (
  tx: Transaction,
  orgId: string,
  reader: Reader,
  { until, today }: { until: PlainDate; today: PlainDate },
  limit: number,
) =>
  tx
    .select({
      ...owner,
      due: sql<number>`count(*)::int`,
      late: sql<number>`(count(*) filter (where ${documents.nextReviewDate} < ${today}))::int`,
    })
    .from(documents)
    .innerJoin(memberships, ownerOfDocument)
    .where(reviewedBy(orgId, reader, { from: null, until, ownerId: null }))
    .groupBy(memberships.id, memberships.name, memberships.positionTitle, memberships.roles)
    .orderBy(sql`4 desc, 5 desc`, memberships.name, memberships.id)
    .limit(limit)

/** What is due on each day, the first few of a day with how many there are on it. */
export async function dueByDay(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: DueFilter,
  mostOfDay: number,
): Promise<{ day: PlainDate; identifier: string; title: string; ofDay: number }[]> {
  const { rows } = await tx.execute<{ day: string; identifier: string; title: string; ofDay: number }>(sql`
    select day, identifier, title, of_day as "ofDay" from (
      select ${documents.nextReviewDate}::text as day, ${documents.identifier} as identifier, ${signedTitle} as title,
        count(*) over of_day::int as of_day, row_number() over (of_day order by ${documents.identifier}) as place
      from ${documents} where ${reviewedBy(orgId, reader, filter)}
      window of_day as (partition by ${documents.nextReviewDate})) d
    where place <= ${mostOfDay} order by day, identifier`)
  return rows
}

const madeOf = (orgId: string, reader: Reader, documentId: string | null) =>
  and(
    eq(reviews.orgId, orgId),
    documentId === null ? undefined : eq(reviews.documentId, documentId),
    // Of one document the caller has found it.
    documentId === null ? visibleTo(reader) : undefined,
  )

const ofReview = and(eq(documents.orgId, reviews.orgId), eq(documents.id, reviews.documentId))

/** How many reviews were made, of one document or of all that a reader may see. */
export async function countMade(tx: Transaction, orgId: string, reader: Reader, documentId: string | null) {
  const [row] = await tx
    .select({ made: sql<number>`count(*)::int` })
    .from(reviews)
    .innerJoin(documents, ofReview)
    .where(madeOf(orgId, reader, documentId))
  return row?.made ?? 0
}

/** A page of them, the newest first. */
export const listMade = (
  tx: Transaction,
  orgId: string,
  reader: Reader,
  documentId: string | null,
  { limit, offset, after }: PageOfRows,
) =>
  tx
    .select({
      review: reviews,
      document: { id: documents.id, identifier: documents.identifier, title: signedTitle },
      version: { major: versionLabels.major, minor: versionLabels.minor },
    })
    .from(reviews)
    .innerJoin(documents, ofReview)
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, reviews.orgId), eq(versionLabels.versionId, reviews.versionId)),
    )
    .where(
      and(
        madeOf(orgId, reader, documentId),
        after
          ? sql`(${reviews.reviewedAt}, ${reviews.id}) < (select l.reviewed_at, l.id from reviews l where l.org_id = ${orgId} and l.id = ${after})`
          : undefined,
      ),
    )
    .orderBy(desc(reviews.reviewedAt), desc(reviews.id))
    .limit(limit)
    .offset(offset)

export type MadeReview = Awaited<ReturnType<typeof listMade>>[number]

/** How many reviews were made since a day, and how many of them by the day on which they were due. */
export async function madeOnTime(tx: Transaction, orgId: string, reader: Reader, since: PlainDate) {
  const [row] = await tx
    .select({
      made: sql<number>`count(*)::int`,
      onTime: sql<number>`(count(*) filter (where ${reviews.reviewedOn} <= ${reviews.dueOn}))::int`,
    })
    .from(reviews)
    .innerJoin(documents, ofReview)
    .where(and(madeOf(orgId, reader, null), gte(reviews.reviewedOn, since)))
  return row ?? { made: 0, onTime: 0 }
}
