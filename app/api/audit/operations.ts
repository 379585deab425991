import { z } from 'zod'
import { AUDIT_ACTIONS } from '#domain/audit/actions.ts'
import { EXAMPLE_HASH } from '../common/examples.ts'
import { cursorTo, flag, limit, numberCursor, oneOrMore } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { AUDIT_EXAMPLE } from './examples.ts'
import { AuditEntryView, auditEntryView, ChainReportView } from './views.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

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
        action: oneOrMore(z.enum(AUDIT_ACTIONS)),
        actor: z.uuid().optional(),
        document: z.uuid().optional().meta({ description: 'A document by its id.' }),
        from: instant.optional().meta({ type: 'string', format: 'date-time' }),
        to: instant.optional().meta({ type: 'string', format: 'date-time' }),
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
        const filter = { actions: query.action, actorId: query.actor, documentId: query.document }
        const page = { limit: query.limit, before: query.cursor }
        const { entries, next } = await services.audit.list(actor, { ...filter, from: query.from, to: query.to }, page)
        const cursor = next === null ? null : cursorTo(next)
        return { body: { data: entries.map(auditEntryView), page: { next: cursor, total: null } } }
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
