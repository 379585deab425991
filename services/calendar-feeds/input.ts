import { z } from 'zod'
import { CALENDAR_FEED_KINDS } from '#domain/calendar-feeds/feed.ts'

export const MakeCalendarFeed = z.strictObject({ kind: z.enum(CALENDAR_FEED_KINDS, 'Choose one from the list') })
export type MakeCalendarFeed = z.input<typeof MakeCalendarFeed>
