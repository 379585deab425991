import { and, asc, eq, inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { PLANNED_BY_VALUES } from '#db/preparing-client.ts'
import {
  documentCounts,
  documents,
  documentTerms,
  memberships,
  publications,
  signoffs,
  type TermKind,
  versionLabels,
} from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { DocumentKind, DocumentType } from '#domain/documents/kinds.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { positionOf } from './memberships.ts'
import type { Hit } from './search.ts'
import {
  closedOf,
  concerns,
  isOwnOf,
  relatedToReader,
  signedTitle,
  statusFor,
  titleFor,
  visibleTo,
} from './visibility.ts'

/** Columns a list can be sorted by; each has an index that starts with the organization. */
export const SORT_COLUMNS = {
  identifier: documents.identifier,
  title: documents.title,
  updatedAt: documents.updatedAt,
  nextReviewDate: documents.nextReviewDate,
  status: documents.status,
  category: documents.category,
} as const satisfies Record<string, PgColumn>
export type SortColumn = keyof typeof SORT_COLUMNS

export interface LibraryFilter {
  kinds?: DocumentKind[]
  statuses?: DocumentStatus[]
  types?: DocumentType[]
  categories?: string[]
  classifications?: Classification[]
  frameworks?: string[]
  tags?: string[]
  ownerIds?: string[]
  /** Reviews due on or before this day. */
  reviewBefore?: string
  /** Changed at or after this time. */
  changedSince?: Date
  /** A sign-off waits for this membership. */
  waitingFor?: string
  inEffect?: boolean
  /** What a search found, see db/queries/search.ts. */
  hits?: Hit[]
  /** Documents with which the reader has to do in person, and no others. */
  relatedToReader?: boolean
}

/** Where a row stands in a sorted list: what it is sorted by, and what orders equal values. */
export interface Position {
  value: string | null
  tie: string
}

export interface LibraryPage {
  sort: SortColumn | 'relevance'
  descending: boolean
  limit: number
  offset: number
  /** How many rows there are in all, where that is known: a page of the latter half is then counted from the end. */
  total?: number
  /** The page begins after this row, wherever rows before it have gone since. Not for relevance. */
  after?: Position
}

/** Counting further than this costs more than the figure is worth; the page says "or more". */
const COUNT_LIMIT = 10_000
/** What a document is filed under is looked up one by one, which takes about five times as long. */
const FILED_COUNT_LIMIT = 2_000

/** How far the documents that match a filter are counted. */
export const countLimit = ({ frameworks = [], tags = [] }: LibraryFilter): number =>
  frameworks.length + tags.length > 0 ? FILED_COUNT_LIMIT : COUNT_LIMIT

const among = <C extends PgColumn>(column: C, values: C['_']['data'][] | undefined): SQL | undefined =>
  values && values.length > 0 ? inArray(column, values) : undefined

/** Filed under at least one of these words. */
const filedUnder = (orgId: string, kind: TermKind, terms: string[] | undefined): SQL | undefined =>
  terms && terms.length > 0
    ? sql`exists (select 1 from ${documentTerms} t where t.org_id = ${orgId} and t.kind = ${kind}
        and t.term = any(${sql.param(terms)}::text[]) and t.document_id = ${documents.id})`
    : undefined

function conditions(orgId: string, reader: Reader, filter: LibraryFilter): SQL | undefined {
  return and(
    PLANNED_BY_VALUES,
    eq(documents.orgId, orgId),
    visibleTo(reader),
    among(documents.kind, filter.kinds),
    reader.readsDrafts || !filter.statuses?.length
      ? among(documents.status, filter.statuses)
      : inArray(statusFor(reader), filter.statuses),
    among(documents.type, filter.types),
    among(documents.category, filter.categories),
    among(documents.classification, filter.classifications),
    among(documents.ownerId, filter.ownerIds),
    filter.relatedToReader ? relatedToReader(orgId, reader) : undefined,
    filter.inEffect === undefined ? undefined : eq(documents.inEffect, filter.inEffect),
    filedUnder(orgId, 'framework', filter.frameworks),
    filedUnder(orgId, 'tag', filter.tags),
    filter.reviewBefore ? sql`${documents.nextReviewDate} <= ${filter.reviewBefore}` : undefined,
    filter.changedSince ? sql`${documents.updatedAt} >= ${filter.changedSince.toISOString()}` : undefined,
    filter.hits
      ? sql`${documents.id} = any(${sql.param(filter.hits.map(({ documentId }) => documentId))}::uuid[])`
      : undefined,
    filter.waitingFor
      ? sql`${documents.id} in (select s.document_id from signoffs s where s.org_id = ${orgId} and s.signer_id = ${filter.waitingFor} and s.status = 'pending')`
      : undefined,
  )
}

/** Hits as a table that can be joined; empty without a search. */
const found = (hits: readonly Hit[] = []): SQL =>
  sql`unnest(${sql.param(hits.map(({ documentId }) => documentId))}::uuid[], ${sql.param(hits.map(({ score }) => score))}::real[]) as found(document_id, score)`

/** Equal values are ordered by what their index goes on with, in the same direction: no page sorts the whole library. */
const TIE_BREAKERS: Partial<Record<SortColumn, PgColumn>> = {
  status: documents.identifier,
  category: documents.identifier,
}

/** Where empty values stand, as the index of the column has it; without that PostgreSQL sorts the whole library. */
const EMPTY: Partial<Record<SortColumn, { ascending: Side; descending: Side }>> = {
  nextReviewDate: { ascending: 'last', descending: 'last' },
  updatedAt: { ascending: 'first', descending: 'last' },
}
type Side = 'first' | 'last'
const opposite = { first: 'last', last: 'first' } as const

/** Who reads only what is in effect does not learn of a new title or a revision by where it stands either. */
const columnsOf = (sort: SortColumn, reader: Reader): [PgColumn | SQL, PgColumn] => [
  reader.readsDrafts ? SORT_COLUMNS[sort] : sortedBy(sort, reader),
  TIE_BREAKERS[sort] ?? documents.id,
]

const sortedBy = (sort: SortColumn, reader: Reader): PgColumn | SQL =>
  sort === 'title' ? signedTitle : sort === 'status' ? statusFor(reader) : SORT_COLUMNS[sort]

function order({ sort, descending }: LibraryPage, reader: Reader, backwards = false): SQL[] {
  if (sort === 'relevance') return [sql`found.score desc`, asc(documents.id)]
  const [column, tie] = columnsOf(sort, reader)
  const direction = descending === backwards ? sql`asc` : sql`desc`
  const side = EMPTY[sort]?.[descending ? 'descending' : 'ascending']
  const empty = side ? sql.raw(`nulls ${backwards ? opposite[side] : side}`) : sql``
  return [sql`${column} ${direction} ${empty}`, sql`${tie} ${direction}`]
}

function afterCursor({ sort, descending, after }: LibraryPage, reader: Reader): SQL | undefined {
  if (!after || sort === 'relevance') return undefined
  const [column, tie] = columnsOf(sort, reader)
  const than = descending ? sql`<` : sql`>`
  if (after.value === null) return sql`${column} is null and ${tie} ${than} ${after.tie}`
  const later = sql`(${column}, ${tie}) ${than} (${after.value}, ${after.tie})`
  // Only reviews can be missing, and those stand last in both directions.
  return sort === 'nextReviewDate' ? sql`(${later} or ${column} is null)` : later
}

/** Times to the microsecond, in which they are kept; a time cut shorter would find its row again. */
function position({ sort }: LibraryPage, reader: Reader): { value: SQL<string | null>; tie: SQL<string> } {
  if (sort === 'relevance') return { value: sql`null`, tie: sql`${documents.id}::text` }
  const [column, tie] = columnsOf(sort, reader)
  const value =
    sort === 'updatedAt'
      ? sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql<string | null>`${column}::text`
  return { value, tie: sql`${tie}::text` }
}

/**
 * The ids of the documents of one page, read from the index that has the order: the rows before the page are skipped there.
 * A page of the latter half is counted from the end, so at most half of the index is read.
 */
function idsOf(tx: Transaction, orgId: string, reader: Reader, filter: LibraryFilter, page: LibraryPage) {
  const { sort, limit, offset, total = 0, after } = page
  const backwards = sort !== 'relevance' && !after && offset > total / 2 && total > 0
  const left = Math.max(0, total - offset)
  return tx
    .select({ id: documents.id })
    .from(documents)
    .leftJoin(found(filter.hits), sql`found.document_id = ${documents.id}`)
    .where(and(conditions(orgId, reader, filter), afterCursor(page, reader)))
    .orderBy(...order(page, reader, backwards))
    .limit(backwards ? Math.min(limit, left) : limit)
    .offset(backwards ? Math.max(0, left - limit) : offset)
}

/** One page of the library: what a row shows, in one query. */
export function libraryRows(tx: Transaction, orgId: string, reader: Reader, filter: LibraryFilter, page: LibraryPage) {
  return tx
    .select({
      id: documents.id,
      kind: documents.kind,
      identifier: documents.identifier,
      title: titleFor(reader),
      description: documents.description,
      category: documents.category,
      type: documents.type,
      classification: documents.classification,
      status: statusFor(reader),
      source: documents.source,
      inEffect: documents.inEffect,
      frameworks: documents.frameworks,
      tags: documents.tags,
      nextReviewDate: documents.nextReviewDate,
      publishAt: documents.publishAt,
      updatedAt: documents.updatedAt,
      ownerId: documents.ownerId,
      ownerName: memberships.name,
      ownerPosition: positionOf(memberships),
      major: versionLabels.major,
      minor: versionLabels.minor,
      effectiveFrom: publications.effectiveFrom,
      position: position(page, reader),
      // That somebody is asked says that it is being revised: only to those who may see the round.
      pendingSignoffs: sql<number>`(select count(*)::int from ${signoffs} s where s.org_id = ${orgId} and s.document_id = ${documents.id}
        and s.status = 'pending' and ${reader.readsDrafts ? sql`true` : concerns(reader)})`,
    })
    .from(documents)
    .innerJoin(memberships, and(eq(memberships.orgId, documents.orgId), eq(memberships.id, documents.ownerId)))
    .leftJoin(
      publications,
      and(
        eq(publications.orgId, documents.orgId),
        eq(publications.documentId, documents.id),
        sql`${publications.effectiveUntil} is null`,
      ),
    )
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, documents.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .leftJoin(found(filter.hits), sql`found.document_id = ${documents.id}`)
    .where(and(eq(documents.orgId, orgId), inArray(documents.id, idsOf(tx, orgId, reader, filter, page))))
    .orderBy(...order(page, reader))
}

export type LibraryRow = Awaited<ReturnType<typeof libraryRows>>[number]

/** How many documents match, counted no further than its `countLimit`. */
export async function countMatching(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: LibraryFilter,
): Promise<number> {
  const matching = tx
    .select({ one: sql`1` })
    .from(documents)
    .where(conditions(orgId, reader, filter))
    .limit(countLimit(filter))
    .as('matching')
  const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(matching)
  return row?.n ?? 0
}

/** How many open documents in effect are due for review by a day: read from the index alone, since there are many. */
export async function openReviewsDue(
  tx: Transaction,
  orgId: string,
  kinds: DocumentKind[] | undefined,
  by: string,
): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(documents)
    .where(
      and(
        PLANNED_BY_VALUES,
        eq(documents.orgId, orgId),
        // Word for word the condition of documents_open_reviews_idx in db/schema/documents.ts.
        sql`in_effect and classification in ('public', 'internal')`,
        sql`${documents.nextReviewDate} <= ${by}`,
        among(documents.kind, kinds),
      ),
    )
  return row?.n ?? 0
}

/** How many open documents there are by kind, status and type, from the kept counters. */
export const keptCounts = (tx: Transaction, orgId: string) =>
  tx
    .select({
      kind: documentCounts.kind,
      status: documentCounts.status,
      type: documentCounts.type,
      open: documentCounts.open,
      inEffect: documentCounts.inEffect,
      documents: documentCounts.documents,
    })
    .from(documentCounts)
    .where(and(eq(documentCounts.orgId, orgId), sql`${documentCounts.documents} > 0`))

/** The documents that the counters of open ones leave out but this reader may see, for exact cards. Few by nature. */
export const visibleClosed = (tx: Transaction, orgId: string, reader: Reader) =>
  tx
    .select({
      kind: documents.kind,
      status: statusFor(reader),
      type: documents.type,
      documents: sql<number>`count(*)::int`,
    })
    .from(documents)
    .where(closedOf(orgId, reader))
    // By their places: the status of a reader has the reader in it, and the database would not see that it is the same.
    .groupBy(sql`1, 2, 3`)

/** Open documents with which a reader has to do in person, counted as `keptCounts` counts all. */
const countOwn = (tx: Transaction, orgId: string, reader: Reader, ...conditions: SQLWrapper[]) =>
  tx
    .select({
      kind: documents.kind,
      status: documents.status,
      type: documents.type,
      documents: sql<number>`count(*)::int`,
    })
    .from(documents)
    .where(
      and(
        eq(documents.orgId, orgId),
        sql`${documents.classification} in ('public', 'internal')`,
        relatedToReader(orgId, reader),
        ...conditions,
      ),
    )
    .groupBy(documents.kind, documents.status, documents.type)

/**
 * For readers of published documents only: their own open ones that are in effect and being revised. Everybody else counts
 * those as published.
 */
export const ownUnderRevision = (tx: Transaction, orgId: string, reader: Reader) =>
  countOwn(tx, orgId, reader, documents.inEffect, sql`${documents.status} <> 'published'`, isOwnOf(reader))

/** For readers of published documents only: the open ones not in effect that are theirs all the same. */
export const visibleUnpublished = (tx: Transaction, orgId: string, reader: Reader) =>
  countOwn(tx, orgId, reader, sql`not ${documents.inEffect}`, visibleTo(reader))

/** How many of the documents that changed last are looked through for the words that others were filed under. */
const LOOKED_THROUGH = 1_000
const MOST_WORDS = 24

/** The frameworks and tags in use, most frequent first, by the documents that changed last: a look that costs the same always. */
export async function wordsInUse(tx: Transaction, orgId: string, reader: Reader) {
  const recent = sql`(select ${documents.frameworks} as frameworks, ${documents.tags} as tags from ${documents}
    where ${and(PLANNED_BY_VALUES, eq(documents.orgId, orgId), visibleTo(reader))}
    order by ${documents.updatedAt} desc limit ${LOOKED_THROUGH})`
  const { rows } = await tx.execute<{ kind: 'framework' | 'tag'; word: string }>(sql`
    with recent as materialized ${recent}, used as (
      select 'framework' as kind, unnest(frameworks) as word from recent union all select 'tag', unnest(tags) from recent
    ), counted as (
      select kind, word, row_number() over (partition by kind order by count(*) desc, word) as place from used group by kind, word
    ) select kind, word from counted where place <= ${MOST_WORDS} order by kind, place`)
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ word }) => word)
  return { frameworks: of('framework'), tags: of('tag') }
}
