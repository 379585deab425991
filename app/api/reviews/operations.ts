import { Readable } from 'node:stream'
import { z } from 'zod'
import { DUE_FILE, dueCsv, MADE_FILE, madeCsv } from '#app/lib/review-export.ts'
import { REVIEW_WINDOWS } from '#domain/reviews/windows.ts'
import { AttestReview, MoveReview, RequestChange } from '#services/reviews/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { inDocument, PUBLISHED_EXAMPLE } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { DocumentView, documentNow } from '../documents/views.ts'
import { operation, type Resource } from '../operation.ts'
import { DUE_EXAMPLE, MADE_EXAMPLE, REVIEW_EXAMPLE } from './examples.ts'
import { DueReviewView, dueView, MadeReviewView, madeView, ReviewView, reviewView } from './views.ts'

const page = { limit, cursor: idCursor }
const dueFilter = {
  due: z
    .enum(REVIEW_WINDOWS)
    .optional()
    .meta({ description: '`overdue`, or due in up to 30, in 31 to 60 or in 61 to 90 days.' }),
  owner: z.uuid().optional().meta({ description: 'Of documents of this owner or second owner.' }),
}
/** What answers a review: with the document as it is after the commit. */
const answer = { method: 'post', params: InDocument, response: DocumentView, status: 200 } as const

export const reviews: Resource = {
  tag: 'Reviews',
  operations: [
    operation({
      id: 'reviews.due',
      method: 'get',
      path: '/reviews',
      summary: 'List the reviews that are due within 90 days, earliest first',
      scope: 'documents:read',
      query: z.strictObject({ ...dueFilter, ...page }),
      response: listOf(DueReviewView),
      status: 200,
      example: {
        state: 'published',
        query: { due: 'overdue', owner: EXAMPLE_IDS.member },
        response: { data: [DUE_EXAMPLE], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, query: { due, owner, limit, cursor } }) => {
        const { rows, ...place } = await services.reviews.due(actor, {
          window: due,
          ownerId: owner,
          limit,
          after: cursor,
        })
        return { body: pageOf(rows.map(dueView), place) }
      },
    }),
    operation({
      id: 'reviews.made',
      method: 'get',
      path: '/reviews/made',
      summary: 'List the reviews that were made, newest first',
      scope: 'documents:read',
      query: z.strictObject(page),
      response: listOf(MadeReviewView),
      status: 200,
      example: { state: 'published', response: { data: [MADE_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { limit, cursor } }) => {
        const { rows, ...place } = await services.reviews.made(actor, { limit, after: cursor })
        return { body: pageOf(rows.map(madeView), place) }
      },
    }),
    operation({
      id: 'reviews.export_due',
      method: 'get',
      path: '/reviews/export.csv',
      summary: 'Download the reviews that are due as CSV',
      scope: 'documents:read',
      cost: 10,
      query: z.strictObject(dueFilter),
      files: ['text/csv'],
      status: 200,
      example: { state: 'published', query: { due: 'overdue' } },
      run: async ({ services, actor, query: { due, owner } }) => {
        const pages = await services.reviews.exportDue(actor, { window: due, ownerId: owner })
        return { file: { ...DUE_FILE, content: Readable.from(dueCsv(pages), { objectMode: false }) } }
      },
    }),
    operation({
      id: 'reviews.export_made',
      method: 'get',
      path: '/reviews/made/export.csv',
      summary: 'Download the reviews that were made as CSV',
      scope: 'documents:read',
      cost: 10,
      files: ['text/csv'],
      status: 200,
      example: { state: 'published' },
      run: async ({ services, actor }) => {
        const pages = await services.reviews.exportMade(actor)
        return { file: { ...MADE_FILE, content: Readable.from(madeCsv(pages), { objectMode: false }) } }
      },
    }),
    operation({
      id: 'reviews.of_document',
      method: 'get',
      path: '/documents/{document}/reviews',
      summary: 'List the reviews of a document, newest first',
      scope: 'documents:read',
      params: InDocument,
      query: z.strictObject(page),
      response: listOf(MadeReviewView),
      status: 200,
      example: {
        state: 'published',
        params: inDocument,
        response: { data: [MADE_EXAMPLE], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, params: { document }, query: { limit, cursor } }) => {
        const { rows, ...place } = await services.reviews.ofDocument(actor, document, { limit, after: cursor })
        return { body: pageOf(rows.map(madeView), place) }
      },
    }),
    operation({
      id: 'reviews.get',
      method: 'get',
      path: '/documents/{document}/review',
      summary: 'Read when a document is to be reviewed',
      scope: 'documents:read',
      params: InDocument,
      response: ReviewView,
      status: 200,
      example: { state: 'published', params: inDocument, response: REVIEW_EXAMPLE },
      run: async ({ services, actor, params: { document } }) => ({
        body: reviewView(await services.reviews.get(actor, document)),
      }),
    }),
    operation({
      ...answer,
      id: 'reviews.attest',
      path: '/documents/{document}/review/attest',
      summary: 'Record that the document was reviewed and is right as it is',
      notes:
        'The next review counts from today, or from the day on which this one was due, as the organization has chosen. Send `dueOn` to be refused where somebody else has answered the review meanwhile. Where a definition of the type `review` is the default of the document, its people confirm it first.',
      scope: 'documents:write',
      body: AttestReview,
      bodyOptional: true,
      example: {
        state: 'published',
        params: inDocument,
        body: {
          note: 'Compared with the systems as they are.',
          evidence: [{ label: 'List of systems', url: 'https://wiki.helix.example/systems' }],
        },
        response: { ...PUBLISHED_EXAMPLE, nextReviewDate: '2027-06-01' },
      },
      run: async ({ services, actor, params: { document }, body }) => {
        await services.reviews.attest(actor, document, body)
        return { body: await documentNow(services, actor, document) }
      },
    }),
    operation({
      ...answer,
      id: 'reviews.request_change',
      path: '/documents/{document}/review/request-change',
      summary: 'Record that the document was reviewed and has to change',
      notes: 'Opens a revision with the words. The review stays due until the next version is in effect.',
      scope: 'documents:write',
      body: RequestChange,
      example: {
        state: 'published',
        params: inDocument,
        body: { note: 'Section 4 names a system that was retired.' },
        response: {
          ...PUBLISHED_EXAMPLE,
          status: 'draft',
          revisionReason: 'Section 4 names a system that was retired.',
        },
      },
      run: async ({ services, actor, params: { document }, body }) => {
        await services.reviews.requestChange(actor, document, body)
        return { body: await documentNow(services, actor, document) }
      },
    }),
    operation({
      ...answer,
      id: 'reviews.move',
      path: '/documents/{document}/review/move',
      summary: 'Move the review to another day',
      scope: 'documents:publish',
      body: MoveReview,
      example: {
        state: 'published',
        params: inDocument,
        body: { dueOn: '2126-01-15', reason: 'Before the audit.' },
        response: { ...PUBLISHED_EXAMPLE, nextReviewDate: '2126-01-15' },
      },
      run: async ({ services, actor, params: { document }, body }) => {
        await services.reviews.move(actor, document, body)
        return { body: await documentNow(services, actor, document) }
      },
    }),
  ],
}
