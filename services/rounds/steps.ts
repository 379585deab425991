import type { Transaction } from '#db/client.ts'
import { type MembershipRow, membersByIds, membersWanted } from '#db/queries/memberships.ts'
import { type RoundState, type StepRow, updateStep } from '#db/queries/rounds.ts'
import type { Rules } from '#db/queries/rules.ts'
import { withdrawSignoffs } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { stepDueAt } from '#domain/approvals/calendar.ts'
import { nextMove, signersToAsk } from '#domain/approvals/next-move.ts'
import type { ReviewOutcome } from '#domain/approvals/process.ts'
import { isStuck } from '#domain/approvals/round.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { approvedBefore, approveVersion } from './approve-version.ts'
import { askSigners } from './ask.ts'
import { carryOut } from './carry-out.ts'
import { concerned, endRound } from './end.ts'
import { calendarOf, candidate } from './organization.ts'
import { isOpen, placeOf, requireRound, roundOver, signoffsOf } from './state.ts'
import { type Calendars, waiting } from './step-outcome.ts'
import { ENDS_ROUNDS, notifyStuck } from './stuck.ts'

/** Moves a round on as far as its decisions allow, and answers what its process does next. */
export function settleRound(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<ReviewOutcome> {
  return transact(deps, actor, async (tx) => settle(tx, actor, await requireRound(tx, actor.orgId, { roundId }), at))
}

/**
 * Judges the step under way by its sign-offs. When it is approved, the next one begins; after the last one the version is
 * approved. The rows say what was done already, so a retried call changes nothing and answers what the first one did.
 */
export async function settle(tx: Transaction, actor: Actor, state: RoundState, at: Date): Promise<ReviewOutcome> {
  const over = roundOver(state)
  if (over) return over
  if (state.round.status === 'approved') return approvedBefore(state, at)
  const next = nextMove(state.steps, state.signoffs)
  switch (next.move) {
    case 'wait':
      return waiting(state, next.step, await calendarsOf(tx, state))
    case 'begin':
      return ask(tx, actor, state, next.step, at)
    case 'approve': {
      const { purpose } = state.round
      return purpose === 'approval' ? approveVersion(tx, actor, state, at) : carryOut(tx, actor, state, purpose, at)
    }
    case 'close':
      await approveStep(tx, actor, state, next.step, at)
      return settle(tx, actor, withStep(state, next.step, { status: 'approved', endedAt: at }), at)
    case 'reject': {
      const rejection = signoffsOf(state, next.step).find(({ status }) => status === 'rejected')
      await rejectRound(tx, actor, state, next.step, {
        by: rejection?.signerName ?? null,
        reason: rejection?.comment ?? null,
        at,
      })
      return { outcome: 'round_over', ending: 'rejected' }
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
async function ask(tx: Transaction, actor: Actor, state: RoundState, step: StepRow, at: Date): Promise<ReviewOutcome> {
  const { round, document, rules } = state
  const people = await membersWanted(tx, actor.orgId, { ids: step.plan.signerIds, roles: ENDS_ROUNDS })
  const dueAt = stepDueAt(at, step.plan.daysToDecide, rules) ?? round.dueAt
  const begun = { status: 'active', startedAt: at, dueAt } as const
  await updateStep(tx, step, begun)
  const members = people.map((person) => candidate(person))
  const signers = signersToAsk(step, members, placeOf(state, step)).map(({ membershipId, name }) => ({
    id: membershipId,
    name,
  }))
  const asked = await askSigners(tx, actor, state, { step, signers, dueAt }, at)
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
  // Delegates are not among those who were planned.
  const calendars = asked.some(({ onBehalfOf }) => onBehalfOf)
    ? await calendarsOf(tx, active)
    : calendarsBy(rules, people)
  return waiting(active, { ...step, ...begun }, calendars)
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
      facts: { because: 'approved', purpose: state.round.purpose },
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
  await endRound(tx, state, { as: 'rejected', reason, by, at })
  notify(
    tx,
    actor.orgId,
    concerned(state),
    {
      kind: 'round_rejected',
      key: `round:${round.id}:rejected`,
      subjectId: round.id,
      documentId: document.id,
      facts: { by, purpose: round.purpose },
    },
    at,
  )
  const about = { at, subjectId: round.id, documentId: document.id }
  if (round.purpose === 'approval') {
    appendAudit(tx, actor, {
      ...about,
      action: 'document.rejected',
      before: { status: 'in_review' },
      after: { status: 'draft', step: step.name, by, reason },
    })
  } else {
    const { purpose, label } = round
    appendAudit(tx, actor, {
      ...about,
      action: 'round.rejected',
      after: { purpose, label, step: step.name, by, reason },
    })
  }
}
