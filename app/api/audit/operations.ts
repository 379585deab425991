import { Readable } from 'node:stream'
import { z } from 'zod'
import { EXPORT_FILES, exportText } from '#app/lib/audit-export.ts'
import type { Actor } from '#domain/actor.ts'
import { AUDIT_ACTIONS } from '#domain/audit/actions.ts'
import { EXPORT_FORMATS } from '#domain/audit/audit.ts'
import type { Services } from '#services/index.ts'
import { EXAMPLE_HASH } from '../common/examples.ts'
import { cursorTo, flag, limit, numberCursor, oneOrMore } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { InputError } from '../http/problems.ts'
import { operation, type Resource } from '../operation.ts'
import { AUDIT_EXAMPLE } from './examples.ts'
import { AuditEntryView, auditEntryView, ChainReportView } from './views.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const filters = {
  action: oneOrMore(z.enum(AUDIT_ACTIONS)),
  actor: z.uuid().optional(),
  document: z.uuid().optional().meta({ description: 'A document by its id.' }),
  version: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, 'Write the number or the label of a version')
    .optional()
    .meta({ description: 'A version of that document, by its number or its label: `7` or `2.0`.' }),
  from: instant.optional().meta({ type: 'string', format: 'date-time' }),
  to: instant.optional().meta({ type: 'string', format: 'date-time' }),
}
type Asked = z.output<z.ZodObject<typeof filters>>

/** No version has this id. */
const NO_VERSION = '00000000-0000-0000-0000-000000000000'

/** What a request asks for, as the service does. A version that is not there finds nothing. @throws InputError for one of no document */
async function filterOf({ audit }: Services, actor: Actor, { action, version, document, from, to, actor: by }: Asked) {
  const filter = { actions: action, actorId: by, documentId: document, from, to }
  if (version === undefined) return filter
  if (document === undefined) {
    throw new InputError([{ pointer: '/version', message: 'Say which document it is of', in: 'query' }])
  }
  return { ...filter, versionId: (await audit.subject(actor, document, version)).versionId ?? NO_VERSION }
}

export const audit: Resource = {
  tag: 'Audit log',
  operations: [
    operation({
      id: 'audit.list',
      method: 'get',
      path: '/audit',
      summary: 'Read the audit log, newest first',
      scope: 'audit:read',
      query: z.strictObject({
        ...filters,
        limit,
        cursor: numberCursor,
      }),
      response: listOf(AuditEntryView),
      status: 200,
      example: {
        query: { action: 'document.created', limit: '10' },
        response: { data: [AUDIT_EXAMPLE], page: { next: null, total: null } },
      },
      run: async ({ services, actor, query }) => {
        const page = { limit: query.limit, before: query.cursor }
        const { entries, next } = await services.audit.list(actor, await filterOf(services, actor, query), page)
        const cursor = next === null ? null : cursorTo(next)
        return { body: { data: entries.map(auditEntryView), page: { next: cursor, total: null } } }
      },
    }),
    operation({
      id: 'audit.export',
      method: 'get',
      path: '/audit/export',
      summary: 'Download the audit log as a file, newest first',
      notes:
        'All that fits, with sentences and changes in words: CSV, or with `format=jsonl` a line of JSON for each entry. That it was taken along becomes an entry of the log itself.',
      scope: 'audit:read',
      cost: 60,
      query: z.strictObject({ ...filters, format: z.enum(EXPORT_FORMATS).default('csv') }),
      files: ['text/csv', 'application/x-ndjson'],
      status: 200,
      example: { query: { format: 'jsonl', action: 'document.created' } },
      run: async ({ services, actor, query: { format, ...query } }) => {
        const pages = await services.audit.export(actor, await filterOf(services, actor, query), format)
        const { type, name } = EXPORT_FILES[format]
        return { file: { type, name, content: Readable.from(exportText(pages, format), { objectMode: false }) } }
      },
    }),
    operation({
      id: 'audit.verify',
      method: 'get',
      path: '/audit/verify',
      summary: 'Check the chain of the audit log',
      notes:
        'Walks from the last signed checkpoint, or with `whole=true` from the first row, and names the first row that was altered, removed or inserted. Rows missing at the very end show only against a tip that was noted before.',
      scope: 'audit:read',
      cost: 60,
      query: z.strictObject({ whole: flag }),
      response: ChainReportView,
      status: 200,
      example: { query: { whole: 'true' }, response: { rows: 1, tip: EXAMPLE_HASH, from: 0, fault: null } },
      run: async ({ services, actor, query }) => ({
        body: await services.audit.verify(actor, { whole: query.whole }),
      }),
    }),
  ],
}
