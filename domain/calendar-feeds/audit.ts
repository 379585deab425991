import { action } from '../audit/action.ts'
import type { CalendarFeedKind } from './feed.ts'

interface Feed {
  kind: CalendarFeedKind
}

const WHICH = { own: 'of their own reviews', organization: 'of all reviews' } as const
const which = ({ kind }: Feed): string => WHICH[kind]

/** Never the address: whoever has it reads the feed. */
export const calendarFeedActions = {
  'calendar_feed.made': action<{ after: Feed }>({
    subject: 'calendar_feed',
    sentence: ({ after }) => `made a calendar feed ${which(after)}`,
  }),
  'calendar_feed.renewed': action<{ after: Feed }>({
    subject: 'calendar_feed',
    sentence: ({ after }) => `gave the calendar feed ${which(after)} a new address`,
  }),
  'calendar_feed.revoked': action<{ before: Feed }>({
    subject: 'calendar_feed',
    sentence: ({ before }) => `revoked the calendar feed ${which(before)}`,
    tone: 'bad',
  }),
}
