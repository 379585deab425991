import type { Actor } from '#domain/actor.ts'
import { addDays, type PlainDate } from '#domain/dates.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import type { Services } from './context.ts'
import { type LibraryQuery, PAGE_SIZE } from './library-query.ts'

type Asked = Parameters<Services['library']['list']>[1]
type Row = Awaited<ReturnType<Services['library']['list']>>['rows'][number]

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/** What the address says, as the service asks for it. `kind` is fixed on the pages of policies and procedures. */
export function toServiceQuery(
  query: LibraryQuery,
  kind: DocumentKind | null,
  actor: Actor,
  { now, today }: { now: Date; today: PlainDate },
): Asked {
  const { filters, switches } = query
  const me = actor.membershipId ?? undefined
  const reviewBefore =
    switches.review === undefined ? undefined : addDays(today, switches.review === 'overdue' ? -1 : 30)
  return {
    kinds: kind === null ? (filters.kind as Asked['kinds']) : [kind],
    statuses: filters.status as Asked['statuses'],
    types: filters.type as Asked['types'],
    categories: filters.category,
    classifications: filters.classification as Asked['classifications'],
    reviewBefore,
    inEffect: reviewBefore === undefined ? undefined : true,
    changedSince: switches.changed ? new Date(now.getTime() - WEEK_MS) : undefined,
    waitingFor: switches.waiting ? me : undefined,
    ownerIds: switches.owner && me ? [me] : undefined,
    words: query.words || undefined,
    sort: query.sort ?? undefined,
    descending: query.descending,
    page: query.page,
    limit: PAGE_SIZE,
  }
}

/** A row as the table shows it. */
export const toItem = (row: Row) => ({
  id: row.id,
  identifier: row.identifier,
  title: row.title,
  description: row.description,
  category: row.category,
  classification: row.classification,
  status: row.status,
  label: row.major === null ? null : `${row.major}.${row.minor}`,
  frameworks: row.frameworks,
  nextReviewDate: row.nextReviewDate,
  pendingSignoffs: row.pendingSignoffs,
  owner: { name: row.ownerName, position: row.ownerPosition },
  snippet: row.passage?.snippet || null,
  found: foundIn(row),
})

/** Which text to open at the passage, if the words are in one: null for the one that the page shows by itself. */
export function foundIn({ passage, status }: Row): { version: 'draft' | 'effective' | null } | null {
  if (!passage?.found) return null
  if (passage.found === 'effective') return { version: status === 'published' ? null : 'effective' }
  return { version: status === 'draft' ? null : 'draft' }
}
