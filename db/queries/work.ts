import { and, desc, eq, gt, isNotNull, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { approvalRounds, documents, documentVersions, publications, signoffs, versionLabels } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { REVIEW_DUE_SOON_DAYS } from '#domain/documents/review.ts'
import type { WorkKind } from '#domain/work/kinds.ts'
import { inEffectOfDocument } from './publications.ts'
import { NOBODY, ownedBy, signedTitle, titleFor, visibleTo } from './visibility.ts'

/** Whose work is asked for, and which. */
export interface Desk {
  orgId: string
  reader: Reader
  kinds: readonly WorkKind[]
  now: Date
}

/** One thing that waits: which row it is of, and by when. */
export interface WaitingRow {
  kind: WorkKind
  /** Of the sign-off; of the document for all other kinds. */
  id: string
  documentId: string
  /** From this moment on it is late; null: never. */
  dueAt: Date | null
}

/** What waits for a person, as one table: the one rule for the list, its pages and its count. */
function waiting(desk: Desk): SQL {
  const { orgId, reader } = desk
  const me = reader.membershipId ?? NOBODY
  const zone = sql`(select o.time_zone from organizations o where o.id = ${orgId})`
  const today = sql`(${desk.now.toISOString()}::timestamptz at time zone ${zone})::date`
  // A day is over when the next one begins where the organization is.
  const afterDay = (day: unknown) => sql`((${day} + 1)::timestamp at time zone ${zone})`
  const ofDocuments = (kind: WorkKind, dueAt: SQL, ...conditions: SQLWrapper[]) =>
    sql`select ${kind}::text as kind, ${documents.id} as id, ${documents.id} as document_id, ${dueAt} as due_at, ${documents.updatedAt} as since
      from ${documents} where ${and(eq(documents.orgId, orgId), visibleTo(reader), ...conditions)}`

  const parts: Record<WorkKind, SQL> = {
    signoff: sql`select 'signoff'::text as kind, ${signoffs.id} as id, ${signoffs.documentId} as document_id, ${signoffs.dueAt} as due_at, ${signoffs.requestedAt} as since
      from ${signoffs} where ${and(eq(signoffs.orgId, orgId), eq(signoffs.signerId, me), eq(signoffs.status, 'pending'))}`,
    sent_back: ofDocuments(
      'sent_back',
      sql`null::timestamptz`,
      eq(documents.status, 'draft'),
      isNotNull(documents.revisionReason),
      ownedBy(me),
    ),
    publish: ofDocuments(
      'publish',
      afterDay(documents.effectiveDate),
      eq(documents.status, 'approved'),
      isNull(documents.publishAt),
    ),
    // The second owner comes in when it is due.
    review: ofDocuments(
      'review',
      afterDay(documents.nextReviewDate),
      documents.inEffect,
      isNotNull(documents.reviewEvery),
      sql`((${documents.ownerId} = ${me} and ${documents.nextReviewDate} <= ${today} + ${REVIEW_DUE_SOON_DAYS}::int)
        or (${documents.secondOwnerId} = ${me} and ${documents.nextReviewDate} <= ${today}))`,
    ),
  }
  const asked = desk.kinds.map((kind) => parts[kind])
  return sql`(${asked.length > 0 ? sql.join(asked, sql` union all `) : sql`${parts.signoff} and false`}) as work`
}

/** How much waits for a person, of each kind, and how much of it is late. A kind of which nothing waits is left out. */
export async function countWork(
  tx: Transaction,
  desk: Desk,
): Promise<{ kind: WorkKind; total: number; late: number }[]> {
  const { rows } = await tx.execute<{ kind: WorkKind; total: number; late: number }>(
    sql`select kind, count(*)::int as total, (count(*) filter (where due_at < ${desk.now.toISOString()}))::int as late
      from ${waiting(desk)} group by kind`,
  )
  return rows
}

/** A page of what waits for a person: late first, then by due date, then by age. */
export async function listWork(tx: Transaction, desk: Desk, { limit, offset }: PageOfRows): Promise<WaitingRow[]> {
  const { rows } = await tx.execute<Omit<WaitingRow, 'dueAt'> & { dueAt: string | null }>(
    sql`select kind, id, document_id as "documentId", due_at as "dueAt"
      from ${waiting(desk)} order by due_at asc nulls last, since, id, kind limit ${limit} offset ${offset}`,
  )
  return rows.map((row) => ({ ...row, dueAt: row.dueAt === null ? null : new Date(row.dueAt) }))
}

const newestRound = sql`(select r.id from ${approvalRounds} r where r.org_id = ${documents.orgId} and r.document_id = ${documents.id} and r.purpose = 'approval' order by r.submitted_at desc, r.id desc limit 1)`

/** What a row shows of documents that wait for somebody or take effect on a day. */
const documentColumns = (reader: Reader) => ({
  id: documents.id,
  identifier: documents.identifier,
  title: titleFor(reader),
  status: documents.status,
  /** What must change, in words. */
  reason: documents.revisionReason,
  publishAt: documents.publishAt,
  /** When it should take effect, as its authors wish. */
  wishedFor: documents.effectiveDate,
  nextReviewDate: documents.nextReviewDate,
  reviewEvery: documents.reviewEvery,
  reviewUnit: documents.reviewUnit,
  inEffect: { major: versionLabels.major, minor: versionLabels.minor },
  round: { label: approvalRounds.label, submission: approvalRounds.submission, status: approvalRounds.status },
  changeType: documentVersions.changeType,
  /** Who rejected the text that was submitted last. */
  rejectedBy: sql<string | null>`(select s.signer_name from ${signoffs} s where s.org_id = ${documents.orgId}
    and s.round_id = ${approvalRounds.id} and s.status = 'rejected' limit 1)`,
  signatures: sql<number>`(select count(*)::int from ${signoffs} s where s.org_id = ${documents.orgId}
    and s.round_id = ${approvalRounds.id} and s.status = 'approved')`,
})

const withRounds = (tx: Transaction, reader: Reader) =>
  tx
    .select(documentColumns(reader))
    .from(documents)
    .leftJoin(publications, inEffectOfDocument)
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, documents.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .leftJoin(approvalRounds, and(eq(approvalRounds.orgId, documents.orgId), eq(approvalRounds.id, newestRound)))
    .leftJoin(
      documentVersions,
      and(eq(documentVersions.orgId, documents.orgId), eq(documentVersions.id, approvalRounds.versionId)),
    )

/** These documents, with what came of them last. */
export const documentsAtWork = (tx: Transaction, orgId: string, reader: Reader, ids: string[]) =>
  withRounds(tx, reader).where(and(eq(documents.orgId, orgId), sql`${documents.id} = any(${sql.param(ids)}::uuid[])`))

export type DocumentAtWork = Awaited<ReturnType<typeof documentsAtWork>>[number]

const planned = ({ orgId, reader, now }: Pick<Desk, 'orgId' | 'reader' | 'now'>, all: boolean) =>
  and(
    eq(documents.orgId, orgId),
    eq(documents.status, 'approved'),
    gt(documents.publishAt, now),
    visibleTo(reader),
    all ? undefined : ownedBy(reader.membershipId ?? NOBODY),
  )

type Planner = Pick<Desk, 'orgId' | 'reader' | 'now'> & {
  /** Whether those of others are listed too. */
  all: boolean
}

/** How many approved versions take effect on a day that is set. */
export const countPlanned = (tx: Transaction, { all, ...of }: Planner): Promise<number> =>
  tx.$count(documents, planned(of, all))

/** A page of them, the next one first. */
export const listPlanned = (tx: Transaction, { all, ...of }: Planner, { limit, offset }: PageOfRows) =>
  withRounds(tx, of.reader)
    .where(planned(of, all))
    .orderBy(documents.publishAt, documents.id)
    .limit(limit)
    .offset(offset)

/** What took effect last and is in effect now, of all that a person may read, the newest first. */
export const tookEffect = (tx: Transaction, orgId: string, reader: Reader, limit: number) =>
  tx
    .select({
      identifier: documents.identifier,
      title: signedTitle,
      major: versionLabels.major,
      minor: versionLabels.minor,
      changeType: documentVersions.changeType,
      changeSummary: documentVersions.changeSummary,
      words: documentVersions.words,
      effectiveFrom: publications.effectiveFrom,
    })
    .from(publications)
    .innerJoin(documents, and(eq(documents.orgId, publications.orgId), eq(documents.id, publications.documentId)))
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.orgId, publications.orgId), eq(documentVersions.id, publications.versionId)),
    )
    .innerJoin(
      versionLabels,
      and(eq(versionLabels.orgId, publications.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .where(and(eq(publications.orgId, orgId), isNull(publications.effectiveUntil), visibleTo(reader)))
    .orderBy(desc(publications.effectiveFrom), desc(publications.id))
    .limit(limit)
