import type { SignoffStatus, StepRule, StepStatus } from './definition.ts'
import type { Candidate } from './plan.ts'
import { canStillPass, evaluateStep } from './round.ts'

interface Step {
  id: string
  rule: StepRule
  quorum: number | null
  status: StepStatus
}
interface Signoff {
  stepId: string
  status: SignoffStatus
}

/** What the rows of a running round call for. */
export type Move<S> =
  /** Its signers decide; there is nothing to do. */
  | { move: 'wait'; step: S }
  /** Its rule is met. */
  | { move: 'close'; step: S }
  /** Somebody refused. */
  | { move: 'reject'; step: S }
  /** Nothing is under way, and this one comes next. */
  | { move: 'begin'; step: S }
  /** No step is left. */
  | { move: 'approve' }

/** @param steps by position */
export function nextMove<S extends Step>(steps: readonly S[], signoffs: readonly Signoff[]): Move<S> {
  const step = steps.find(({ status }) => status === 'active')
  if (!step) {
    const next = steps.find(({ status }) => status === 'waiting')
    return next ? { move: 'begin', step: next } : { move: 'approve' }
  }
  const verdict = evaluateStep(
    step,
    signoffs.filter(({ stepId }) => stepId === step.id),
  )
  return { move: VERDICTS[verdict], step }
}

const VERDICTS = { pending: 'wait', approved: 'close', rejected: 'reject' } as const

/** The active compliance managers: asked or notified when nobody else is left. */
export const complianceManagers = (members: readonly Candidate[]): string[] =>
  members
    .filter(({ active, roles }) => active && roles.includes('compliance_manager'))
    .map(({ membershipId }) => membershipId)

/**
 * Whom a step asks when it begins: those who were planned at submit and have not left since. When they are too few for its
 * rule, compliance managers too.
 */
export function signersToAsk(
  step: { rule: StepRule; quorum: number | null; plan: { signerIds: readonly string[] } },
  members: readonly Candidate[],
  { barred, authorsMayApprove }: { barred: readonly string[]; authorsMayApprove: boolean },
): Candidate[] {
  const planned = members.filter(({ membershipId, active }) => active && step.plan.signerIds.includes(membershipId))
  const enough = canStillPass(
    step,
    planned.map(() => ({ status: 'pending' as const })),
  )
  if (enough) return planned
  const standIns = complianceManagers(members).filter((id) => authorsMayApprove || !barred.includes(id))
  return members.filter((member) => planned.includes(member) || standIns.includes(member.membershipId))
}
