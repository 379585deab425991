import { lockDocument } from '#db/queries/documents.ts'
import { awaitsDelivery } from '#db/queries/processes.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { isReviewed } from '#domain/documents/review.ts'
import { reviewWorkflowId } from '#domain/reviews/process.ts'
import { type Deps, transact } from '../transaction.ts'
import { startReview } from './process.ts'

/**
 * Starts the process of a document's reviews when it should be running and Temporal has no run of it, which is so for
 * documents from before there was such a process too. Rows decide once more, under lock.
 * @returns whether it was started
 */
export function restartReview(deps: Deps, actor: Actor, documentId: string): Promise<boolean> {
  return transact(deps, actor, async (tx) => {
    const document = await lockDocument(tx, actor.orgId, readerOf(actor), documentId)
    if (!document || !isReviewed(document)) return false
    if (await awaitsDelivery(tx, actor.orgId, reviewWorkflowId(documentId))) return false
    startReview(tx, document)
    return true
  })
}
