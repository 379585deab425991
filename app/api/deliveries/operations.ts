import { z } from 'zod'
import {
  DELIVERY_SHELVES,
  DELIVERY_STATUSES,
  type DeliveryShelf,
  SKIP_REASONS,
} from '#domain/notifications/delivery.ts'
import { WhichDeliveries } from '#services/notifications/input.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { id, instant, iso, isoOrNull, listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'

const DeliveryView = z
  .object({
    id,
    kind: z.string().meta({ description: 'The kind of the notification.' }),
    title: z.string(),
    receiver: z.object({ id, name: z.string() }),
    channel: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    skipReason: z.enum(SKIP_REASONS).nullable(),
    attempts: z.number().int(),
    failure: z.string().nullable().meta({ description: 'What went wrong last, in words.' }),
    nextAttemptAt: instant.nullable(),
    writtenAt: instant,
    sentAt: instant.nullable(),
  })
  .meta({ id: 'Delivery' })

const DELIVERY_EXAMPLE = {
  id: EXAMPLE_IDS.notification,
  kind: 'signoff_requested',
  title: 'Please review POL-AC-001 Access control policy',
  receiver: { id: EXAMPLE_IDS.signer, name: 'Miguel Santos' },
  channel: 'email',
  status: 'pending',
  skipReason: null,
  attempts: 1,
  failure: 'The mail server cannot be reached.',
  nextAttemptAt: EXAMPLE_TIME,
  writtenAt: EXAMPLE_TIME,
  sentAt: null,
} satisfies z.input<typeof DeliveryView>

const shelf = z.enum(Object.keys(DELIVERY_SHELVES) as DeliveryShelf[])
const Count = z.object({ count: z.number().int() })
const notes = 'Those that are named by `ids`, at most 100, or all without it. What has not failed stays as it is.'

export const deliveries: Resource = {
  tag: 'Deliveries',
  operations: [
    operation({
      id: 'deliveries.list',
      method: 'get',
      path: '/deliveries',
      summary: 'What became of the mails of notifications, the newest first',
      scope: 'settings:write',
      query: z.strictObject({ show: shelf.default('waiting'), limit, cursor: idCursor }),
      response: listOf(DeliveryView),
      status: 200,
      example: { state: 'in_review', response: { data: [DELIVERY_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { show, limit, cursor } }) => {
        const { deliveries, ...place } = await services.deliveries.list(actor, show, { limit, after: cursor })
        const views = deliveries.map(({ nextAttemptAt, writtenAt, sentAt, ...row }) => ({
          ...row,
          nextAttemptAt: isoOrNull(nextAttemptAt),
          writtenAt: iso(writtenAt),
          sentAt: isoOrNull(sentAt),
        }))
        return { body: pageOf(views, place) }
      },
    }),
    operation({
      id: 'deliveries.resend',
      method: 'post',
      path: '/deliveries/resend',
      summary: 'Send mails that failed once more',
      notes,
      scope: 'settings:write',
      body: WhichDeliveries,
      response: Count,
      status: 200,
      example: { body: {}, response: { count: 0 } },
      run: async ({ services, actor, body }) => ({ body: { count: await services.deliveries.resend(actor, body) } }),
    }),
    operation({
      id: 'deliveries.discard',
      method: 'post',
      path: '/deliveries/discard',
      summary: 'Give mails that failed up for good',
      notes,
      scope: 'settings:write',
      body: WhichDeliveries,
      response: Count,
      status: 200,
      example: { body: {}, response: { count: 0 } },
      run: async ({ services, actor, body }) => ({ body: { count: await services.deliveries.discard(actor, body) } }),
    }),
  ],
}
