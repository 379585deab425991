import type { Actor } from '#domain/actor.ts'
import { actionRule } from '#domain/audit/actions.ts'
import { addDays, type PlainDate } from '#domain/dates.ts'
import { can } from '#domain/roles.ts'
import { activityEntry } from './activity.ts'
import type { Services } from './context.ts'
import { toItem } from './library.server.ts'
import { todayOf } from './today.server.ts'
import { readInbox } from './work.server.ts'

const SHOWN = 5
const DAYS_AHEAD = 60

/** What needs this reader, what is late, what comes, what changed; to a reader of texts in effect, what binds them. */
export async function readHome(services: Services, actor: Actor, now: Date) {
  const today = await todayOf(services, actor, now)
  const readsDrafts = can(actor, 'documents.read_drafts')
  const [figures, inbox, late, binding, upcoming, log, firstSteps] = await Promise.all([
    services.library.figures(actor, [], today),
    readInbox(services, actor, { limit: SHOWN }),
    readsDrafts ? readLate(services, actor, today) : null,
    readsDrafts ? null : readBinding(services, actor),
    services.upcoming.list(actor, DAYS_AHEAD, SHOWN),
    can(actor, 'audit.read') ? services.audit.list(actor, {}, { limit: 40 }) : { entries: [] },
    can(actor, 'settings.manage') ? services.organizations.firstSteps(actor) : null,
  ])
  return {
    figures: {
      total: figures.total,
      published: figures.byStatus.published ?? 0,
      inReview: figures.byStatus.in_review ?? 0,
      reviewsOverdue: figures.reviewsOverdue,
      recentlyUpdated: figures.recentlyUpdated,
    },
    inbox: { ...inbox.counted, first: inbox.items },
    late,
    binding,
    upcoming,
    activity: log.entries
      .filter(({ action }) => !actionRule(action)?.routine)
      .slice(0, SHOWN)
      .map(activityEntry),
    firstSteps,
  }
}

/** The reviews of the whole organization that are past their date, whoever they wait for. */
async function readLate(services: Services, actor: Actor, today: PlainDate) {
  const { rows } = await services.library.list(actor, {
    reviewBefore: addDays(today, -1),
    inEffect: true,
    sort: 'nextReviewDate',
    limit: SHOWN,
  })
  return rows.map(toItem)
}

/** The texts in effect that the reader may read, the newest first. */
async function readBinding({ work }: Services, actor: Actor) {
  const texts = await work.binding(actor, SHOWN)
  return texts.map(({ major, minor, effectiveFrom, ...text }) => ({
    ...text,
    version: `${major}.${minor}`,
    effectiveFrom: effectiveFrom.toISOString(),
  }))
}
