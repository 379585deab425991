import type { ApprovalInput, PublishOutcome, ReviewOutcome } from '#domain/approvals/process.ts'

export * from '#domain/approvals/process.ts'

export const STAGES = ['in_review', 'awaiting_publication', 'publishing', 'ended'] as const
export type Stage = (typeof STAGES)[number]
export const STAGE_QUERY = 'stage'

/** What activities get: the round, and the time as the workflow sees it. */
export interface ApprovalActivityInput extends Omit<ApprovalInput, 'identifier'> {
  at: string
}

/** What goes into effect: the stored file. */
export interface Publication extends ApprovalActivityInput {
  renditionHash: string
}

/** Activities on this process's own queue. Each is idempotent: the rows say what was done already. */
export interface ApprovalActivities {
  settleRound(moment: ApprovalActivityInput): Promise<ReviewOutcome>
  chaseRound(moment: ApprovalActivityInput): Promise<ReviewOutcome>
  publishVersion(publication: Publication): Promise<PublishOutcome>
  /** Records that the process has failed. @param failure with an error code, or `unknown` */
  failRound(failure: ApprovalActivityInput & { code: string }): Promise<void>
  cancelRound(moment: ApprovalActivityInput): Promise<void>
}

/** Activities on the queue `printing`. */
export interface ApprovalPrinting {
  /** Prints the PDF, unless it is stored already, and gives the hash it is stored under. */
  ensureRendition(moment: ApprovalActivityInput): Promise<{ renditionHash: string }>
}
