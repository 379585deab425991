import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { ChangeDocument, CreateDocument } from '#services/documents/input.ts'
import type { Services } from '#services/index.ts'
import { InputError } from '../http/problems.ts'
import { cursorAfter, LIBRARY_SORTS, libraryCursor } from '../list-cursor.ts'
import { CONTENT_LIMIT, type Operation, operation } from '../operation.ts'
import { flag, limit, oneOrMore } from '../query.ts'
import { listOf } from '../views/common.ts'
import {
  DOCUMENT_EXAMPLE,
  DOCUMENT_ROW_EXAMPLE,
  DocumentRowView,
  DocumentView,
  documentRowView,
  documentView,
} from '../views/documents.ts'
import { inDocument } from '../views/examples.ts'

/** A document is addressed by its id or by its identifier. */
export const InDocument = z.strictObject({
  document: z.string().min(1).max(64).meta({ description: 'Id or identifier, such as POL-AC-001.' }),
})

/** The document as it is now, for everything that answers with one. */
export async function documentNow(services: Services, actor: Actor, reference: string) {
  return documentView(await services.documents.get(actor, reference), actor)
}

const filters = {
  kind: oneOrMore(z.enum(DOCUMENT_KINDS)),
  status: oneOrMore(z.enum(DOCUMENT_STATUSES)),
  type: oneOrMore(z.enum(DOCUMENT_TYPES)),
  category: oneOrMore(z.string()),
  classification: oneOrMore(z.enum(CLASSIFICATIONS)),
  framework: oneOrMore(z.string()),
  owner: oneOrMore(z.uuid()),
  inEffect: flag,
  reviewBefore: z.iso.date().optional().meta({ description: 'The next review is due on or before this day.' }),
  changedSince: z.iso.datetime({ offset: true }).optional(),
  limit,
  cursor: libraryCursor,
}

const ListQuery = z.strictObject({
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
const SearchQuery = z.strictObject({ ...filters, q: z.string().trim().min(1, 'Write what to look for').max(200) })

/** The order that a client named; without one the service knows which is best. */
function orderAsked(text: string | undefined) {
  const sort = LIBRARY_SORTS.find((name) => name === text?.replace('-', ''))
  return sort && { sort, descending: sort !== 'relevance' && text?.startsWith('-') === true }
}

async function list(services: Services, actor: Actor, query: z.output<typeof ListQuery>) {
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

export const documentOperations: Operation[] = [
  operation({
    id: 'documents.list',
    method: 'get',
    path: '/documents',
    tag: 'Documents',
    summary: 'List the documents you may see',
    notes: 'Filters take several values with commas between. With `q` the list is sorted by relevance.',
    scope: 'documents:read',
    query: ListQuery,
    response: listOf(DocumentRowView),
    status: 200,
    example: {
      query: { kind: 'policy', status: 'draft,in_review', sort: '-updatedAt', limit: '10' },
      response: { data: [DOCUMENT_ROW_EXAMPLE], page: { next: null, total: 1 } },
    },
    run: ({ services, actor, query }) => list(services, actor, query),
  }),
  operation({
    id: 'documents.search',
    method: 'get',
    path: '/search',
    tag: 'Documents',
    summary: 'Search the text of every document you may see',
    notes: 'The best match first, each with a passage around the words.',
    scope: 'documents:read',
    query: SearchQuery,
    response: listOf(DocumentRowView),
    status: 200,
    example: {
      query: { q: 'access' },
      response: {
        data: [
          {
            ...DOCUMENT_ROW_EXAMPLE,
            snippet: [
              { text: 'Access', hit: true },
              { text: ' follows need.', hit: false },
            ],
          },
        ],
        page: { next: null, total: 1 },
      },
    },
    run: ({ services, actor, query }) => list(services, actor, { ...query, sort: 'relevance' }),
  }),
  operation({
    id: 'documents.create',
    method: 'post',
    path: '/documents',
    tag: 'Documents',
    summary: 'Make a document',
    notes: 'Its draft is empty, or what `content` says, in Markdown or HTML. The identifier is made by the system.',
    scope: 'documents:write',
    body: CreateDocument,
    bodyLimit: CONTENT_LIMIT,
    response: DocumentView,
    status: 201,
    example: {
      body: {
        kind: 'policy',
        category: 'access_control',
        title: 'Access control policy',
        description: 'Who may use what, and who decides.',
        frameworks: ['ISO 27001'],
        tags: ['access'],
        content: { format: 'markdown', body: '## Purpose\n\nAccess follows need.\n' },
      },
      response: DOCUMENT_EXAMPLE,
    },
    run: async ({ services, actor, body }) => {
      const { id, identifier } = await services.documents.create(actor, body)
      return { body: await documentNow(services, actor, id), location: `/documents/${identifier}` }
    },
  }),
  operation({
    id: 'documents.get',
    method: 'get',
    path: '/documents/{document}',
    tag: 'Documents',
    summary: 'Read what describes a document',
    notes: 'Its text is in `/draft`, in `/versions/{number}` and in `/exports`.',
    scope: 'documents:read',
    params: InDocument,
    response: DocumentView,
    status: 200,
    example: { params: inDocument, response: DOCUMENT_EXAMPLE },
    run: async ({ services, actor, params }) => ({ body: await documentNow(services, actor, params.document) }),
  }),
  operation({
    id: 'documents.change',
    method: 'patch',
    path: '/documents/{document}',
    tag: 'Documents',
    summary: 'Change what describes a document',
    notes: 'Only the fields that are sent. The title is part of what is signed, so it can change in a draft only.',
    scope: 'documents:write',
    params: InDocument,
    body: ChangeDocument,
    response: DocumentView,
    status: 200,
    example: {
      params: inDocument,
      body: { tags: ['access', 'identity'], reviewFrequency: { every: 6, unit: 'months' } },
      response: {
        ...DOCUMENT_EXAMPLE,
        tags: ['access', 'identity'],
        reviewFrequency: { every: 6, unit: 'months' },
      },
    },
    run: async ({ services, actor, params, body }) => {
      await services.documents.change(actor, params.document, body)
      return { body: await documentNow(services, actor, params.document) }
    },
  }),
  operation({
    id: 'documents.delete',
    method: 'delete',
    path: '/documents/{document}',
    tag: 'Documents',
    summary: 'Delete a draft that was never submitted',
    notes: 'Refused with `in_use` when versions hang on it: archive it instead. The identifier is not given again.',
    scope: 'documents:write',
    params: InDocument,
    status: 204,
    example: { params: inDocument },
    run: async ({ services, actor, params }) => {
      await services.documents.remove(actor, params.document)
      return {}
    },
  }),
]
