import { DomainError, type ErrorCode } from '../errors.ts'
import type { DocumentStatus } from './status.ts'

/** Everything that changes a document's status. `approve` and `reject` are the round's verdicts, not one person's. */
export const DOCUMENT_COMMANDS = [
  'submit',
  'withdraw',
  'approve',
  'reject',
  'publish',
  'revise',
  'archive',
  'restore',
] as const
export type DocumentCommand = (typeof DOCUMENT_COMMANDS)[number]

/** Command × status → status. A cell that is not here is refused. */
export const TRANSITIONS = {
  submit: { draft: 'in_review' },
  withdraw: { in_review: 'draft' },
  approve: { in_review: 'approved' },
  reject: { in_review: 'draft' },
  publish: { approved: 'published' },
  revise: { approved: 'draft', published: 'draft' },
  archive: { draft: 'archived', approved: 'archived', published: 'archived' },
  restore: { archived: 'draft' },
} as const satisfies Record<DocumentCommand, Partial<Record<DocumentStatus, DocumentStatus>>>

/** How a refusal names the command: "cannot be …". */
const DONE = {
  submit: 'submitted',
  withdraw: 'withdrawn',
  approve: 'approved',
  reject: 'rejected',
  publish: 'published',
  revise: 'revised',
  archive: 'archived',
  restore: 'restored',
} as const satisfies Record<DocumentCommand, string>

/** The statuses from which a command is possible. */
export const statusesFor = (command: DocumentCommand): DocumentStatus[] =>
  Object.keys(TRANSITIONS[command]) as DocumentStatus[]

/** The status after a command, or the refusal `invalid_transition`. */
export function transition(status: DocumentStatus, command: DocumentCommand): DocumentStatus {
  const row: Partial<Record<DocumentStatus, DocumentStatus>> = TRANSITIONS[command]
  const next = row[status]
  if (next) return next
  throw new DomainError('invalid_transition', { status, command, done: DONE[command], from: statusesFor(command) })
}

/** What guards look at, beside the status. */
export type GuardFacts = {
  isEmpty?: boolean
  /** Written in the text as a variable, and none of it. */
  unknownVariables?: readonly string[]
  unfilledVariables?: readonly string[]
  changeSummary?: string | null
  hasVersionBefore?: boolean
  reason?: string | null
}
type Guard = { refusal: ErrorCode; when: (facts: GuardFacts) => boolean; details?: (facts: GuardFacts) => object }

const reasonGiven: Guard = { refusal: 'reason_required', when: (facts) => !facts.reason?.trim() }

/** Named refusals per command, in the order in which a person should mend them. */
export const GUARDS: Record<DocumentCommand, readonly Guard[]> = {
  submit: [
    { refusal: 'empty_draft', when: (facts) => facts.isEmpty === true },
    {
      refusal: 'unknown_variables',
      when: (facts) => (facts.unknownVariables?.length ?? 0) > 0,
      details: (facts) => ({ names: facts.unknownVariables }),
    },
    {
      refusal: 'unfilled_variables',
      when: (facts) => (facts.unfilledVariables?.length ?? 0) > 0,
      details: (facts) => ({ names: facts.unfilledVariables }),
    },
    {
      refusal: 'change_summary_required',
      when: (facts) => facts.hasVersionBefore === true && !facts.changeSummary?.trim(),
    },
  ],
  withdraw: [],
  approve: [],
  reject: [],
  publish: [],
  revise: [reasonGiven],
  archive: [reasonGiven],
  restore: [],
}

/** The status after a command whose guards hold; else the first refusal. */
export function decide(status: DocumentStatus, command: DocumentCommand, facts: GuardFacts = {}): DocumentStatus {
  const next = transition(status, command)
  const guard = GUARDS[command].find(({ when }) => when(facts))
  if (guard) throw new DomainError(guard.refusal, { command, ...guard.details?.(facts) })
  return next
}

/** Only a draft that was never submitted may be deleted; anything else has a history to keep. */
export function assertDeletable(status: DocumentStatus, hangingOn: readonly string[]): void {
  if (status !== 'draft') throw new DomainError('invalid_transition', { status, done: 'deleted', from: ['draft'] })
  if (hangingOn.length > 0) throw new DomainError('in_use', { by: hangingOn })
}
