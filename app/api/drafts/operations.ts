import { z } from 'zod'
import { contentInput, SaveDraft } from '#services/documents/input.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { CONTENT_LIMIT, operation, type Resource } from '../operation.ts'
import { DRAFT_EXAMPLE } from './examples.ts'
import { DraftView, draftView } from './views.ts'

const { revision: _inIfMatch, ...draftShape } = SaveDraft.shape
const WriteDraft = z.strictObject({ ...draftShape, content: contentInput })

export const drafts: Resource = {
  tag: 'Drafts',
  operations: [
    operation({
      id: 'drafts.get',
      method: 'get',
      path: '/documents/{document}/draft',
      summary: 'Read the draft',
      notes:
        'Its `ETag` is the revision that `If-Match` takes. Its `warnings` are those of the last write, until somebody dismisses them in the editor.',
      scope: 'documents:read',
      params: InDocument,
      response: DraftView,
      status: 200,
      example: { params: inDocument, response: DRAFT_EXAMPLE },
      run: async ({ services, actor, params }) => {
        const body = draftView(await services.drafts.get(actor, params.document))
        return { body, etag: String(body.revision) }
      },
    }),
    operation({
      id: 'drafts.write',
      method: 'put',
      path: '/documents/{document}/draft',
      summary: 'Write the draft',
      notes:
        'Whole, in Markdown or HTML. What a document cannot have is left out and named in `warnings`. A leading `# Title` that is the title of the document is no part of the text, so that an export can be written back. Refused with `stale_revision` when somebody wrote since you read.',
      scope: 'documents:write',
      params: InDocument,
      body: WriteDraft,
      bodyLimit: CONTENT_LIMIT,
      needsRevision: true,
      response: DraftView,
      status: 200,
      example: {
        params: inDocument,
        body: {
          content: { format: 'markdown', body: '## Purpose\n\nAccess follows need.\n\n<!-- Ask Ada -->\n' },
        },
        response: {
          ...DRAFT_EXAMPLE,
          revision: 2,
          warnings: [{ code: 'comment_left_out', at: 'line 5', text: 'The comment “Ask Ada” was left out.' }],
        },
      },
      run: async ({ services, actor, params, body, revision }) => {
        await services.drafts.save(actor, params.document, { ...body, revision })
        const view = draftView(await services.drafts.get(actor, params.document))
        return { body: view, etag: String(view.revision) }
      },
    }),
  ],
}
