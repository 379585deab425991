/** What the approval process is called with, told, and answers. Plain data: it is stored in histories for years. */

export const APPROVAL_WORKFLOW = 'approval'
export const approvalWorkflowId = (versionId: string): string => `approval/${versionId}`

export interface ApprovalInput {
  orgId: string
  documentId: string
  versionId: string
  roundId: string
  /** Shown to operators; it says which document without saying what is in it. */
  identifier: string
}

/** A sign-off was decided. `closes` says that the step may be over; otherwise only fewer are awaited. */
export interface Decided {
  closes: boolean
  awaiting: number
}
/** Somebody said when to publish; now is an instant like any other. */
export interface PublishAt {
  publishAt: string
}

/** Signals come with the id of their outbox row as second argument, by which repeats are known. */
export const SIGNALS = {
  decided: 'decided',
  publish: 'publish',
  withdrawn: 'withdrawn',
  canceled: 'canceled',
} as const

export const STAGES = ['starting', 'in_review', 'awaiting_publication', 'publishing', 'ended'] as const
export type Stage = (typeof STAGES)[number]
export const STAGE_QUERY = 'stage'

export const ENDINGS = ['published', 'rejected', 'withdrawn', 'canceled'] as const
export type Ending = (typeof ENDINGS)[number]

/** What activities need to know: the round, and the time as the workflow sees it. */
export interface RoundMoment extends Omit<ApprovalInput, 'identifier'> {
  at: string
}

/** How a round was ended by people, while the workflow was busy elsewhere. */
export interface RoundOver {
  outcome: 'round_over'
  ending: Extract<Ending, 'rejected' | 'withdrawn' | 'canceled'>
}

/** Where a round stands after a step was begun, judged, or chased. */
export type StepOutcome =
  | {
      outcome: 'waiting'
      position: number
      steps: number
      awaiting: number
      dueAt: string | null
      /** When something falls due: a reminder, an escalation, a rejection. Null: only a decision brings it on. */
      wakeAt: string | null
    }
  | { outcome: 'step_approved' }
  | { outcome: 'all_approved' }
  | { outcome: 'rejected' }
  | RoundOver

/** `publishAt` null: somebody will say when. */
export type ApproveOutcome = { outcome: 'approved'; label: string; publishAt: string | null } | RoundOver

export type PublishOutcome = { outcome: 'published' } | RoundOver

/** What the worker does for this process. Each is idempotent: the rows tell what was done already. */
export interface ApprovalActivities {
  beginStep(moment: RoundMoment): Promise<StepOutcome>
  settleStep(moment: RoundMoment): Promise<StepOutcome>
  chaseStep(moment: RoundMoment): Promise<StepOutcome>
  approveVersion(moment: RoundMoment): Promise<ApproveOutcome>
  ensureRendition(moment: RoundMoment): Promise<void>
  publishVersion(moment: RoundMoment): Promise<PublishOutcome>
  cancelRound(moment: RoundMoment): Promise<void>
}
