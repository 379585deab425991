import type { Actor } from '#domain/actor.ts'
import { addDays, type PlainDate } from '#domain/dates.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import { shownState } from '#domain/documents/status.ts'
import { can } from '#domain/roles.ts'
import type { Services } from './context.ts'
import { readActions } from './document-facts.server.ts'
import { type LibraryQuery, OWN, PAGE_SIZE, statusWordsFor } from './library-query.ts'
import { offerPeople } from './people.server.ts'
import { plannedDay } from './planned.ts'

type Asked = Parameters<Services['library']['list']>[1]
type Row = Awaited<ReturnType<Services['library']['list']>>['rows'][number]

/** No membership has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
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
    ownerIds: query.owner === OWN ? [me ?? NOBODY] : query.owner === null ? undefined : [query.owner],
    frameworks: query.filed.framework,
    tags: query.filed.tag,
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
  tags: row.tags,
  type: row.type,
  source: row.source,
  updatedAt: row.updatedAt.toISOString(),
  nextReviewDate: row.nextReviewDate,
  pendingSignoffs: row.pendingSignoffs,
  owner: { name: row.ownerName, position: row.ownerPosition },
  snippet: row.passage?.snippet || null,
  found: foundIn(row),
})

/** What the lists of this reader can be narrowed down by: who owns, and the words that documents are filed under. */
export async function offerFilters(services: Services, actor: Actor, owner: string | null) {
  const [people, words] = await Promise.all([
    offerPeople(services, actor, { chosen: [owner] }),
    services.library.words(actor),
  ])
  return {
    people,
    owner: people.people.find(({ id }) => id === owner)?.name ?? null,
    filed: { framework: words.frameworks, tag: words.tags },
    statuses: statusWordsFor(can(actor, 'documents.read_drafts')),
  }
}

/** What the list of this reader shows of each row besides: the name of its state, the day it takes effect, and its menu. */
export async function readRows(
  services: Services,
  actor: Actor,
  rows: readonly Row[],
  when: { timeZone: string; now: Date },
) {
  const readsDrafts = can(actor, 'documents.read_drafts')
  const ids = rows.map(({ id }) => id)
  const actions = await readActions(services, actor, ids, when)
  return rows.map((row) => ({
    ...toItem(row),
    state: shownState(row.status, { readsDrafts }),
    planned: plannedDay(row, when.timeZone, when.now),
    actions: actions.get(row.id) ?? null,
  }))
}

/** Which text to open at the passage, if the words are in one: null for the one that the page shows by itself. */
export function foundIn({ passage, status }: Row): { version: 'draft' | 'effective' | null } | null {
  if (!passage?.found) return null
  if (passage.found === 'effective') return { version: status === 'published' ? null : 'effective' }
  return { version: status === 'draft' ? null : 'draft' }
}
