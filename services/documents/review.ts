import { updateDocument } from '#db/queries/documents.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import { reviewOf } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { ConfirmReview } from './input.ts'
import { isOwn, requireLocked } from './require.ts'

/**
 * Records that a document in effect was reviewed and is right as it is: the next review counts from today. What needs a
 * change is revised instead.
 * @throws not_found, forbidden, review_not_scheduled
 */
export async function confirmReview(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: ConfirmReview = {},
): Promise<void> {
  const { note } = checked(ConfirmReview, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'documents.confirm_review', { own: isOwn(actor, document) })
    const { timeZone } = await rulesOf(tx, actor.orgId)
    const review = reviewOf(document, dateIn(at, timeZone))
    if (!review) throw new DomainError('review_not_scheduled')
    await updateDocument(tx, document, { nextReviewDate: review.next }, at)
    appendAudit(tx, actor, {
      at,
      action: 'document.review_confirmed',
      subjectId: document.id,
      documentId: document.id,
      before: { nextReviewDate: review.due },
      after: { nextReviewDate: review.next, note },
    })
  })
}
