import type { ApprovalType } from './definition.ts'
import type { Decision } from './signoffs.ts'

/** What a round decides, beside the approval of a text. */
export type LaterPurpose = Exclude<ApprovalType, 'approval'>

interface PurposeWords {
  /** What is decided, as a title: "Publication of 2.0". */
  title: string
  /** What is decided, of a document: "the publication of POL-AC-001". */
  noun: string
  /** What a signer is asked for: "Approve its publication". */
  asks: string
  /** What a signature says, in the words that are recorded with it. */
  meanings: Record<Decision, string>
  /** What becomes of it once all steps are approved. */
  leadsTo: string
}

/** Each purpose of a round in words: pages, mails, the log and the API take them from here. */
export const PURPOSES = {
  approval: {
    title: 'Sign-off',
    noun: 'the approval',
    asks: 'Approve this version',
    meanings: {
      approved: 'I have read this version and approve it.',
      rejected: 'I have read this version and do not approve it.',
    },
    leadsTo: 'The version is approved.',
  },
  publication: {
    title: 'Publication',
    noun: 'the publication',
    asks: 'Approve its publication',
    meanings: {
      approved: 'I have read this version and approve its publication.',
      rejected: 'I have read this version and do not approve its publication.',
    },
    leadsTo: 'The version goes into effect.',
  },
  retirement: {
    title: 'Retirement',
    noun: 'the retirement',
    asks: 'Approve its retirement',
    meanings: {
      approved: 'I have read this version and approve that it goes out of effect.',
      rejected: 'I have read this version and do not approve that it goes out of effect.',
    },
    leadsTo: 'The document is archived.',
  },
  review: {
    title: 'Review',
    noun: 'the review',
    asks: 'Confirm its review',
    meanings: {
      approved: 'I have read this version and confirm that it is still right.',
      rejected: 'I have read this version and do not confirm that it is still right.',
    },
    leadsTo: 'The review is recorded, and the next one gets its date.',
  },
} as const satisfies Record<ApprovalType, PurposeWords>

/**
 * Who may not decide, unless the organization lets authors approve: of a text those who wrote it, of all else the one who
 * asks for it. Somebody else looks at what each of them did.
 */
export const barredFrom = (
  purpose: ApprovalType,
  { authorIds, askedBy }: { authorIds: readonly string[]; askedBy: string },
): readonly string[] => (purpose === 'approval' ? authorIds : [askedBy])
