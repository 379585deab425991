import { z } from 'zod'
import { MakeCalendarFeed } from '#services/calendar-feeds/input.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { operation, type Resource } from '../operation.ts'
import { CalendarFeedView, feedView, NewCalendarFeedView, newFeed } from './views.ts'

const InFeed = z.strictObject({ feed: z.uuid() })
const inFeed = { feed: EXAMPLE_IDS.calendarFeed }
const MADE_EXAMPLE = {
  id: EXAMPLE_IDS.calendarFeed,
  address: 'https://accord.helix.example/calendars/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYg/reviews.ics',
}

export const calendarFeeds: Resource = {
  tag: 'Calendar feeds',
  operations: [
    operation({
      id: 'calendarFeeds.list',
      method: 'get',
      path: '/calendar-feeds',
      summary: 'List your calendar feeds of reviews, one of each kind at most',
      scope: 'documents:read',
      response: z.object({ data: z.array(CalendarFeedView) }),
      status: 200,
      example: {
        response: {
          data: [{ id: EXAMPLE_IDS.calendarFeed, kind: 'own', createdAt: EXAMPLE_TIME, lastReadAt: null }],
        },
      },
      run: async ({ services, actor }) => ({
        body: { data: (await services.calendarFeeds.list(actor)).map(feedView) },
      }),
    }),
    operation({
      id: 'calendarFeeds.make',
      method: 'post',
      path: '/calendar-feeds',
      summary: 'Make an address by which calendars read reviews as you',
      notes:
        'The address is in this answer and nowhere else. It shows what you may read at the moment of reading, and ends when you leave the organization.',
      scope: 'documents:write',
      body: MakeCalendarFeed,
      response: NewCalendarFeedView,
      status: 201,
      example: { body: { kind: 'organization' }, response: { ...MADE_EXAMPLE, kind: 'organization' } },
      run: async ({ services, actor, body }) => newFeed(await services.calendarFeeds.make(actor, body)),
    }),
    operation({
      id: 'calendarFeeds.renew',
      method: 'post',
      path: '/calendar-feeds/{feed}/renew',
      summary: 'Give a calendar feed a new address; the old one stops working',
      scope: 'documents:write',
      params: InFeed,
      response: NewCalendarFeedView,
      status: 200,
      example: { params: inFeed, response: { ...MADE_EXAMPLE, kind: 'own' } },
      run: async ({ services, actor, params }) => newFeed(await services.calendarFeeds.renew(actor, params.feed)),
    }),
    operation({
      id: 'calendarFeeds.revoke',
      method: 'delete',
      path: '/calendar-feeds/{feed}',
      summary: 'Revoke a calendar feed, at once and for good',
      scope: 'documents:write',
      params: InFeed,
      status: 204,
      example: { params: inFeed },
      run: async ({ services, actor, params }) => {
        await services.calendarFeeds.revoke(actor, params.feed)
        return {}
      },
    }),
  ],
}
