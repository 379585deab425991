/** What a calendar feed shows: the reviews of its owner's documents, or all reviews that its owner may read. */
export const CALENDAR_FEED_KINDS = ['own', 'organization'] as const
export type CalendarFeedKind = (typeof CALENDAR_FEED_KINDS)[number]

export const CALENDAR_FEED_LABELS = {
  own: 'My reviews',
  organization: 'All reviews',
} as const satisfies Record<CalendarFeedKind, string>

/** Events of one feed at most, the earliest first: calendars give up on larger files. */
export const MOST_EVENTS = 2_000

/** A canceled review stays in the feeds for so many days, so that calendars take it off the day. */
export const CANCELED_DAYS = 90
