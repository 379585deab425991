import type { Actor } from '#domain/actor.ts'
import { actionRule } from '#domain/audit/actions.ts'
import { activityEntry } from './activity.ts'
import type { Services } from './context.ts'
import { madeRow } from './reviews.server.ts'

const [NEWS, EARLIER] = [8, 5]

/** All that the page of a review shows. @throws not_found, review_not_scheduled */
export async function readReview({ reviews, documents, audit }: Services, actor: Actor, reference: string) {
  const review = await reviews.get(actor, reference)
  const { document, owner, secondOwner, publication, label, effectiveNumber } = await documents.get(actor, reference)
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
    made: made.rows.map(madeRow),
    since: since.toISOString(),
    news: entries.filter(({ at, action }) => at > since && !actionRule(action)?.routine).map(activityEntry),
  }
}
