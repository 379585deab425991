import { type ErrorTable, word } from '../error-table.ts'

/** What reviews refuse. */
export const REVIEW_ERRORS = {
  review_not_scheduled: {
    status: 409,
    title: 'No review is due',
    sentence: () => 'Only a document in effect that is reviewed regularly can be reviewed.',
  },
  review_answered: {
    status: 409,
    title: 'This review was answered',
    sentence: (d) => `Somebody has answered this review. The next one is due on ${word(d.dueOn, 'another day')}.`,
  },
  calendar_feed_ended: {
    status: 410,
    title: 'This calendar feed has ended',
    sentence: () => 'Its address was revoked or replaced. Take the feed out of your calendar, or make a new address.',
  },
  review_date_past: {
    status: 422,
    title: 'The date is over',
    sentence: () => 'Choose today or a later day.',
  },
} as const satisfies ErrorTable
