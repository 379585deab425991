import { z } from 'zod'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { cursorTo, flag, idCursor, limit } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { NOTIFICATION_EXAMPLE } from './examples.ts'
import { NotificationView, notificationView } from './views.ts'

export const notifications: Resource = {
  tag: 'Notifications',
  operations: [
    operation({
      id: 'notifications.list',
      method: 'get',
      path: '/notifications',
      summary: 'Your notifications, newest first',
      scope: 'documents:read',
      query: z.strictObject({ unread: flag, limit, cursor: idCursor }),
      response: listOf(NotificationView).extend({ unread: z.number().int() }),
      status: 200,
      example: {
        state: 'in_review',
        by: 'signer',
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
      summary: 'Mark one of your notifications as read',
      notes: 'May be repeated. Of a notification that is not yours nothing is said and nothing happens.',
      scope: 'documents:write',
      params: z.strictObject({ notification: z.uuid() }),
      status: 204,
      example: { state: 'in_review', by: 'signer', params: { notification: EXAMPLE_IDS.notification } },
      run: async ({ services, actor, params }) => {
        await services.notifications.read(actor, params.notification)
        return {}
      },
    }),
    operation({
      id: 'notifications.readAll',
      method: 'post',
      path: '/notifications/read',
      summary: 'Mark all your notifications as read',
      scope: 'documents:write',
      status: 204,
      example: { by: 'signer' },
      run: async ({ services, actor }) => {
        await services.notifications.read(actor, 'all')
        return {}
      },
    }),
  ],
}
