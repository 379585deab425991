import { CATEGORIES, CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS, DOCUMENT_TYPE_LABELS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { DOCUMENT_STATUS_LABELS, DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { pageIn } from './page-number.ts'

/** What the address of a list says: everything the list shows can be bookmarked and sent. Pure. */

export const PAGE_SIZE = 25

export const SORTS = ['identifier', 'title', 'status', 'category', 'nextReviewDate', 'updatedAt'] as const
export type Sort = (typeof SORTS)[number]

const SORT_WORDS = {
  identifier: 'identifier',
  title: 'title',
  status: 'status',
  category: 'category',
  nextReviewDate: 'next review',
  updatedAt: 'last change',
} as const satisfies Record<Sort, string>

/** How a list is sorted, for those who do not see the arrow. */
export const orderInWords = ({ sort, descending, words }: LibraryQuery): string =>
  sort === null && words !== ''
    ? 'best match first'
    : `sorted by ${SORT_WORDS[sort ?? 'identifier']}${descending ? ', downward' : ''}`

/** Filters with several values each, with the words for every value. */
export const FILTERS = {
  status: { label: 'Status', values: DOCUMENT_STATUSES, words: DOCUMENT_STATUS_LABELS },
  kind: { label: 'Kind', values: DOCUMENT_KINDS, words: DOCUMENT_KIND_LABELS },
  type: { label: 'Type', values: DOCUMENT_TYPES, words: DOCUMENT_TYPE_LABELS },
  category: { label: 'Category', values: CATEGORY_CODES, words: CATEGORIES },
  classification: { label: 'Classification', values: CLASSIFICATIONS, words: CLASSIFICATION_LABELS },
} as const
export type FilterName = keyof typeof FILTERS

/** Switches that are on or off. */
export const SWITCHES = {
  review: { overdue: 'Review overdue', due: 'Review due within 30 days' },
  waiting: { me: 'Waiting for my sign-off' },
  changed: { week: 'Updated in the last 7 days' },
} as const
export type SwitchName = keyof typeof SWITCHES

/** Words that people file documents under; nobody has a list of them. */
export const WORD_FILTERS = { framework: 'Framework', tag: 'Tag' } as const
export type WordFilterName = keyof typeof WORD_FILTERS
const MOST_WORDS = 10
const LONGEST_WORD = 100

/** The documents of whoever reads. */
export const OWN = 'me'

export interface LibraryQuery {
  words: string
  filters: Record<FilterName, string[]>
  filed: Record<WordFilterName, string[]>
  /** A membership, or OWN. */
  owner: string | null
  switches: Partial<Record<SwitchName, string>>
  sort: Sort | null
  descending: boolean
  page: number
  peek: string | null
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[]

/** Reads an address; what the library does not have is left out, so that an old bookmark still shows a list. */
export function readLibraryQuery(search: URLSearchParams): LibraryQuery {
  const many = (name: FilterName) => {
    const known: readonly string[] = FILTERS[name].values
    return (search.getAll(name).join(',') || '').split(',').filter((value) => known.includes(value))
  }
  const filed = (name: WordFilterName) => {
    const words = search.getAll(name).flatMap((value) => value.split(','))
    const usable = words.map((word) => word.trim()).filter((word) => word !== '' && !word.includes('\0'))
    return [...new Set(usable.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS)
  }
  const owners = search.getAll('owner')
  const sort = search.get('sort') ?? ''
  const column = SORTS.find((name) => name === sort.replace(/^-/, '')) ?? null
  return {
    words: (search.get('q') ?? '').trim().slice(0, 200),
    filters: {
      status: many('status'),
      kind: many('kind'),
      type: many('type'),
      category: many('category'),
      classification: many('classification'),
    },
    filed: { framework: filed('framework'), tag: filed('tag') },
    owner: owners.includes(OWN) ? OWN : (owners.find((id) => UUID.test(id)) ?? null),
    switches: Object.fromEntries(
      keysOf(SWITCHES).flatMap((name) => {
        const value = search.get(name)
        return value !== null && value in SWITCHES[name] ? [[name, value]] : []
      }),
    ),
    sort: column,
    descending: column !== null && sort.startsWith('-'),
    page: pageIn(search, 'page'),
    peek: search.get('peek'),
  }
}

/** The same list with something changed, as the search part of its address. A changed filter begins at page 1 again. */
export function libraryLink(search: URLSearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search)
  if (!('page' in changes)) next.delete('page')
  if (!('peek' in changes)) next.delete('peek')
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name)
    else next.set(name, value)
  }
  const words = next.toString().replaceAll('%2C', ',')
  return words === '' ? '?' : `?${words}`
}

/**
 * What narrows the list, in words, each with the address without it.
 * @param owner what whoever is asked for as the owner is called
 * @param words what statuses are called for this reader, where that differs
 */
export function activeFilters(
  search: URLSearchParams,
  query: LibraryQuery,
  { owner, statuses = {} }: { owner?: string | null; statuses?: StatusWords } = {},
) {
  const listed = keysOf(FILTERS)
    .filter((name) => query.filters[name].length > 0)
    .map((name) => ({
      label: FILTERS[name].label as string,
      value: query.filters[name]
        .map((value) => (name === 'status' && statuses[value]) || wordOf(name, value))
        .join(', '),
      without: libraryLink(search, { [name]: null }),
    }))
  const switched = keysOf(SWITCHES).flatMap((name) => {
    const value = query.switches[name]
    const words: Record<string, string> = SWITCHES[name]
    const label = value === undefined ? undefined : words[value]
    return label === undefined ? [] : [{ label, value: '', without: libraryLink(search, { [name]: null }) }]
  })
  const searched = query.words
    ? [{ label: 'Search', value: `“${query.words}”`, without: libraryLink(search, { q: null }) }]
    : []
  const filed = keysOf(WORD_FILTERS)
    .filter((name) => query.filed[name].length > 0)
    .map((name) => ({
      label: WORD_FILTERS[name] as string,
      value: query.filed[name].join(', '),
      without: libraryLink(search, { [name]: null }),
    }))
  const without = libraryLink(search, { owner: null })
  const owned =
    query.owner === null
      ? []
      : query.owner === OWN
        ? [{ label: 'Owned by me', value: '', without }]
        : [{ label: 'Owner', value: owner ?? 'Nobody here', without }]
  return [...searched, ...listed, ...owned, ...filed, ...switched]
}

/** What statuses are called for a reader, by status. */
export type StatusWords = Readonly<Record<string, string>>

/** Who reads only what is in effect does not learn more of it, also not from the names of filters. */
export const statusWordsFor = (readsDrafts: boolean): StatusWords => (readsDrafts ? {} : { published: 'In effect' })

/** The word of one value of a filter. */
export function wordOf(name: FilterName, value: string): string {
  const words: Record<string, string | { label: string }> = FILTERS[name].words
  const word = words[value]
  return typeof word === 'string' ? word : (word?.label ?? value)
}
