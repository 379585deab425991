import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { publicationInEffect } from '#db/queries/publications.ts'
import { insertReview, lastReview, type ReviewRow } from '#db/queries/reviews.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import { reviewOf } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import type { Evidence } from '#domain/reviews/outcome.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { armReview } from './process.ts'

/** Who reviewed, by name and position at that time. */
export interface Reviewer {
  id: string
  name: string
  position: string | null
}

type Answer = Pick<ReviewRow, 'outcome' | 'note' | 'evidence' | 'dueOn' | 'reviewedOn' | 'nextDueOn'>

/** Writes who found what, of the version in effect. */
export async function record(
  tx: Transaction,
  document: DocumentRow,
  by: Reviewer,
  answer: Answer,
  at: Date,
): Promise<void> {
  const inEffect = await publicationInEffect(tx, document.orgId, document.id)
  if (!inEffect) throw new DomainError('review_not_scheduled')
  const last = await lastReview(tx, document.orgId, document.id)
  await insertReview(tx, {
    orgId: document.orgId,
    id: newId(tx),
    documentId: document.id,
    number: (last?.number ?? 0) + 1,
    versionId: inEffect.versionId,
    contentHash: inEffect.contentHash,
    reviewerId: by.id,
    reviewerName: by.name,
    reviewerPosition: by.position,
    reviewedAt: at,
    ...answer,
  })
}

interface StillRight {
  by: Reviewer
  rules: Rules
  note: string
  evidence: Evidence[]
}

/**
 * Records that a document is right as it is, and sets the date of its next review. A document that is not reviewed any more
 * by then stays as it is.
 */
export async function recordStillRight(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  { by, rules: { timeZone, settings }, note, evidence }: StillRight,
  at: Date,
): Promise<void> {
  const today = dateIn(at, timeZone)
  const review = reviewOf(document, today, settings.reviewsCountFrom)
  if (!review) return
  const { due, next } = review
  const answer = { outcome: 'still_right', note, evidence, dueOn: due, reviewedOn: today, nextDueOn: next } as const
  await record(tx, document, by, answer, at)
  const after = await updateDocument(tx, document, { nextReviewDate: next }, at)
  armReview(tx, document, after)
  appendAudit(tx, actor, {
    at,
    action: 'document.review_confirmed',
    subjectId: document.id,
    documentId: document.id,
    before: { nextReviewDate: due },
    after: { outcome: 'still_right', nextReviewDate: next, note, evidence: evidence.length },
  })
}
