import { z } from 'zod'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { day } from '../day.ts'
import { neededProse, prose } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const reason = prose(2_000)
const neededReason = neededProse(2_000, 'Say why')

export const publicationChoice = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('on_approval') }),
  z.strictObject({ mode: z.literal('on_date'), effectiveDate: day }),
  z.strictObject({ mode: z.literal('manual') }),
])

export const SubmitDocument = z.strictObject({
  /** Who signs, when no definition says it. */
  signerIds: z.array(z.uuid('Choose people from the list')).max(50, 'Choose at most 50 signers').default([]),
  /** Absent: the organization's default, if it has one and no signers are named. */
  definitionId: z.uuid().optional(),
  dueDate: day.nullable().default(null),
  message: prose(2_000).default(''),
  changeType: z.enum(CHANGE_TYPES).optional(),
  changeSummary: prose(2_000).default(''),
  abstract: prose(500).default(''),
  publication: publicationChoice.default({ mode: 'manual' }),
})
export type SubmitDocument = z.input<typeof SubmitDocument>

export const WithdrawDocument = z.strictObject({ reason: reason.default('') })
export type WithdrawDocument = z.input<typeof WithdrawDocument>

/** Null or absent: now. */
export const PublishDocument = z.strictObject({ effectiveDate: day.nullable().default(null) })
export type PublishDocument = z.input<typeof PublishDocument>

export const ReasonGiven = z.strictObject({ reason: neededReason })
export type ReasonGiven = z.input<typeof ReasonGiven>

export const ApproveSignoff = z.strictObject({ comment: reason.default('') })
export type ApproveSignoff = z.input<typeof ApproveSignoff>

export const DelegateSignoff = z.strictObject({
  /** The member who decides instead. */
  to: z.uuid('Choose one from the list'),
  reason: neededReason,
})
export type DelegateSignoff = z.input<typeof DelegateSignoff>

export const ReplaceSigner = z.strictObject({
  /** Who is asked, or is going to be. */
  signer: z.uuid('Choose one from the list'),
  /** Who is asked instead. */
  by: z.uuid('Choose one from the list'),
  reason: neededReason,
})
export type ReplaceSigner = z.input<typeof ReplaceSigner>

export const ExtendRound = z.strictObject({ dueDate: day, reason: neededReason })
export type ExtendRound = z.input<typeof ExtendRound>

export const RejectSignoff = z.strictObject({ comment: neededReason })
export type RejectSignoff = z.input<typeof RejectSignoff>
