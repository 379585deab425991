import type { Transaction } from '#db/client.ts'
import { type MembershipRow, membersByIds, membersWanted } from '#db/queries/memberships.ts'
import { type RoundState, type StepRow, updateStep } from '#db/queries/rounds.ts'
import type { Rules } from '#db/queries/rules.ts'
import { withdrawSignoffs } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { stepDueAt } from '#domain/approvals/calendar.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import type { StepOutcome } from '#domain/approvals/process.ts'
import { canStillPass, isStuck } from '#domain/approvals/round.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { concerned, endRound } from './end.ts'
import { calendarOf, candidate, complianceManagers } from './organization.ts'
import { requestSignoffs } from './request.ts'
import { activeStep, isOpen, requireRound, signoffsOf, verdictOf } from './state.ts'
import { between, type Calendars, waiting } from './step-outcome.ts'
import { ENDS_ROUNDS, notifyStuck } from './stuck.ts'

/**
 * Begins the next step: its signers are asked. Without one to begin it answers how the round stands, so that a retried
 * call changes nothing.
 */
export function beginStep(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<StepOutcome> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const next = state.steps.find(({ status }) => status === 'waiting')
    const begins = state.round.status === 'running' && !activeStep(state) && next
    return begins ? ask(tx, actor, state, next, at) : judge(tx, actor, state, at)
  })
}

/** Judges the step under way by the decisions made so far. */
export function settleStep(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<StepOutcome> {
  return transact(deps, actor, async (tx) => judge(tx, actor, await requireRound(tx, actor.orgId, { roundId }), at))
}

/** Ends the step under way if its sign-offs say so, and answers what the process does next. */
export async function judge(tx: Transaction, actor: Actor, state: RoundState, at: Date): Promise<StepOutcome> {
  const step = state.round.status === 'running' ? activeStep(state) : undefined
  if (!step) return between(state)
  const verdict = verdictOf(state, step)
  switch (verdict) {
    case 'pending':
      return waiting(state, step, await calendarsOf(tx, state))
    case 'approved':
      await approveStep(tx, actor, state, step, at)
      return between(withStep(state, step, { status: 'approved', endedAt: at }))
    case 'rejected': {
      const rejection = signoffsOf(state, step).find(({ status }) => status === 'rejected')
      await rejectRound(tx, actor, state, step, {
        by: rejection?.signerName ?? null,
        reason: rejection?.comment ?? null,
        at,
      })
      return { outcome: 'rejected' }
    }
  }
}

/** The calendars of those who are still asked. */
export const calendarsOf = async (tx: Transaction, { rules, round, signoffs }: RoundState): Promise<Calendars> => {
  const asked = signoffs.filter(isOpen).map(({ signerId }) => signerId)
  return calendarsBy(rules, await membersByIds(tx, round.orgId, asked))
}

function calendarsBy(rules: Rules, people: readonly MembershipRow[]): Calendars {
  const members = new Map(people.map((member) => [member.id, member]))
  return (membershipId) => calendarOf(members.get(membershipId), rules)
}

/** The state after a change of one of its steps that was just written. */
const withStep = (state: RoundState, step: StepRow, changes: Partial<StepRow>): RoundState => ({
  ...state,
  steps: state.steps.map((each) => (each.id === step.id ? { ...each, ...changes } : each)),
})

/**
 * Asks the signers of a step. Who left since the submit is not asked; when too few are left, compliance managers are. When
 * even they are too few, those who can end the round are notified.
 */
async function ask(tx: Transaction, actor: Actor, state: RoundState, step: StepRow, at: Date): Promise<StepOutcome> {
  const { round, document, rules } = state
  const people = await membersWanted(tx, actor.orgId, { ids: step.plan.signerIds, roles: ENDS_ROUNDS })
  const dueAt = stepDueAt(at, step.plan.daysToDecide, rules) ?? round.dueAt
  const begun = { status: 'active', startedAt: at, dueAt } as const
  await updateStep(tx, step, begun)
  const members = people.map(candidate)
  const signers = signersOf(state, step, members).map(({ membershipId, name }) => ({
    id: membershipId,
    name,
  }))
  const asked = await requestSignoffs(tx, state, { stepId: step.id, signers, requestedAt: at, dueAt })
  appendAudit(tx, actor, {
    at,
    action: 'round.step_started',
    subjectId: round.id,
    documentId: document.id,
    after: {
      step: step.name,
      position: step.position,
      signerIds: asked.map(({ signerId }) => signerId),
      dueAt: dueAt?.toISOString() ?? null,
    },
  })
  if (isStuck(step, asked)) await notifyStuck(tx, state, step, members, at)
  const active = withStep({ ...state, signoffs: [...state.signoffs, ...asked] }, step, begun)
  return waiting(active, { ...step, ...begun }, calendarsBy(rules, people))
}

function signersOf(state: RoundState, step: StepRow, members: readonly Candidate[]): Candidate[] {
  const planned = members.filter(({ membershipId, active }) => active && step.plan.signerIds.includes(membershipId))
  const enough = canStillPass(
    step,
    planned.map(() => ({ status: 'pending' as const })),
  )
  if (enough) return planned
  const standIns = complianceManagers(members).filter(
    (id) => state.rules.settings.authorsMayApprove === true || !state.version.authorIds.includes(id),
  )
  return members.filter((member) => planned.includes(member) || standIns.includes(member.membershipId))
}

/** Ends an approved step; requests that the rule no longer needs are taken back. */
async function approveStep(tx: Transaction, actor: Actor, state: RoundState, step: StepRow, at: Date): Promise<void> {
  await updateStep(tx, step, { status: 'approved', endedAt: at })
  const spared = await withdrawSignoffs(tx, signoffsOf(state, step).filter(isOpen))
  notify(
    tx,
    actor.orgId,
    spared.map(({ signerId }) => signerId),
    {
      kind: 'signoff_withdrawn',
      key: `step:${step.id}:ended`,
      subjectId: state.round.id,
      documentId: state.document.id,
      facts: { because: 'approved' },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'round.step_ended',
    subjectId: state.round.id,
    documentId: state.document.id,
    after: { step: step.name, position: step.position, status: 'approved' },
  })
}

/** Ends the round because a step was rejected: by a signer, or by the calendar where the step says so. */
export async function rejectRound(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  step: StepRow,
  { by, reason, at }: { by: string | null; reason: string | null; at: Date },
): Promise<void> {
  const { document, round } = state
  await updateStep(tx, step, { status: 'rejected', endedAt: at })
  await endRound(tx, state, { as: 'rejected', reason, at })
  notify(
    tx,
    actor.orgId,
    concerned(state),
    {
      kind: 'round_rejected',
      key: `round:${round.id}:rejected`,
      subjectId: round.id,
      documentId: document.id,
      facts: { by },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'document.rejected',
    subjectId: round.id,
    documentId: document.id,
    before: { status: 'in_review' },
    after: { status: 'draft', step: step.name, by, reason },
  })
}
