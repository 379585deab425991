import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { documentCounts, documents, memberships, publications, signoffs, versionLabels } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { DocumentKind, DocumentType } from '#domain/documents/kinds.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { theirs, visibleTo } from './visibility.ts'

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
  ownerIds?: string[]
  /** Reviews due on or before this day. */
  reviewBefore?: string
  /** Changed at or after this time. */
  changedSince?: Date
  /** A sign-off waits for this membership. */
  waitingFor?: string
  inEffect?: boolean
  words?: string
}

export interface LibraryPage {
  sort: SortColumn | 'relevance'
  descending: boolean
  limit: number
  offset: number
}

/** Counting further than this costs more than the figure is worth; the page says "10,000+". */
export const COUNT_LIMIT = 10_000
/** No search weighs more texts than this, see find_text in db/security.sql. */
export const SEARCH_LIMIT = 500

const among = <C extends PgColumn>(column: C, values: C['_']['data'][] | undefined): SQL | undefined =>
  values && values.length > 0 ? inArray(column, values) : undefined

/** Prefix search: every word must begin a word of the text; the last may still be being typed. */
export function searchExpression(words: string): string {
  return words
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter((word) => word.length > 0)
    .slice(0, 12)
    .map((word) => `'${word}':*`)
    .join(' & ')
}

function conditions(orgId: string, reader: Reader, filter: LibraryFilter): SQL | undefined {
  return and(
    eq(documents.orgId, orgId),
    visibleTo(reader),
    among(documents.kind, filter.kinds),
    among(documents.status, filter.statuses),
    among(documents.type, filter.types),
    among(documents.category, filter.categories),
    among(documents.classification, filter.classifications),
    among(documents.ownerId, filter.ownerIds),
    filter.inEffect === undefined ? undefined : eq(documents.inEffect, filter.inEffect),
    filter.frameworks?.length ? sql`${documents.frameworks} && ${sql.param(filter.frameworks)}::text[]` : undefined,
    filter.reviewBefore ? sql`${documents.nextReviewDate} <= ${filter.reviewBefore}` : undefined,
    filter.changedSince ? sql`${documents.updatedAt} >= ${filter.changedSince.toISOString()}` : undefined,
    filter.waitingFor
      ? sql`${documents.id} in (select s.document_id from signoffs s where s.org_id = ${orgId} and s.signer_id = ${filter.waitingFor} and s.status = 'pending')`
      : undefined,
    filter.words
      ? sql`${documents.id} in (select document_id from ${found(reader, filter.words)} as found)`
      : undefined,
  )
}

/**
 * Documents whose text holds the words, or whose identifier or title is like them, with how well each fits. Drafts only
 * for those who read drafts. One row per document; none without words.
 */
function found(reader: Reader, words: string | undefined): SQL {
  const expression = searchExpression(words ?? '')
  if (expression === '') return sql`(select null::uuid as document_id, null::real as score where false)`
  return sql`(select document_id, max(score) as score from find_text(${expression}, ${words}, ${reader.readsDrafts}) group by 1)`
}

/** Equal values are ordered by what their index goes on with, in the same direction: no page sorts the whole library. */
const TIE_BREAKERS: Partial<Record<SortColumn, PgColumn>> = {
  status: documents.identifier,
  category: documents.identifier,
}

function order(page: LibraryPage, words: string | undefined): SQL[] {
  if (page.sort === 'relevance' && words) return [sql`found.score desc`, asc(documents.id)]
  const sort = page.sort === 'relevance' ? 'identifier' : page.sort
  const [column, tie] = [SORT_COLUMNS[sort], TIE_BREAKERS[sort] ?? documents.id]
  // Only this one may be empty; for the others the clause would keep PostgreSQL from reading their index backward.
  const nulls = sort === 'nextReviewDate' ? sql` nulls last` : sql``
  return page.descending
    ? [sql`${column} desc${nulls}`, sql`${tie} desc`]
    : [sql`${column} asc${nulls}`, sql`${tie} asc`]
}

/** One page of the library: what a row shows, in one query. */
export function libraryRows(tx: Transaction, orgId: string, reader: Reader, filter: LibraryFilter, page: LibraryPage) {
  return tx
    .select({
      id: documents.id,
      kind: documents.kind,
      identifier: documents.identifier,
      title: documents.title,
      description: documents.description,
      category: documents.category,
      type: documents.type,
      classification: documents.classification,
      status: documents.status,
      source: documents.source,
      inEffect: documents.inEffect,
      frameworks: documents.frameworks,
      tags: documents.tags,
      nextReviewDate: documents.nextReviewDate,
      updatedAt: documents.updatedAt,
      ownerId: documents.ownerId,
      ownerName: memberships.name,
      ownerPosition: memberships.positionTitle,
      major: versionLabels.major,
      minor: versionLabels.minor,
      effectiveFrom: publications.effectiveFrom,
      pendingSignoffs: sql<number>`(select count(*)::int from ${signoffs} s where s.org_id = ${orgId} and s.document_id = ${documents.id} and s.status = 'pending')`,
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
    .leftJoin(sql`${found(reader, filter.words)} as found`, sql`found.document_id = ${documents.id}`)
    .where(
      and(
        conditions(orgId, reader, { ...filter, words: undefined }),
        filter.words ? sql`found.score is not null` : undefined,
      ),
    )
    .orderBy(...order(page, filter.words))
    .limit(page.limit)
    .offset(page.offset)
}

export type LibraryRow = Awaited<ReturnType<typeof libraryRows>>[number]

/** How many documents match, counted no further than COUNT_LIMIT. */
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
    .limit(COUNT_LIMIT)
    .as('matching')
  const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(matching)
  return row?.n ?? 0
}

/** A passage of the text around the first hit, with the hit between the two marks. */
export async function snippets(tx: Transaction, orgId: string, reader: Reader, documentIds: string[], words: string) {
  const expression = searchExpression(words)
  if (documentIds.length === 0 || expression === '') return new Map<string, string>()
  const scope = reader.readsDrafts ? sql`` : sql`and in_effect`
  const found = await tx.execute<{ document_id: string; snippet: string }>(sql`
    select distinct on (document_id) document_id,
      ts_headline('english', left(body, 20000), to_tsquery('english', ${expression}),
        'StartSel=\u0002, StopSel=\u0003, MaxFragments=1, MaxWords=24, MinWords=10') as snippet
    from document_search where org_id = ${orgId} ${scope} and document_id in ${documentIds}
      and words @@ (to_tsquery('english', ${expression}) || to_tsquery('simple', ${expression}))
    order by document_id, in_effect desc`)
  return new Map(found.rows.map((row) => [row.document_id, row.snippet]))
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
      status: documents.status,
      type: documents.type,
      documents: sql<number>`count(*)::int`,
    })
    .from(documents)
    .where(
      and(
        eq(documents.orgId, orgId),
        sql`${documents.classification} in ('confidential', 'restricted')`,
        theirs(orgId, reader),
        visibleTo(reader),
      ),
    )
    .groupBy(documents.kind, documents.status, documents.type)

/** For readers of published documents only: the open ones not in effect that are theirs all the same. */
export const visibleUnpublished = (tx: Transaction, orgId: string, reader: Reader) =>
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
        sql`not ${documents.inEffect}`,
        sql`${documents.classification} in ('public', 'internal')`,
        theirs(orgId, reader),
        visibleTo(reader),
      ),
    )
    .groupBy(documents.kind, documents.status, documents.type)
