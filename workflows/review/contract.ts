import type { CycleOutcome, ReviewInput } from '#domain/reviews/process.ts'

export * from '#domain/reviews/process.ts'

/** What activities get: the document, and the time as the workflow sees it. */
export interface ReviewActivityInput extends Omit<ReviewInput, 'identifier'> {
  at: string
}

/** The activity on this process's own queue. It is idempotent: the rows say what was done already. */
export interface ReviewActivities {
  /** Reminds, if a reminder is due, and says how the review stands and when to look again. */
  chaseReview(moment: ReviewActivityInput): Promise<CycleOutcome>
}
