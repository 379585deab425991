import { z } from 'zod'
import { NOTIFICATION_KINDS, type NotificationKind } from '#domain/notifications/registry.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

type Notification = Awaited<ReturnType<Services['notifications']['list']>>['notifications'][number]

export const NotificationView = z
  .object({
    id,
    kind: z.enum(Object.keys(NOTIFICATION_KINDS) as NotificationKind[]),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    document: z.object({ identifier: z.string(), title: z.string() }).nullable(),
    path: z.string().meta({ description: 'The page that it links to.' }),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' })

export const notificationView = (row: Notification): z.input<typeof NotificationView> => ({
  id: row.id,
  kind: row.kind,
  facts: row.facts,
  document: row.document,
  path: row.address,
  createdAt: iso(row.createdAt),
  readAt: isoOrNull(row.readAt),
})
