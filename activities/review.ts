import { type Actor, systemActor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import { type ReviewActivities, type ReviewActivityInput, reviewWorkflowId } from '#workflows/review/contract.ts'
import { toApplicationFailure } from './errors.ts'

const actorOf = ({ orgId, documentId }: ReviewActivityInput): Actor => systemActor(orgId, reviewWorkflowId(documentId))

/** The activities of the review process: each is one use case at the process's own time. */
export const reviewActivities = ({ reviews }: Pick<Services, 'reviews'>): ReviewActivities => ({
  chaseReview: (moment) =>
    toApplicationFailure(() => reviews.chase(actorOf(moment), moment.documentId, new Date(moment.at))),
})
