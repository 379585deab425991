import { z } from 'zod'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { operation, type Resource } from '../operation.ts'
import { side } from '../versions/params.ts'
import { pdf, text } from './files.ts'

const FORMATS = ['pdf', 'md', 'html', 'json'] as const
const InExport = InDocument.extend({ format: z.enum(FORMATS) })

export const exports: Resource = {
  tag: 'Exports',
  operations: [
    operation({
      id: 'documents.export',
      method: 'get',
      path: '/documents/{document}/exports/{format}',
      summary: 'Download the text as a file',
      notes:
        'The version in effect, or the draft while nothing is in effect, unless `version` says otherwise. A PDF that is still being made answers `rendition_missing`: ask again.',
      scope: 'documents:read',
      cost: 10,
      params: InExport,
      query: z.strictObject({ version: side.optional() }),
      files: ['application/pdf', 'text/markdown', 'text/html', 'application/json'],
      status: 200,
      example: { params: { ...inDocument, format: 'md' }, query: { version: 'draft' } },
      run: async ({ services, actor, params: { document, format }, query: { version } }) => ({
        file:
          format === 'pdf'
            ? await pdf(services, actor, document, version)
            : await text(services, actor, document, format, version),
      }),
    }),
  ],
}
