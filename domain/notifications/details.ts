import type { Classification } from '../documents/classification.ts'
import type { ChangeType } from '../documents/status.ts'

/** A request for a signature, with what its signer must know to decide. */
export interface SignoffDetails {
  signoff: { id: string; dueAt: Date | null }
  step: { name: string }
  round: { message: string }
  submittedByName: string
  document: { identifier: string; classification: Classification }
  version: { title: string; changeType: ChangeType; changeSummary: string; abstract: string }
  /** The highest version label that the document has so far. */
  latestLabel: string | null
}

/**
 * What a message can say about a subject beyond the facts of its notification, by type of subject. It is read from the
 * database when the message is sent; services/notifications/details.ts has the reader of each type.
 */
export interface SubjectDetails {
  signoff: SignoffDetails
}

export type DetailsOf<S> = S extends keyof SubjectDetails ? SubjectDetails[S] : never
