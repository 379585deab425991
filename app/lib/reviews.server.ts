import type { Actor } from '#domain/actor.ts'
import { isPlainDate } from '#domain/dates.ts'
import { REVIEW_WINDOWS, type ReviewWindow, windowOf } from '#domain/reviews/windows.ts'
import type { Services } from './context.ts'
import { pageIn, placeOf } from './page-number.ts'

const UUID = /^[0-9a-f-]{36}$/i

/** Which reviews an address asks for; nonsense asks for all. */
export function reviewsAsked(search: URLSearchParams, me: string | null) {
  const due = search.get('due')
  const on = search.get('on') ?? ''
  const owner = search.get('owner') ?? ''
  return {
    window: REVIEW_WINDOWS.find((window): window is ReviewWindow => window === due) ?? null,
    on: isPlainDate(on) ? on : null,
    ownerId: owner === 'me' ? me : UUID.test(owner) ? owner : null,
    page: pageIn(search, 'page'),
  }
}

/** A page of the reviews that are due, in their parts. */
export async function readDue(
  { reviews }: Pick<Services, 'reviews'>,
  actor: Actor,
  asked: ReturnType<typeof reviewsAsked>,
) {
  const { rows, today, ...place } = await reviews.due(actor, { ...asked, limit: 50 })
  return {
    list: placeOf(place),
    rows: rows.map(({ id, identifier, title, status, dueOn, owner, lastReviewedOn, lastOutcome, mayReview }) => ({
      id,
      identifier,
      title,
      status,
      dueOn,
      owner: { name: owner.name, position: owner.positionTitle },
      lastReviewedOn,
      foundRight: lastOutcome === 'still_right',
      mayReview,
      window: windowOf(dueOn, today),
    })),
  }
}
export type DueRow = Awaited<ReturnType<typeof readDue>>['rows'][number]

type Made = Awaited<ReturnType<Services['reviews']['made']>>['rows'][number]

/** A review that was made, as pages show it. */
export const madeRow = ({ review, document, version }: Made) => ({
  id: review.id,
  identifier: document.identifier,
  title: document.title,
  version: version ? `${version.major}.${version.minor}` : null,
  outcome: review.outcome,
  reviewer: { name: review.reviewerName, position: review.reviewerPosition },
  note: review.note,
  evidence: review.evidence,
  dueOn: review.dueOn,
  reviewedOn: review.reviewedOn,
})
export type MadeRow = ReturnType<typeof madeRow>
