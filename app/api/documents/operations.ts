import { ChangeDocument, CreateDocument } from '#services/documents/input.ts'
import { ACTIVITY_EXAMPLE } from '../audit/examples.ts'
import { ActivityView, activityView } from '../audit/views.ts'
import { ByNumber, cursorTo } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { CONTENT_LIMIT, operation, type Resource } from '../operation.ts'
import { DOCUMENT_EXAMPLE, DOCUMENT_ROW_EXAMPLE, inDocument } from './examples.ts'
import { ListQuery, listDocuments, SearchQuery } from './list.ts'
import { InDocument } from './params.ts'
import { DocumentRowView, DocumentView, documentNow, MadeDocumentView } from './views.ts'

export const documents: Resource = {
  tag: 'Documents',
  operations: [
    operation({
      id: 'documents.list',
      method: 'get',
      path: '/documents',
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
      run: ({ services, actor, query }) => listDocuments(services, actor, query),
    }),
    operation({
      id: 'documents.search',
      method: 'get',
      path: '/search',
      summary: 'Search the text of every document you may see',
      notes: 'The best match first, each with a passage around the words.',
      scope: 'documents:read',
      cost: 5,
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
      run: ({ services, actor, query }) => listDocuments(services, actor, { ...query, sort: 'relevance' }),
    }),
    operation({
      id: 'documents.create',
      method: 'post',
      path: '/documents',
      summary: 'Make a document',
      notes:
        'Its draft is empty, or what `content` says, in Markdown or HTML; what a document cannot have is left out and named in `warnings`. Without `title` it is called what a Markdown text begins with, as `# Title`. The identifier is made by the system.',
      scope: 'documents:write',
      body: CreateDocument,
      bodyLimit: CONTENT_LIMIT,
      response: MadeDocumentView,
      status: 201,
      example: {
        state: 'none',
        body: {
          kind: 'policy',
          category: 'access_control',
          title: 'Access control policy',
          description: 'Who may use what, and who decides.',
          frameworks: ['ISO 27001'],
          tags: ['access'],
          content: { format: 'markdown', body: '## Purpose\n\nAccess follows need.\n' },
        },
        response: { ...DOCUMENT_EXAMPLE, warnings: [] },
      },
      run: async ({ services, actor, body }) => {
        const { id, identifier, warnings } = await services.documents.create(actor, body)
        const resource = await documentNow(services, actor, id)
        return { body: { ...resource, warnings }, resource, location: `/documents/${identifier}` }
      },
    }),
    operation({
      id: 'documents.get',
      method: 'get',
      path: '/documents/{document}',
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
      summary: 'Delete a draft that was never submitted',
      notes: 'Refused with `in_use` when versions hang on it: archive it instead. The identifier is not given again.',
      scope: 'documents:write',
      params: InDocument,
      status: 204,
      example: { state: 'draft', params: inDocument },
      run: async ({ services, actor, params }) => {
        await services.documents.remove(actor, params.document)
        return {}
      },
    }),
    operation({
      id: 'documents.activity',
      method: 'get',
      path: '/documents/{document}/activity',
      summary: 'What happened to a document, newest first',
      scope: 'documents:read',
      params: InDocument,
      query: ByNumber,
      response: listOf(ActivityView),
      status: 200,
      example: { params: inDocument, response: { data: [ACTIVITY_EXAMPLE], page: { next: null, total: null } } },
      run: async ({ services, actor, params, query }) => {
        const page = { limit: query.limit, before: query.cursor }
        const { entries, next } = await services.audit.ofDocument(actor, params.document, page)
        const cursor = next === null ? null : cursorTo(next)
        return { body: { data: entries.map(activityView), page: { next: cursor, total: null } } }
      },
    }),
  ],
}
