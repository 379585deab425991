import { z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'
import { redlineToHtml } from '#services/content/redline/html.ts'
import { renderContent } from '#services/content/render.ts'
import type { Services } from '#services/index.ts'
import { type ApiFile, type Operation, operation } from '../operation.ts'
import { inDocument } from '../views/examples.ts'
import { versionView } from '../views/versions.ts'
import { InDocument } from './documents.ts'

/** A version by its number, or the draft. */
const side = z
  .string()
  .regex(/^([1-9]\d{0,8}|draft)$/, 'Write the number of a version, or draft')
  .transform((text) => (text === 'draft' ? ('draft' as const) : Number(text)))
  .meta({ type: 'string', description: 'The number of a version, or `draft`.' })

const DiffView = z
  .object({
    changes: z.number().int().meta({ description: 'Numbered from 1 in reading order: `id="change-1"` in the HTML.' }),
    words: z.object({ added: z.number().int(), removed: z.number().int() }),
    summary: z.array(z.string()).meta({ description: 'The changes in sentences.' }),
    html: z.string().meta({ description: 'The text with `ins` and `del`.' }),
    note: z
      .string()
      .nullable()
      .meta({ description: 'Says when the comparison was cut short and is coarser than usual.' }),
  })
  .meta({ id: 'Diff' })

const FORMATS = ['pdf', 'md', 'html', 'json'] as const
const InExport = InDocument.extend({ format: z.enum(FORMATS) })
type Which = number | 'draft' | undefined

export const textOperations: Operation[] = [
  operation({
    id: 'versions.diff',
    method: 'get',
    path: '/documents/{document}/diff',
    tag: 'Versions',
    summary: 'What changed between two versions',
    scope: 'documents:read',
    params: InDocument,
    query: z.strictObject({ from: side, to: side }),
    response: DiffView,
    status: 200,
    example: {
      params: inDocument,
      query: { from: '1', to: 'draft' },
      response: {
        changes: 1,
        words: { added: 2, removed: 0 },
        summary: ['1 section changed: Purpose.', '2 words added, 0 removed.'],
        html: '<h2>Purpose</h2><p>Access follows need<ins>, not rank</ins>.</p>',
        note: null,
      },
    },
    run: async ({ services, actor, params, query }) => {
      const { redline } = await services.compare.between(actor, params.document, query.from, query.to)
      const { changes, words, summary, note } = redline
      return { body: { changes, words, summary, html: redlineToHtml(redline), note } }
    },
  }),
  operation({
    id: 'documents.export',
    method: 'get',
    path: '/documents/{document}/exports/{format}',
    tag: 'Versions',
    summary: 'Download the text as a file',
    notes:
      'The version in effect, unless `version` says otherwise. A PDF that is still being made answers `rendition_missing`: ask again.',
    scope: 'documents:read',
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
]

async function pdf(services: Services, actor: Actor, reference: string, which: Which): Promise<ApiFile> {
  const { pdf, fileName } = await services.renditions.pdf(actor, reference, which ?? 'in_effect')
  return { type: 'application/pdf', name: fileName, bytes: pdf }
}

async function text(
  services: Services,
  actor: Actor,
  reference: string,
  format: 'md' | 'html' | 'json',
  which: Which,
): Promise<ApiFile> {
  const { identifier, title, content, variables, whole } = await read(services, actor, reference, which)
  switch (format) {
    case 'md':
      return {
        type: 'text/markdown; charset=utf-8',
        name: `${identifier}.md`,
        bytes: contentToMarkdown(content, title),
      }
    case 'html':
      return {
        type: 'text/html; charset=utf-8',
        name: `${identifier}.html`,
        bytes: page(title, renderContent(content, variables)),
      }
    case 'json':
      return {
        type: 'application/json; charset=utf-8',
        name: `${identifier}.json`,
        bytes: JSON.stringify(whole, null, 2),
      }
  }
}

/** The text that is asked for, with all that an export in JSON says of it. */
async function read(services: Services, actor: Actor, reference: string, which: Which) {
  if (which === 'draft') {
    const { document, content, variables, revision } = await services.drafts.get(actor, reference)
    const { identifier, kind, title } = document
    return { identifier, title, content, variables, whole: { identifier, kind, title, revision, content, variables } }
  }
  const number = which ?? (await services.documents.get(actor, reference)).effectiveNumber
  if (number === null) throw new DomainError('not_found')
  const { document, version } = await services.versions.get(actor, reference, number)
  const { identifier, kind } = document
  const { title, content, variables } = version
  return { identifier, title, content, variables, whole: { identifier, kind, ...versionView(version) } }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const page = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n<body>\n<h1>${escaped(title)}</h1>\n${body}\n</body>\n</html>\n`
