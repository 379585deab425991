import { z } from 'zod'
import { APPROVAL_TYPES, type ApprovalType } from '../approvals/definition.ts'

/** What is decided, of a notification about a round. Those from before there were others are about approvals. */
export const purpose = z.enum(APPROVAL_TYPES).default('approval')

/** What a signer is asked for, after "You are asked to". */
export const ASKED = {
  approval: 'sign off this version',
  publication: 'approve the publication of this version',
  retirement: 'approve that this version goes out of effect',
  review: 'confirm that this version is still right',
} as const satisfies Record<ApprovalType, string>

/** Where the outcome leaves a document whose round ended without an approval. */
export const AFTER_REFUSAL = {
  approval: 'It is a draft again.',
  publication: 'It stays approved and is not published.',
  retirement: 'It stays in effect.',
  review: 'Its review stays open.',
} as const satisfies Record<ApprovalType, string>

/** What was refused or ended, in front of a document: "its publication". Empty for the approval itself. */
export const OF_WHAT = {
  approval: '',
  publication: ' the publication of',
  retirement: ' the retirement of',
  review: ' the review of',
} as const satisfies Record<ApprovalType, string>
