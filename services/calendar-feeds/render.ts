import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { FeedEvent } from '#db/queries/calendar-feeds.ts'
import { paths } from '#domain/paths.ts'

/** How soon calendars look again, in seconds. They take it as advice. */
const LOOK_AGAIN = 3_600

interface About {
  name: string
  /** Where the links of the events lead to. */
  publicUrl: string
  orgSlug: string
}

/**
 * Reviews as iCalendar (RFC 5545): one event of a whole day for each document, whose id stays when the day moves.
 * @param changedAt since when they are as they are. Not when a document was changed: that is not for every reader.
 */
export function calendarOfReviews(
  events: readonly FeedEvent[],
  { name, publicUrl, orgSlug }: About,
  changedAt: Date,
): string {
  const calendar = ical({
    name,
    prodId: { company: 'Accord', product: 'Reviews', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN,
  })
  for (const { documentId, identifier, title, dueOn, owner, isCanceled } of events) {
    calendar.createEvent({
      id: `review-${documentId}@accord`,
      // A day has no zone: only the date of this moment is written, as UTC has it.
      start: new Date(`${dueOn}T00:00:00Z`),
      allDay: true,
      summary: `Review ${identifier}: ${title}`,
      description: { plain: `Owner: ${owner}` },
      url: publicUrl + (isCanceled ? paths.document(orgSlug, identifier) : paths.review(orgSlug, identifier)),
      stamp: changedAt,
      lastModified: changedAt,
      status: isCanceled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    })
  }
  return calendar.toString()
}
