import type { ConfirmationMethod } from '#domain/approvals/confirmation.ts'
import type {
  ApprovalType,
  PublicationMode,
  RoundStatus,
  SignoffStatus,
  StepDefinition,
  StepRule,
  StepStatus,
} from '#domain/approvals/definition.ts'

/** A round as pages show it: names instead of ids, times as text. */
export interface RoundView {
  id: string
  /** What it decides. */
  purpose: ApprovalType
  status: RoundStatus
  message: string
  submittedAt: string
  submittedBy: PersonView
  dueAt: string | null
  endedAt: string | null
  endReason: string | null
  /** Why and when its process stopped before the end; null while it goes on. */
  failure: { at: string; reason: string } | null
  publication: {
    mode: PublicationMode
    effectiveDate: string | null
    plannedFor: string | null
    publishedAt: string | null
  }
  version: { number: number; name: string; changeType: string; changeSummary: string; contentHash: string }
  steps: StepView[]
}

export interface PersonView {
  id: string
  name: string
  position: string | null
}

export interface StepView {
  id: string
  position: number
  name: string
  rule: StepRule
  quorum: number | null
  status: StepStatus
  startedAt: string | null
  dueAt: string | null
  endedAt: string | null
  reminders: StepDefinition['reminders']
  /** Who will be asked, for a step that has not begun. */
  planned: PersonView[]
  signoffs: SignoffView[]
}

export interface SignoffView {
  id: string
  signer: PersonView
  status: SignoffStatus
  requestedAt: string
  openedAt: string | null
  decidedAt: string | null
  comment: string | null
  /** The fresh sign-in with which it was decided; null: none was asked for. */
  confirmedBy: ConfirmationMethod | null
  /** In whose place they were asked, and why; null: in their own. */
  delegation: { from: string; reason: string } | null
  /** Who was asked instead, by name. */
  delegatedTo: string | null
  remindersSent: number
  lastRemindedAt: string | null
}

export const activeStep = (round: RoundView) => round.steps.find(({ status }) => status === 'active')

/** Sign-offs the round still waits for. */
export const pendingOf = (round: RoundView) =>
  activeStep(round)?.signoffs.filter(({ status }) => status === 'pending') ?? []
