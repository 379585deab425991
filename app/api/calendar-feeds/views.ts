import { z } from 'zod'
import { CALENDAR_FEED_KINDS } from '#domain/calendar-feeds/feed.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

type Feed = Awaited<ReturnType<Services['calendarFeeds']['list']>>[number]
type Made = Awaited<ReturnType<Services['calendarFeeds']['make']>>

const kind = z
  .enum(CALENDAR_FEED_KINDS)
  .meta({ description: '`own`: reviews of your documents. `organization`: of all documents that you may read.' })

export const CalendarFeedView = z
  .object({ id, kind, createdAt: instant, lastReadAt: instant.nullable() })
  .meta({ id: 'CalendarFeed' })

export const NewCalendarFeedView = z
  .object({
    id,
    kind,
    address: z.string().nullable().meta({ description: 'Shown once: a repeat of the request answers null.' }),
  })
  .meta({ id: 'NewCalendarFeed' })

export const feedView = ({ id, kind, createdAt, lastReadAt }: Feed): z.input<typeof CalendarFeedView> => ({
  id,
  kind,
  createdAt: iso(createdAt),
  lastReadAt: isoOrNull(lastReadAt),
})

export const newFeed = (made: Made) => ({ body: made, repeatBody: { ...made, address: null } })
