import { findCycle } from '#db/queries/reviews.ts'
import * as queries from '#db/queries/reviews-due.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays, dateIn, type PlainDate } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { reviewOf } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { DEFAULT_COUNTS_FROM } from '#domain/reviews/rhythm.ts'
import { REVIEW_WINDOWS, type ReviewWindow, windowSpan } from '#domain/reviews/windows.ts'
import { can } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'

/** Which reviews are asked for. */
export interface DueAsked extends PageAsked {
  window?: ReviewWindow | null
  /** On this day, whatever the window. */
  on?: PlainDate | null
  ownerId?: string | null
}

/** A day of a month, with the first few of its reviews. */
const MOST_OF_DAY = 4
const DAYS_ON_TIME = 90
const MOST_OWNERS = 8

/** What is due, what was reviewed, and when. Everybody reads it, of the documents that exist for them. */
export const reviewLists = (deps: Deps) => ({
  /** A page of the reviews that are due, the earliest first; without a window within 90 days. */
  due: (actor: Actor, { window = null, on = null, ownerId = null, ...asked }: DueAsked = {}) =>
    transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const today = dateIn(deps.clock.now(), timeZone)
      const span = on === null ? windowSpan(window, today) : { from: on, until: on }
      const filter = { ...span, ownerId }
      const reader = readerOf(actor)
      const total = await queries.countDue(tx, actor.orgId, reader, filter)
      const { rows, ...place } = await readPage(asked, total, (page) =>
        queries.listDue(tx, actor.orgId, reader, filter, page),
      )
      const mayReview = (own: boolean) => can(actor, 'documents.confirm_review', { own })
      return { rows: rows.map((row) => ({ ...row, mayReview: mayReview(row.isOwn) })), today, ...place }
    }),

  /** How many reviews are due when, how many were made on time lately, and who has most to do. */
  figures: (actor: Actor) =>
    transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const today = dateIn(deps.clock.now(), timeZone)
      const reader = readerOf(actor)
      const spans = REVIEW_WINDOWS.map((window) => ({ window, ...windowSpan(window, today) }))
      const { counts, earliest, all } = await queries.countSpans(tx, actor.orgId, reader, spans)
      const lately = await queries.madeOnTime(tx, actor.orgId, reader, addDays(today, -DAYS_ON_TIME))
      const until = addDays(today, 90)
      const owners = await queries.dueByOwner(tx, actor.orgId, reader, { until, today }, MOST_OWNERS)
      return {
        today,
        all,
        earliest,
        windows: spans.map((span, n) => ({ ...span, due: counts[n] ?? 0 })),
        lately: { days: DAYS_ON_TIME, ...lately },
        owners,
      }
    }),

  /** What is due on each day of a span, the first few of each day. @param span at most some weeks */
  calendar: (actor: Actor, span: { from: PlainDate; until: PlainDate }) =>
    transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const filter = { ...span, ownerId: null }
      const due = await queries.dueByDay(tx, actor.orgId, readerOf(actor), filter, MOST_OF_DAY)
      return { due, today: dateIn(deps.clock.now(), timeZone) }
    }),

  /** A page of the reviews that were made, the newest first. */
  made: (actor: Actor, asked: PageAsked = {}) =>
    transact(deps, actor, async (tx) => {
      const reader = readerOf(actor)
      const total = await queries.countMade(tx, actor.orgId, reader, null)
      return readPage(asked, total, (page) => queries.listMade(tx, actor.orgId, reader, null, page))
    }),

  /** A page of the reviews of one document, the newest first. @throws not_found */
  ofDocument: (actor: Actor, reference: string, asked: PageAsked = {}) =>
    transact(deps, actor, async (tx) => {
      const { id } = await requireDocument(tx, actor, reference)
      const reader = readerOf(actor)
      const total = await queries.countMade(tx, actor.orgId, reader, id)
      return readPage(asked, total, (page) => queries.listMade(tx, actor.orgId, reader, id, page))
    }),

  /** The review of a document that is under way. @throws not_found, review_not_scheduled */
  get: (actor: Actor, reference: string) =>
    transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const { timeZone, settings } = await rulesOf(tx, actor.orgId)
      const today = dateIn(deps.clock.now(), timeZone)
      const countsFrom = settings.reviewsCountFrom ?? DEFAULT_COUNTS_FROM
      const review = reviewOf(document, today, countsFrom)
      if (!review) throw new DomainError('review_not_scheduled')
      const cycle = await findCycle(tx, { orgId: actor.orgId, documentId: document.id, dueOn: review.due })
      const own = isOwn(actor, document)
      const mayReview = can(actor, 'documents.confirm_review', { own })
      return {
        documentId: document.id,
        dueOn: review.due,
        nextDueOn: review.next,
        countsFrom,
        today,
        remindersSent: cycle?.remindersSent ?? 0,
        lastRemindedAt: cycle?.lastRemindedAt ?? null,
        may: {
          attest: mayReview,
          requestChange: mayReview && document.status === 'published',
          move: can(actor, 'reviews.manage'),
        },
      }
    }),
})
