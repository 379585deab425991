import type { Transaction } from '#db/client.ts'
import { updateDocument } from '#db/queries/documents.ts'
import { publicationInEffect } from '#db/queries/publications.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, type PlainDate } from '#domain/dates.ts'
import { decide } from '#domain/documents/lifecycle.ts'
import { reviewOf } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { requireNoRound } from '../rounds/command.ts'
import { definitionFor, openRound } from '../rounds/open.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AttestReview, MoveReview, RequestChange } from './input.ts'
import { armReview } from './process.ts'
import { type Reviewer, record, recordStillRight } from './record.ts'

/** The document locked, for whoever may answer its review, and the review. */
async function lockForAnswer(tx: Transaction, actor: Actor, reference: string, asked: PlainDate | undefined, at: Date) {
  const document = await requireLocked(tx, actor, reference)
  authorize(actor, 'documents.confirm_review', { own: isOwn(actor, document) })
  const rules = await rulesOf(tx, actor.orgId)
  const { timeZone, settings } = rules
  const today = dateIn(at, timeZone)
  const review = reviewOf(document, today, settings.reviewsCountFrom)
  if (!review) throw new DomainError('review_not_scheduled')
  if (asked !== undefined && asked !== review.due) throw new DomainError('review_answered', { dueOn: review.due })
  return { document, review, today, rules }
}

const reviewerOf = (actor: Actor): Reviewer => ({
  id: memberOf(actor),
  name: actor.name,
  position: actor.positionTitle,
})

/**
 * Records that a document in effect was reviewed and is right as it is. The next review counts from today or from the day
 * on which this one was due, as the organization has chosen. Where a definition has others confirm it, they are asked, and it is
 * recorded with their approval.
 * @throws not_found, forbidden, review_not_scheduled, review_answered when another review is due by now, round_open, no_signers,
 *   quorum_unreachable
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
    const { document, rules } = await lockForAnswer(tx, actor, reference, dueOn, at)
    const by = reviewerOf(actor)
    const decided = await definitionFor(tx, document, 'review')
    if (!decided) return recordStillRight(tx, actor, document, { by, rules, note, evidence }, at)
    await requireNoRound(tx, document)
    const inEffect = await publicationInEffect(tx, actor.orgId, document.id)
    if (!inEffect) throw new DomainError('review_not_scheduled')
    const { versionId } = inEffect
    const question = { purpose: 'review', versionId, askedBy: by.id, message: note, evidence } as const
    await openRound(tx, actor, document, decided.definition, question, at)
  })
}

/**
 * Records that a document in effect was reviewed and has to change, and opens a revision with the words. The review stays
 * due, until the next version is in effect.
 * @throws not_found, forbidden, review_not_scheduled, review_answered, invalid_transition when it is revised already, round_open
 */
export async function requestChange(deps: Deps, actor: Actor, reference: string, given: RequestChange): Promise<void> {
  const { note, evidence, dueOn } = checked(RequestChange, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, review, today } = await lockForAnswer(tx, actor, reference, dueOn, at)
    if (document.status !== 'published') {
      throw new DomainError('invalid_transition', { status: document.status, done: 'revised', from: ['published'] })
    }
    await requireNoRound(tx, document)
    const status = decide(document.status, 'revise', { reason: note })
    const answer = { outcome: 'needs_change', note, evidence, dueOn: review.due, reviewedOn: today } as const
    await record(tx, document, reviewerOf(actor), { ...answer, nextDueOn: review.due }, at)
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
