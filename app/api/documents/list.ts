import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { day } from '#services/documents/input.ts'
import type { Services } from '#services/index.ts'
import { flag, limit, oneOrMore } from '../common/query.ts'
import { InputError } from '../http/problems.ts'
import { cursorAfter, LIBRARY_SORTS, libraryCursor } from './list-cursor.ts'
import { documentRowView } from './views.ts'

const filters = {
  kind: oneOrMore(z.enum(DOCUMENT_KINDS)),
  status: oneOrMore(z.enum(DOCUMENT_STATUSES)),
  type: oneOrMore(z.enum(DOCUMENT_TYPES)),
  category: oneOrMore(z.enum(CATEGORY_CODES)),
  classification: oneOrMore(z.enum(CLASSIFICATIONS)),
  framework: oneOrMore(z.string().max(60)),
  tag: oneOrMore(z.string().max(60)),
  owner: oneOrMore(z.uuid()),
  inEffect: flag,
  reviewBefore: day.optional().meta({ description: 'The next review is due on or before this day.' }),
  changedSince: z.iso.datetime({ offset: true }).optional(),
  limit,
  cursor: libraryCursor,
}

export const ListQuery = z.strictObject({
  ...filters,
  q: z.string().trim().max(200).optional().meta({ description: 'Words; each must begin a word of the text.' }),
  sort: z
    .string()
    .regex(
      new RegExp(`^-?(${LIBRARY_SORTS.join('|')})$`),
      `Use one of ${LIBRARY_SORTS.join(', ')}, with - in front for descending`,
    )
    .optional()
    .meta({ description: `One of ${LIBRARY_SORTS.join(', ')}; with \`-\` in front for descending.` }),
})
export const SearchQuery = z.strictObject({
  ...filters,
  q: z.string().trim().regex(/\S/, 'Write what to look for').max(200),
})

/** The order that a client named; without one the service chooses. */
function orderAsked(text: string | undefined) {
  const sort = LIBRARY_SORTS.find((name) => name === text?.replace('-', ''))
  return sort && { sort, descending: sort !== 'relevance' && text?.startsWith('-') === true }
}

/** One page of the library, with the cursor of the next. @throws InputError for a cursor of another order */
export async function listDocuments(services: Services, actor: Actor, query: z.output<typeof ListQuery>) {
  const order = orderAsked(query.sort)
  const { cursor } = query
  if (cursor && order && (cursor.sort !== order.sort || cursor.descending !== order.descending)) {
    throw new InputError([{ pointer: '/cursor', message: 'It belongs to a list in another order', in: 'query' }])
  }
  const found = await services.library.list(actor, {
    kinds: query.kind,
    statuses: query.status,
    types: query.type,
    categories: query.category,
    classifications: query.classification,
    frameworks: query.framework,
    tags: query.tag,
    ownerIds: query.owner,
    inEffect: query.inEffect,
    reviewBefore: query.reviewBefore,
    changedSince: query.changedSince === undefined ? undefined : new Date(query.changedSince),
    words: query.q || undefined,
    limit: query.limit,
    ...order,
    ...cursor,
  })
  const last = found.rows.at(-1)
  const next = found.more && last ? cursorAfter(found, last.position) : null
  return { body: { data: found.rows.map(documentRowView), page: { next, total: found.total } } }
}
