import { z } from 'zod'
import { AUDIT_ACTIONS } from '#domain/audit.ts'
import { type Operation, operation } from '../operation.ts'
import { cursorTo, flag, idCursor, limit, numberCursor, oneOrMore } from '../query.ts'
import { listOf } from '../views/common.ts'
import { EXAMPLE_HASH, EXAMPLE_IDS } from '../views/examples.ts'
import {
  AUDIT_EXAMPLE,
  AuditEntryView,
  auditEntryView,
  ChainReportView,
  NOTIFICATION_EXAMPLE,
  NotificationView,
  notificationView,
} from '../views/oversight.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

export const oversightOperations: Operation[] = [
  operation({
    id: 'audit.list',
    method: 'get',
    path: '/audit',
    tag: 'Audit log',
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
    tag: 'Audit log',
    summary: 'Check the whole chain of the audit log',
    notes:
      'Names the first row that was altered, removed or inserted. Rows missing at the very end show only against a tip that was noted before.',
    scope: 'audit:read',
    response: ChainReportView,
    status: 200,
    example: { response: { rows: 1, tip: EXAMPLE_HASH, fault: null } },
    run: async ({ services, actor }) => ({ body: await services.audit.verify(actor) }),
  }),
  operation({
    id: 'notifications.list',
    method: 'get',
    path: '/notifications',
    tag: 'Notifications',
    summary: 'Your notifications, newest first',
    scope: 'documents:read',
    query: z.strictObject({ unread: flag, limit, cursor: idCursor }),
    response: listOf(NotificationView).extend({ unread: z.number().int() }),
    status: 200,
    example: {
      query: { unread: 'true' },
      response: { data: [NOTIFICATION_EXAMPLE], page: { next: null, total: null }, unread: 1 },
    },
    run: async ({ services, actor, query }) => {
      const page = { limit: query.limit, before: query.cursor, unreadOnly: query.unread }
      const { notifications, next, unread } = await services.notifications.list(actor, page)
      const cursor = next === null ? null : cursorTo(next)
      return { body: { data: notifications.map(notificationView), page: { next: cursor, total: null }, unread } }
    },
  }),
  operation({
    id: 'notifications.read',
    method: 'post',
    path: '/notifications/{notification}/read',
    tag: 'Notifications',
    summary: 'Mark one of your notifications as read',
    notes: 'May be repeated. Of a notification that is not yours nothing is said and nothing happens.',
    scope: 'documents:read',
    params: z.strictObject({ notification: z.uuid() }),
    status: 204,
    example: { params: { notification: EXAMPLE_IDS.notification } },
    run: async ({ services, actor, params }) => {
      await services.notifications.read(actor, params.notification)
      return {}
    },
  }),
  operation({
    id: 'notifications.readAll',
    method: 'post',
    path: '/notifications/read',
    tag: 'Notifications',
    summary: 'Mark all your notifications as read',
    scope: 'documents:read',
    status: 204,
    example: {},
    run: async ({ services, actor }) => {
      await services.notifications.read(actor, 'all')
      return {}
    },
  }),
]
