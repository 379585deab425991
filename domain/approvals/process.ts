import type { TaskQueue } from '../queues.ts'
import type { ApprovalType } from './definition.ts'

/**
 * What passes between the facts of a round and the process that moves it on. Plain data: it is stored in histories for
 * years. Rules and services use these words; workflows/approval/contract.ts adds what only the process needs.
 */

export const APPROVAL_WORKFLOW = 'approval'
export const APPROVAL_QUEUE = 'approvals' satisfies TaskQueue
export const approvalWorkflowId = (versionId: string): string => `approval/${versionId}`

/**
 * The id of a round's process. A version is submitted once, so its approval bears its id; whether it is published, archived or
 * still right can be asked again, so the other purposes bear the round's.
 */
export const roundWorkflowId = ({
  purpose,
  id,
  versionId,
}: {
  purpose: ApprovalType
  id: string
  versionId: string
}): string => (purpose === 'approval' ? approvalWorkflowId(versionId) : `${LATER[purpose]}/${id}`)

/** `review/` is the process that reminds of a document's reviews. */
const LATER = { publication: 'publication', retirement: 'retirement', review: 'confirmation' } as const

export interface ApprovalInput {
  orgId: string
  documentId: string
  versionId: string
  roundId: string
  /** Absent in histories from before there were others: approval. */
  purpose?: ApprovalType
  /** Shown to operators; it says which document without saying what is in it. */
  identifier: string
}

/** A sign-off was decided that may end its step. Histories also hold some that could not, and said so. */
export interface Decided {
  closes: boolean
}
/** Somebody said when to publish; now is an instant like any other. Null: not before somebody says so again. */
export interface PublishAt {
  publishAt: string | null
}

/** Signals come with the id of their outbox row as second argument, by which repeats are known. */
export const SIGNALS = {
  decided: 'decided',
  /** Whom a step asks or until when was changed: its reminders are planned anew. */
  changed: 'changed',
  publish: 'publish',
  withdrawn: 'withdrawn',
  canceled: 'canceled',
} as const

/** `approved` is the end of a round of any purpose but approval: what it was to bring about was done with its last signature. */
export const ENDINGS = ['published', 'approved', 'rejected', 'withdrawn', 'canceled'] as const
export type Ending = (typeof ENDINGS)[number]

/** How a round was ended: by people, while the workflow was busy elsewhere, or with all that it had to bring about. */
export interface RoundOver {
  outcome: 'round_over'
  ending: Exclude<Ending, 'published'>
}

/** Where a round stands after it was begun, judged, or chased. */
export type ReviewOutcome =
  | {
      outcome: 'waiting'
      position: number
      steps: number
      awaiting: number
      dueAt: string | null
      /** When something falls due: a reminder, an escalation, a rejection. Null: only a decision brings it on. */
      wakeAt: string | null
    }
  | Approved
  | RoundOver

/** All steps are approved, and the version has its label. `publishAt` null: somebody will say when. */
export interface Approved {
  outcome: 'approved'
  label: string
  publishAt: string | null
}

/**
 * `not_yet`: at `publishAt`, with a PDF that says that day. It was put off meanwhile, or the day that was printed is over.
 * Null: the plan was canceled meanwhile, and somebody will say when.
 */
export type PublishOutcome = { outcome: 'published' } | { outcome: 'not_yet'; publishAt: string | null } | RoundOver
