import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { publicationInEffect } from '#db/queries/publications.ts'
import { insertReview, lastReview, type ReviewRow } from '#db/queries/reviews.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, type PlainDate } from '#domain/dates.ts'
import { decide } from '#domain/documents/lifecycle.ts'
import { reviewOf } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AttestReview, MoveReview, RequestChange } from './input.ts'
import { armReview } from './process.ts'

/** The document locked, for whoever may answer its review, and the review. */
async function lockForAnswer(tx: Transaction, actor: Actor, reference: string, asked: PlainDate | undefined, at: Date) {
  const document = await requireLocked(tx, actor, reference)
  authorize(actor, 'documents.confirm_review', { own: isOwn(actor, document) })
  const { timeZone, settings } = await rulesOf(tx, actor.orgId)
  const today = dateIn(at, timeZone)
  const review = reviewOf(document, today, settings.reviewsCountFrom)
  if (!review) throw new DomainError('review_not_scheduled')
  if (asked !== undefined && asked !== review.due) throw new DomainError('review_answered', { dueOn: review.due })
  return { document, review, today }
}

type Answer = Pick<ReviewRow, 'outcome' | 'note' | 'evidence' | 'dueOn' | 'reviewedOn' | 'nextDueOn'>

/** Writes who found what, of the version in effect. */
async function record(tx: Transaction, actor: Actor, document: DocumentRow, answer: Answer, at: Date): Promise<void> {
  const inEffect = await publicationInEffect(tx, actor.orgId, document.id)
  if (!inEffect) throw new DomainError('review_not_scheduled')
  const last = await lastReview(tx, actor.orgId, document.id)
  await insertReview(tx, {
    orgId: actor.orgId,
    id: newId(tx),
    documentId: document.id,
    number: (last?.number ?? 0) + 1,
    versionId: inEffect.versionId,
    contentHash: inEffect.contentHash,
    reviewerId: memberOf(actor),
    reviewerName: actor.name,
    reviewerPosition: actor.positionTitle,
    reviewedAt: at,
    ...answer,
  })
}

/**
 * Records that a document in effect was reviewed and is right as it is. The next review counts from today or from the day
 * on which this one was due, as the organization has chosen.
 * @throws not_found, forbidden, review_not_scheduled, review_answered when another review is due by now
 */
export async function attestReview(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: AttestReview = {},
): Promise<void> {
  const { note, evidence, dueOn } = checked(AttestReview, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, review, today } = await lockForAnswer(tx, actor, reference, dueOn, at)
    const { due, next } = review
    const answer = { outcome: 'still_right', note, evidence, dueOn: due, reviewedOn: today, nextDueOn: next } as const
    await record(tx, actor, document, answer, at)
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
  })
}

/**
 * Records that a document in effect was reviewed and has to change, and opens a revision with the words. The review stays
 * due, until the next version is in effect.
 * @throws not_found, forbidden, review_not_scheduled, review_answered, invalid_transition when it is revised already
 */
export async function requestChange(deps: Deps, actor: Actor, reference: string, given: RequestChange): Promise<void> {
  const { note, evidence, dueOn } = checked(RequestChange, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, review, today } = await lockForAnswer(tx, actor, reference, dueOn, at)
    if (document.status !== 'published') {
      throw new DomainError('invalid_transition', { status: document.status, done: 'revised', from: ['published'] })
    }
    const status = decide(document.status, 'revise', { reason: note })
    const answer = { outcome: 'needs_change', note, evidence, dueOn: review.due, reviewedOn: today } as const
    await record(tx, actor, document, { ...answer, nextDueOn: review.due }, at)
    await updateDocument(tx, document, { status, revisionReason: note }, at)
    appendAudit(tx, actor, {
      at,
      action: 'document.review_needs_change',
      subjectId: document.id,
      documentId: document.id,
      before: { nextReviewDate: review.due },
      after: { outcome: 'needs_change', note, evidence: evidence.length },
    })
    appendAudit(tx, actor, {
      at,
      action: 'document.revised',
      subjectId: document.id,
      documentId: document.id,
      before: { status: document.status },
      after: { status, reason: note },
    })
  })
}

/**
 * Moves the review under way to another day.
 * @throws not_found, forbidden, review_not_scheduled, review_date_past
 */
export async function moveReview(deps: Deps, actor: Actor, reference: string, given: MoveReview): Promise<void> {
  const { dueOn, reason } = checked(MoveReview, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'reviews.manage')
    const { timeZone } = await rulesOf(tx, actor.orgId)
    const today = dateIn(at, timeZone)
    const review = reviewOf(document, today)
    if (!review) throw new DomainError('review_not_scheduled')
    if (dueOn < today) throw new DomainError('review_date_past')
    const after = await updateDocument(tx, document, { nextReviewDate: dueOn }, at)
    armReview(tx, document, after)
    appendAudit(tx, actor, {
      at,
      action: 'document.review_moved',
      subjectId: document.id,
      documentId: document.id,
      before: { nextReviewDate: review.due },
      after: { nextReviewDate: dueOn, reason },
    })
  })
}
