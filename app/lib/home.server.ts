import type { Actor } from '#domain/actor.ts'
import { actionRule } from '#domain/audit/actions.ts'
import { addDays } from '#domain/dates.ts'
import { can } from '#domain/roles.ts'
import { activityEntry } from './activity.ts'
import type { Services } from './context.ts'
import { toItem } from './library.server.ts'
import { todayOf } from './today.server.ts'
import { readInbox } from './work.server.ts'

const SHOWN = 5
const DAYS_AHEAD = 60

/** What needs this reader, what is late, what comes, what changed. */
export async function readHome(services: Services, actor: Actor, now: Date) {
  const today = await todayOf(services, actor, now)
  const yesterday = addDays(today, -1)
  const [figures, inbox, overdue, upcoming, log] = await Promise.all([
    services.library.figures(actor, [], today),
    readInbox(services, actor, { limit: SHOWN }),
    services.library.list(actor, {
      reviewBefore: yesterday,
      inEffect: true,
      sort: 'nextReviewDate',
      limit: SHOWN,
    }),
    services.upcoming.list(actor, DAYS_AHEAD, SHOWN),
    can(actor, 'audit.read') ? services.audit.list(actor, {}, { limit: 40 }) : { entries: [] },
  ])
  return {
    figures: {
      total: figures.total,
      published: figures.byStatus.published ?? 0,
      inReview: figures.byStatus.in_review ?? 0,
      reviewsOverdue: figures.reviewsOverdue,
      recentlyUpdated: figures.recentlyUpdated,
    },
    inbox: { total: inbox.list.total, late: inbox.late, first: inbox.items },
    late: overdue.rows.map(toItem),
    upcoming,
    activity: log.entries
      .filter(({ action }) => !actionRule(action)?.routine)
      .slice(0, SHOWN)
      .map(activityEntry),
  }
}
