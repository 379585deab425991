import type { PlainDate } from '../dates.ts'
import type { TaskQueue } from '../queues.ts'

/**
 * What passes between the rows of a document and the process that reminds of its reviews. Plain data: it is stored in
 * histories for years.
 */

export const REVIEW_WORKFLOW = 'review'
export const REVIEW_QUEUE = 'reviews' satisfies TaskQueue
export const reviewWorkflowId = (documentId: string): string => `review/${documentId}`

export interface ReviewInput {
  orgId: string
  documentId: string
  /** Shown to operators; it says which document without saying what is in it. */
  identifier: string
}

/** The rows have changed: a nudge, which says nothing more. */
export const REVIEW_CHANGED = 'changed'

/** Where the review under way stands. `due`: in the last weeks before its day, and on it. */
export const REVIEW_STAGES = ['scheduled', 'due', 'overdue'] as const
export type ReviewStage = (typeof REVIEW_STAGES)[number]

/** What became of the process in the end: the document is not in effect any more, or not reviewed regularly. */
export const REVIEW_ENDINGS = ['out_of_effect', 'not_reviewed'] as const
export type ReviewEnding = (typeof REVIEW_ENDINGS)[number]

/** What the rows answer when they are asked. */
export type CycleOutcome =
  | {
      outcome: 'waiting'
      /** Which review it is: the day on which it is due. Another day is another cycle. */
      dueOn: PlainDate
      /** When that day ends. */
      dueAt: string
      stage: ReviewStage
      /** When to look again: a reminder falls due, or the review becomes overdue. */
      wakeAt: string
    }
  | { outcome: 'over'; ending: ReviewEnding }
