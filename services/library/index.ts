import type { Transaction } from '#db/client.ts'
import {
  countLimit,
  countMatching,
  keptCounts,
  type LibraryFilter,
  type LibraryPage,
  type LibraryRow,
  libraryRows,
  openReviewsDue,
  ownUnderRevision,
  type Position,
  visibleClosed,
  visibleUnpublished,
  wordsInUse,
} from '#db/queries/library.ts'
import { findTexts, type Hits } from '#db/queries/search.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays, type PlainDate } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { DocumentKind, DocumentType } from '#domain/documents/kinds.ts'
import { REVIEW_DUE_SOON_DAYS } from '#domain/documents/review.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import { askedWords } from '../content/search/asked.ts'
import { LONGEST_PAGE, PAGE_SIZE } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { type Passage, passagesOf } from './passages.ts'

export interface LibraryQuery extends Omit<LibraryFilter, 'hits' | 'theirs'> {
  words?: string
  sort?: LibraryPage['sort']
  descending?: boolean
  /** From 1. */
  page?: number
  /** Instead of a page: the rows after this one. */
  after?: Position
  limit?: number
}

export interface Figures {
  total: number
  byStatus: Partial<Record<DocumentStatus, number>>
  byType: Partial<Record<DocumentType, number>>
  reviewsDue: number
  reviewsOverdue: number
  recentlyUpdated: number
  waitingForMe: number
}

export interface LibraryResult {
  rows: (LibraryRow & { passage: Passage | null })[]
  /** How many match, counted no further than `countLimit`: see `totalIsExact`. */
  total: number
  totalIsExact: boolean
  /** How it was sorted in the end. */
  sort: LibraryPage['sort']
  descending: boolean
  page: number
  pages: number
  /** Whether rows follow the last one. */
  more: boolean
}

const RECENT_MS = 7 * 24 * 60 * 60 * 1000

/** Finding documents: lists, search, and the figures on top. Everything obeys what the reader may see. */
export const libraryService = (deps: Deps) => ({
  /** One page of the library. Words sort by relevance unless said otherwise. */
  async list(actor: Actor, query: LibraryQuery): Promise<LibraryResult> {
    const limit = Math.min(query.limit ?? PAGE_SIZE, LONGEST_PAGE)
    const page = Math.max(query.page ?? 1, 1)
    const reader = readerOf(actor)
    // Without words nothing is more relevant than anything else.
    const sort = query.words
      ? (query.sort ?? 'relevance')
      : query.sort === 'relevance'
        ? 'identifier'
        : (query.sort ?? 'identifier')
    return transact(deps, actor, async (tx) => {
      const words = askedWords(query.words ?? '')
      const hits = query.words ? await findTexts(tx, actor.orgId, reader, query.words, words, query.kinds) : undefined
      const total = await totalOf(tx, actor, query, hits)
      const order = {
        sort,
        descending: query.descending ?? false,
        // One more than is shown says whether there are more.
        limit: limit + 1,
        offset: query.after ? 0 : (page - 1) * limit,
        total: total.exact ? total.count : undefined,
        after: query.after,
      }
      const read = await (hits && sort === 'relevance' && asksOnly(query, FOUND)
        ? // The best are known by now: only what is shown is read.
          libraryRows(
            tx,
            actor.orgId,
            reader,
            { hits: hits.found.slice(order.offset, order.offset + order.limit) },
            { ...order, offset: 0 },
          )
        : libraryRows(tx, actor.orgId, reader, { ...query, hits: hits?.found, relatedToReader: total.theirs }, order))
      const rows = read.slice(0, limit)
      const shown = rows.map((row) => row.id)
      const passages = await passagesOf(tx, actor.orgId, reader, shown, words)
      return {
        rows: rows.map((row) => ({ ...row, passage: passages.get(row.id) ?? null })),
        total: total.count,
        totalIsExact: total.exact,
        sort,
        descending: order.descending,
        page,
        pages: Math.max(1, Math.ceil(total.count / limit)),
        more: read.length > limit,
      }
    })
  },

  /** The frameworks and tags that a list can be narrowed down by. Others can be asked for too. */
  words: (actor: Actor): Promise<{ frameworks: string[]; tags: string[] }> =>
    transact(deps, actor, (tx) => wordsInUse(tx, actor.orgId, readerOf(actor))),

  /** The cards on top of the library, for the given kinds (all when empty). Each equals what its filter would list. */
  async figures(actor: Actor, kinds: DocumentKind[], today: PlainDate): Promise<Figures> {
    const reader = readerOf(actor)
    return transact(deps, actor, async (tx) => {
      const { ofEverybody: _, ...counted } = await visibleCounts(tx, actor, kinds)
      const count = (filter: LibraryFilter) => countMatching(tx, actor.orgId, reader, { kinds, ...filter })
      // Open documents are many and counted from an index; of closed ones each reader sees few.
      const closed = {
        classifications: ['confidential', 'restricted'] satisfies Classification[],
        inEffect: true,
        theirs: !reader.readsEverything,
      }
      const reviews = async (by: PlainDate) =>
        (await openReviewsDue(tx, actor.orgId, kinds, by)) + (await count({ ...closed, reviewBefore: by }))
      return {
        ...counted,
        reviewsOverdue: await reviews(addDays(today, -1)),
        reviewsDue: await reviews(addDays(today, REVIEW_DUE_SOON_DAYS)),
        recentlyUpdated: await count({ changedSince: new Date(deps.clock.now().getTime() - RECENT_MS) }),
        waitingForMe: actor.membershipId ? await count({ waitingFor: actor.membershipId }) : 0,
      }
    })
  },
})

export type LibraryService = ReturnType<typeof libraryService>

const ORDERING = ['sort', 'descending', 'page', 'after', 'limit'] as const
/** Filters that the kept counters cover; anything else has to be counted. */
const COUNTED: ReadonlySet<string> = new Set(['kinds', 'statuses', 'types', ...ORDERING])
/** Filters that a search has obeyed already; what it found is counted. */
const FOUND: ReadonlySet<string> = new Set(['words', 'kinds', ...ORDERING])

/** Does a query narrow the library down by nothing else than these? */
const asksOnly = (query: LibraryQuery, keys: ReadonlySet<string>): boolean =>
  Object.entries(query).every(
    ([key, value]) => keys.has(key) || value === undefined || (Array.isArray(value) && value.length === 0),
  )

interface Total {
  count: number
  exact: boolean
  /** Nothing of it is for everybody, so the reader's own documents are all there is to look through. */
  theirs: boolean
}

async function totalOf(tx: Transaction, actor: Actor, query: LibraryQuery, hits: Hits | undefined): Promise<Total> {
  if (hits && asksOnly(query, FOUND)) return { count: hits.found.length, exact: hits.complete, theirs: false }
  if (!hits && asksOnly(query, COUNTED)) {
    const { total, ofEverybody } = await visibleCounts(tx, actor, query.kinds ?? [], query.statuses, query.types)
    return { count: total, exact: true, theirs: ofEverybody === 0 }
  }
  const count = await countMatching(tx, actor.orgId, readerOf(actor), { ...query, hits: hits?.found })
  return { count, exact: (hits?.complete ?? true) && count < countLimit(query), theirs: false }
}

type Sums = Pick<Figures, 'total' | 'byStatus' | 'byType'>

/** Sums the counters of open documents and adds what only this reader may see besides. */
async function visibleCounts(
  tx: Transaction,
  actor: Actor,
  kinds: DocumentKind[],
  statuses: DocumentStatus[] = [],
  types: DocumentType[] = [],
): Promise<Sums & { ofEverybody: number }> {
  const reader = readerOf(actor)
  const kept = (await keptCounts(tx, actor.orgId))
    .filter((row) => (row.open || reader.readsEverything) && (row.inEffect || reader.readsDrafts))
    .map((row) => ({ ...row, status: reader.readsDrafts ? row.status : ('published' as const) }))
  const revised = reader.readsDrafts ? [] : await ownUnderRevision(tx, actor.orgId, reader)
  const own = [
    ...(reader.readsEverything ? [] : await visibleClosed(tx, actor.orgId, reader)),
    ...(reader.readsDrafts ? [] : await visibleUnpublished(tx, actor.orgId, reader)),
    ...revised,
    // They are among those that everybody else counts as published.
    ...revised.map((row) => ({ ...row, status: 'published' as const, documents: -row.documents })),
  ]
  const asked = ({ kind, status, type }: (typeof own)[number]): boolean =>
    (kinds.length === 0 || kinds.includes(kind)) &&
    (statuses.length === 0 || statuses.includes(status)) &&
    (types.length === 0 || types.includes(type))
  const ofEverybody = sum(kept.filter(asked))
  return { ...sum([...kept, ...own].filter(asked)), ofEverybody: ofEverybody.total }
}

function sum(rows: { status: DocumentStatus; type: DocumentType; documents: number }[]): Sums {
  const sums: Sums = { total: 0, byStatus: {}, byType: {} }
  for (const { status, type, documents } of rows) {
    sums.total += documents
    sums.byStatus[status] = (sums.byStatus[status] ?? 0) + documents
    sums.byType[type] = (sums.byType[type] ?? 0) + documents
  }
  return sums
}
