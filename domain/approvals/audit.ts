import { action, of, phrase } from '../audit/action.ts'
import { type Submission, submissionName } from '../documents/labels.ts'
import type { ChangeType, DocumentStatus } from '../documents/status.ts'
import { ERRORS, isErrorCode } from '../errors.ts'
import type { ConfirmationMethod } from './confirmation.ts'
import type { ApprovalType, PlannedStep, PublicationChoice, SignoffStatus } from './definition.ts'
import { type LaterPurpose, PURPOSES } from './purposes.ts'
import type { Decision } from './signoffs.ts'

interface Status {
  status: DocumentStatus
}
interface Definition {
  familyId: string
  version: number
  name: string
  type: ApprovalType
  isDefault: boolean
}
/** What was decided, and about which version. */
interface Question {
  purpose: LaterPurpose
  label: string
}
interface Step {
  step: string
  position: number
}
interface Decided {
  before: { status: SignoffStatus }
  after: Submission & {
    status: Decision
    /** Absent in entries from before there were others: approval. */
    purpose?: ApprovalType
    number: number
    /** The words that were signed. */
    meaning: string
    contentHash: string
    position: string | null
    comment: string | null
    /** In whose place; null: in their own. */
    onBehalfOf: string | null
    /** The fresh sign-in with which it was signed; absent: none was asked for. */
    confirmed?: { by: ConfirmationMethod; at: string }
  }
}

/** What refused, in the words of its title. */
const refusal = (code: string): string => (isErrorCode(code) ? ERRORS[code].title.toLowerCase() : 'an unexpected error')

/** What was decided, where it is not the text itself. */
const what = ({ purpose = 'approval' }: { purpose?: ApprovalType }): string =>
  purpose === 'approval' ? '' : `${PURPOSES[purpose].noun} of `

/** In whose place somebody decided. */
const inPlaceOf = (onBehalfOf: string | null): string => (onBehalfOf ? ` for ${onBehalfOf}` : '')

const toSign = (it: string | null) => (it === null ? '' : ` to sign ${it}`)

export const roundActions = {
  'document.submitted': action<{
    before: Status
    after: Status &
      Submission & {
        versionId: string
        number: number
        changeType: ChangeType
        contentHash: string
        steps: Pick<PlannedStep, 'name' | 'rule' | 'quorum' | 'signerIds'>[]
        publication: PublicationChoice
      }
  }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`submitted ${submissionName(after)}${of(it)} for approval`,
    tone: 'wait',
  }),
  'round.step_started': action<{ after: Step & { signerIds: string[]; dueAt: string | null } }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`asked the signers of “${after.step}”${toSign(it)}`,
    tone: 'wait',
    routine: true,
  }),
  'round.step_ended': action<{ after: Step & { status: 'approved' } }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`closed the step “${after.step}”${of(it)} as ${after.status}`,
    tone: 'ok',
    routine: true,
  }),
  'document.approved': action<{
    before: Status
    after: Status & { label: string; roundId: string; contentHash: string }
  }>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`recorded ${after.label}${of(it)} as approved`,
    tone: 'ok',
  }),
  'document.rejected': action<{
    before: Status
    /** Nobody rejected it where nobody decided in time. */
    after: Status & { step: string; by: string | null; reason: string | null }
  }>({
    subject: 'round',
    sentence: ({ after }, it) => `sent ${it ?? 'it'} back: rejected${after.by === null ? '' : phrase` by ${after.by}`}`,
    quote: ({ after }) => after.reason,
    tone: 'bad',
  }),
  'round.opened': action<{
    after: Question & {
      /** Of a publication; null: at once. */
      effectiveDate: string | null
      /** The reason of a retirement, the note of a review. */
      message: string
      steps: Pick<PlannedStep, 'name' | 'rule' | 'quorum' | 'signerIds'>[]
    }
  }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`asked for ${PURPOSES[after.purpose].noun}${of(it)} ${after.label}`,
    quote: ({ after }) => after.message || null,
    tone: 'wait',
  }),
  'round.approved': action<{ after: Question }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`recorded ${PURPOSES[after.purpose].noun}${of(it)} ${after.label} as approved`,
    tone: 'ok',
  }),
  'round.rejected': action<{ after: Question & { step: string; by: string | null; reason: string | null } }>({
    subject: 'round',
    sentence: ({ after }, it) =>
      phrase`ended ${PURPOSES[after.purpose].noun}${of(it)} ${after.label}: rejected${after.by === null ? '' : phrase` by ${after.by}`}`,
    quote: ({ after }) => after.reason,
    tone: 'bad',
  }),
  'round.withdrawn': action<{ after: Question & { reason: string } }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`withdrew ${PURPOSES[after.purpose].noun}${of(it)} ${after.label}`,
    quote: ({ after }) => after.reason || null,
    tone: 'bad',
  }),
  'round.canceled': action<{ before: Status; after: Status }>({
    subject: 'round',
    sentence: (_facts, it) => `canceled the round${of(it)}`,
    tone: 'bad',
  }),
  'round.signer_replaced': action<{
    before: { signer: string }
    after: { signer: string; signerId: string; steps: string[]; reason: string }
  }>({
    subject: 'round',
    sentence: ({ before, after }, it) => phrase`asked ${after.signer}${toSign(it)} instead of ${before.signer}`,
    quote: ({ after }) => after.reason,
    tone: 'wait',
  }),
  'round.extended': action<{ before: { dueAt: string | null }; after: { dueDate: string; reason: string } }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`extended the due date${of(it)} to ${after.dueDate}`,
    quote: ({ after }) => after.reason,
    tone: 'wait',
  }),
  'round.failed': action<{
    /** An error code, or `unknown`. */
    after: { code: string }
  }>({
    subject: 'round',
    sentence: ({ after }, it) => phrase`stopped in the round${of(it)}: ${refusal(after.code)}`,
    tone: 'bad',
  }),
  'round.retried': action<{ after: Status }>({
    subject: 'round',
    sentence: (_facts, it) => `retried the round${of(it)}`,
    tone: 'wait',
  }),
  'round.restarted': action<{ after: Status }>({
    subject: 'round',
    sentence: (_facts, it) => `started the round${of(it)} again`,
    tone: 'wait',
    routine: true,
  }),
}

export const signoffActions = {
  'signoff.requested': action<{
    before: { signer: string }
    after: { signer: string; because: 'member removed' | 'role lost' | 'group left' }
  }>({
    subject: 'signoff',
    sentence: ({ before, after }, it) =>
      phrase`asked ${after.signer} to sign${it === null ? '' : ` ${it}`} instead of ${before.signer}`,
    tone: 'wait',
    routine: true,
  }),
  'signoff.approved': action<Decided>({
    subject: 'signoff',
    sentence: ({ after }, it) =>
      phrase`signed ${what(after)}${submissionName(after)}${of(it)} as approver${inPlaceOf(after.onBehalfOf)}`,
    quote: ({ after }) => after.comment,
    tone: 'ok',
  }),
  'signoff.rejected': action<Decided>({
    subject: 'signoff',
    sentence: ({ after }, it) =>
      phrase`rejected ${what(after)}${submissionName(after)}${of(it)}${inPlaceOf(after.onBehalfOf)}`,
    quote: ({ after }) => after.comment,
    tone: 'bad',
  }),
  'signoff.delegated': action<{
    before: { signer: string }
    after: { signer: string; signerId: string; signoffId: string; reason: string }
  }>({
    subject: 'signoff',
    sentence: ({ before, after }, it) => phrase`asked ${after.signer}${toSign(it)} in the place of ${before.signer}`,
    quote: ({ after }) => after.reason,
    tone: 'wait',
  }),
  'signoff.reminded': action<{
    /** Which reminder it was, the first is 1. */
    after: { signer: string; reminder: number }
  }>({
    subject: 'signoff',
    sentence: ({ after }, it) => phrase`reminded ${after.signer}${toSign(it)}`,
    tone: 'wait',
    routine: true,
  }),
  'signoff.escalated': action<{
    /** The memberships that were notified. */
    after: { signer: string; to: string[] }
  }>({
    subject: 'signoff',
    sentence: ({ after }, it) => phrase`escalated the sign-off of ${after.signer}${it === null ? '' : ` on ${it}`}`,
    tone: 'bad',
  }),
}

export const definitionActions = {
  'approval_definition.created': action<{ after: Definition }>({
    subject: 'approval_definition',
    sentence: ({ after }) => phrase`made the approval definition ${after.name}`,
  }),
  'approval_definition.changed': action<{ after: Definition }>({
    subject: 'approval_definition',
    sentence: ({ after }) => phrase`changed the approval definition ${after.name}`,
  }),
  'approval_definition.retired': action<{ before: Definition }>({
    subject: 'approval_definition',
    sentence: ({ before }) => phrase`retired the approval definition ${before.name}`,
  }),
}
