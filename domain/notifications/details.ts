import type { ApprovalType } from '../approvals/definition.ts'
import type { Classification } from '../documents/classification.ts'
import type { Submission } from '../documents/labels.ts'
import type { ChangeType } from '../documents/status.ts'

/** A request for a signature, with what its signer must know to decide. */
export interface SignoffDetails {
  signoff: { id: string; dueAt: Date | null; onBehalfOf: string | null; delegationReason: string | null }
  /** With the words that its definition adds to the request. */
  step: { name: string; notification: string | null }
  round: Submission & { purpose: ApprovalType; message: string }
  submittedByName: string
  document: { identifier: string; classification: Classification }
  version: { title: string; changeType: ChangeType; changeSummary: string; abstract: string }
}

/** A round that is over, with what was said at its end. */
export interface RoundDetails {
  document: { classification: Classification }
  reason: string | null
}

/**
 * What a message can say about a subject beyond the facts of its notification, by type of subject. It is read from the
 * database when the message is sent; services/notifications/details.ts has the reader of each type.
 */
export interface SubjectDetails {
  signoff: SignoffDetails
  round: RoundDetails
}

export type DetailsOf<S> = S extends keyof SubjectDetails ? SubjectDetails[S] : never
