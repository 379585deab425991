import type { Category } from '../documents/categories.ts'
import type { Classification } from '../documents/classification.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import type { ChangeType } from '../documents/status.ts'
import type { Role } from '../roles.ts'

export const APPROVAL_TYPES = ['approval', 'review', 'publication', 'retirement'] as const
export type ApprovalType = (typeof APPROVAL_TYPES)[number]

export const ROUND_STATUSES = ['running', 'approved', 'rejected', 'withdrawn', 'canceled'] as const
export type RoundStatus = (typeof ROUND_STATUSES)[number]

/** Whether a round ended without an approval: its document is a draft again. */
export const isSentBack = (status: RoundStatus): boolean =>
  status === 'rejected' || status === 'withdrawn' || status === 'canceled'

export const STEP_STATUSES = ['waiting', 'active', 'approved', 'rejected', 'canceled', 'skipped'] as const
export type StepStatus = (typeof STEP_STATUSES)[number]

/** `all`: everybody asked; `any`: one is enough; `quorum`: as many as the step says. */
export const STEP_RULES = ['all', 'any', 'quorum'] as const
export type StepRule = (typeof STEP_RULES)[number]

export const SIGNOFF_STATUSES = ['pending', 'approved', 'rejected', 'withdrawn', 'delegated'] as const
export type SignoffStatus = (typeof SIGNOFF_STATUSES)[number]

export const PUBLICATION_MODES = ['on_approval', 'on_date', 'manual'] as const
export type PublicationMode = (typeof PUBLICATION_MODES)[number]

/** When an approved version goes into effect, as chosen at submit. */
export type PublicationChoice =
  | { mode: 'on_approval' }
  | { mode: 'on_date'; effectiveDate: string }
  | { mode: 'manual' }

/** Business days are the organization's working days. */
export const DAY_KINDS = ['calendar', 'business'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** What a step does once it is overdue. There is no way to approve by waiting. */
export const OVERDUE_ACTIONS = ['remind', 'escalate', 'reject'] as const
export type OverdueAction = (typeof OVERDUE_ACTIONS)[number]

/** Whom a step asks; people are memberships. */
export type Approver =
  | { kind: 'people'; membershipIds: string[] }
  | { kind: 'role'; role: Role }
  | { kind: 'group'; groupId: string }
  | { kind: 'owner' }
  | { kind: 'owner_manager' }

/** `decides`: the round goes on only with its approvals. `consults`: people comment until its date, and silence blocks nothing. */
export const STEP_MODES = ['decides', 'consults'] as const
export type StepMode = (typeof STEP_MODES)[number]

/** When a step takes place: only if each list that is given has the document's value. Of frameworks one is enough. */
export interface StepConditions {
  changeTypes?: ChangeType[]
  kinds?: DocumentKind[]
  categories?: Category[]
  classifications?: Classification[]
  frameworks?: string[]
}

/** One step of a definition. Its approvers decide in parallel, steps one after the other. */
export interface StepDefinition {
  name: string
  mode: StepMode
  approvers: Approver[]
  rule: StepRule
  /** How many approvals a `quorum` step takes; null for other rules. */
  quorum: number | null
  /** Null: no due date, so nothing is ever overdue. */
  daysToDecide: { count: number; kind: DayKind } | null
  reminders: { everyDays: number | null; lastDay: boolean }
  /** Whom to tell when a sign-off is `afterDays` overdue. */
  escalation: { afterDays: number; to: Approver[] } | null
  overdueAction: OverdueAction
  /** Whoever signs proves at that moment who they are. */
  freshSignIn: boolean
  /** What the request says besides, in the words of whoever made the definition. */
  notification: string | null
  conditions: StepConditions
}

/** A step as it was planned at submit: with the memberships that will be asked. */
export type PlannedStep = StepDefinition & { signerIds: string[] }

/** Reminders that a step has unless its definition says otherwise: on the last day, and weekly. */
export const DEFAULT_REMINDERS = { everyDays: 7, lastDay: true } as const

/** The one step of a round without a definition: everybody named must approve. */
export const adHocStep = (signerIds: string[]): StepDefinition => ({
  name: 'Approval',
  mode: 'decides',
  approvers: [{ kind: 'people', membershipIds: signerIds }],
  rule: 'all',
  quorum: null,
  daysToDecide: null,
  reminders: { ...DEFAULT_REMINDERS },
  escalation: null,
  overdueAction: 'remind',
  freshSignIn: false,
  notification: null,
  conditions: {},
})
