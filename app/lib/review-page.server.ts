import type { Actor } from '#domain/actor.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { actionRule } from '#domain/audit/actions.ts'
import { activityEntry } from './activity.ts'
import type { Services } from './context.ts'
import { madeRow } from './reviews.server.ts'

const [NEWS, EARLIER] = [8, 5]

/** All that the page of a review shows. @throws not_found, review_not_scheduled */
export async function readReview({ reviews, documents, audit, rounds }: Services, actor: Actor, reference: string) {
  const review = await reviews.get(actor, reference)
  const { document, owner, secondOwner, publication, label, effectiveNumber, round } = await documents.get(
    actor,
    reference,
  )
  const open = round?.status === 'running' ? round : null
  const asked = review.may.attest ? await rounds.whoDecides(actor, reference, 'review') : null
  const made = await reviews.ofDocument(actor, reference, { limit: EARLIER })
  const { entries } = await audit.ofDocument(actor, reference, { limit: NEWS })
  const [last] = made.rows
  const since = last?.review.reviewedAt ?? publication?.effectiveFrom ?? document.createdAt
  const { reviewEvery, reviewUnit } = document
  return {
    org: actor.orgSlug,
    me: { name: actor.name, position: actor.positionTitle },
    document: { id: document.id },
    identifier: document.identifier,
    title: document.effectiveTitle ?? document.title,
    status: document.status,
    version: label ? `${label.major}.${label.minor}` : `v${effectiveNumber}`,
    effectiveFrom: publication?.effectiveFrom.toISOString() ?? null,
    owner: { name: owner.name, position: owner.positionTitle },
    secondOwner: secondOwner ? { name: secondOwner.name, position: secondOwner.positionTitle } : null,
    frequency: `Every ${reviewEvery} ${reviewUnit}`,
    review: { ...review, lastRemindedAt: review.lastRemindedAt?.toISOString() ?? null },
    asked,
    // Without others to confirm it, an answer waits for nobody.
    open: asked && open && PURPOSES[open.purpose].title.toLowerCase(),
    made: made.rows.map(madeRow),
    since: since.toISOString(),
    news: entries.filter(({ at, action }) => at > since && !actionRule(action)?.routine).map(activityEntry),
  }
}

export type ReviewPage = Awaited<ReturnType<typeof readReview>>

/** Whether others are asked to confirm the review of a document before it counts. */
export async function isBeingConfirmed({ documents }: Services, actor: Actor, reference: string): Promise<boolean> {
  const { round } = await documents.get(actor, reference)
  return round?.purpose === 'review' && round.status === 'running'
}
