import { z } from 'zod'
import { NOTIFICATION_KINDS } from '#domain/notifications.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

type Notification = Awaited<ReturnType<Services['notifications']['list']>>['notifications'][number]

export const NotificationView = z
  .object({
    id,
    kind: z.enum(NOTIFICATION_KINDS),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    document: z.object({ identifier: z.string(), title: z.string() }).nullable(),
    path: z.string().meta({ description: 'The page it leads to, inside the organization.' }),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' })

export const notificationView = (row: Notification): z.input<typeof NotificationView> => ({
  id: row.id,
  kind: row.kind,
  facts: row.facts,
  document: row.identifier === null || row.title === null ? null : { identifier: row.identifier, title: row.title },
  path: row.path,
  createdAt: iso(row.createdAt),
  readAt: isoOrNull(row.readAt),
})
