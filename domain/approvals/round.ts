import type { SignoffStatus, StepRule, StepStatus } from './definition.ts'

export type Verdict = 'pending' | 'approved' | 'rejected'

/** How many approvals a step takes, of those who were asked and still are. */
function needed(rule: StepRule, quorum: number | null, asked: number): number {
  switch (rule) {
    case 'all':
      return asked
    case 'any':
      return 1
    case 'quorum':
      return quorum ?? asked
  }
}

/**
 * What the sign-offs of a step amount to. One rejection rejects, whatever the rule: somebody saw a fault. Withdrawn and
 * delegated requests count for nothing, and a step in which nobody is left to ask stays pending: silence never approves.
 */
export function evaluateStep(
  step: { rule: StepRule; quorum: number | null },
  signoffs: readonly { status: SignoffStatus }[],
): Verdict {
  const count = (status: SignoffStatus) => signoffs.filter((signoff) => signoff.status === status).length
  if (count('rejected') > 0) return 'rejected'
  const approved = count('approved')
  const asked = approved + count('pending')
  return approved > 0 && approved >= needed(step.rule, step.quorum, asked) ? 'approved' : 'pending'
}

/** Can the step still be approved by those who are asked? When not, somebody must be asked in addition. */
export function canStillPass(
  step: { rule: StepRule; quorum: number | null },
  signoffs: readonly { status: SignoffStatus }[],
): boolean {
  const asked = signoffs.filter(({ status }) => status === 'approved' || status === 'pending').length
  return asked > 0 && asked >= needed(step.rule, step.quorum, asked)
}

/** Nobody has refused, and yet no decision of those who are asked can end the step: people have to end the round. */
export const isStuck = (
  step: { rule: StepRule; quorum: number | null },
  signoffs: readonly { status: SignoffStatus }[],
): boolean => !signoffs.some(({ status }) => status === 'rejected') && !canStillPass(step, signoffs)

/** What the steps of a round amount to: rejected by one, approved by all that took place. */
export function evaluateRound(steps: readonly { status: StepStatus }[]): Verdict {
  if (steps.some(({ status }) => status === 'rejected')) return 'rejected'
  const took = steps.filter(({ status }) => status !== 'skipped')
  return took.length > 0 && took.every(({ status }) => status === 'approved') ? 'approved' : 'pending'
}
