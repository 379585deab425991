import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { reviewedDocuments } from '#db/queries/reviews.ts'
import { isReviewed, type Reviewed } from '#domain/documents/review.ts'
import {
  REVIEW_CHANGED,
  REVIEW_QUEUE,
  REVIEW_WORKFLOW,
  type ReviewInput,
  reviewWorkflowId,
} from '#domain/reviews/process.ts'
import { enqueue, type OutboxMessage } from '../outbox.ts'

type Which = Pick<DocumentRow, 'orgId' | 'id' | 'identifier'>

/** What starts the process. A document can go out of effect and come back, so an earlier run may exist. */
function startOfReview({ orgId, id: documentId, identifier }: Which): OutboxMessage {
  const input: ReviewInput = { orgId, documentId, identifier }
  return {
    kind: 'start',
    queue: reviewWorkflowId(documentId),
    name: REVIEW_WORKFLOW,
    payload: {
      taskQueue: REVIEW_QUEUE,
      isRestart: true,
      args: [input],
      searchAttributes: { OrgId: orgId, DocumentId: documentId, ProcessKind: REVIEW_WORKFLOW },
      summary: `Reviews of ${identifier}`,
    },
  }
}

/** Starts the process of a document that is reviewed regularly. */
export const startReview = (tx: Transaction, document: Which): void =>
  enqueue(tx, document.orgId, startOfReview(document))

/** Wakes the process of a document, which then reads the rows. */
export const nudgeReview = (tx: Transaction, { orgId, id }: Pick<Which, 'orgId' | 'id'>): void =>
  enqueue(tx, orgId, { kind: 'nudge', queue: reviewWorkflowId(id), name: REVIEW_CHANGED, payload: {} })

/** Wakes the processes of all documents of an organization that are reviewed. */
export async function nudgeAllReviews(tx: Transaction, orgId: string): Promise<void> {
  for (const document of await reviewedDocuments(tx, orgId)) nudgeReview(tx, document)
}

/**
 * Sets the process of a document's reviews by what has changed: it starts, looks again, or ends by itself. Every change
 * of a document that decides about its reviews calls this in its transaction.
 */
export function armReview(tx: Transaction, before: Reviewed, after: Reviewed & Which): void {
  if (isReviewed(before)) nudgeReview(tx, after)
  else if (isReviewed(after)) startReview(tx, after)
}
