import type { Transaction } from '#db/client.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import { type RoundState, type StepRow, updateRound, updateStep } from '#db/queries/rounds.ts'
import { markSignoff, withdrawSignoffs } from '#db/queries/signoffs.ts'
import { setSigners } from '#db/queries/succession.ts'
import type { Actor } from '#domain/actor.ts'
import { assertMayStandIn, type StandIn } from '#domain/approvals/delegation.ts'
import { dateIn, endOfDay } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { askSigners } from './ask.ts'
import { ExtendRound, ReplaceSigner } from './input.ts'
import { findStandIn } from './organization.ts'
import { signalApproval } from './signal-approval.ts'
import { activeStep, isOpen, placeOf, requireRound, signoffsOf, verdictOf } from './state.ts'

/** A running round, locked, that this actor may change. @throws not_found, forbidden, round_not_running */
async function requireChangeable(tx: Transaction, actor: Actor, roundId: string): Promise<RoundState> {
  const state = await requireRound(tx, actor.orgId, { roundId })
  const { round, document } = state
  await requireDocument(tx, actor, document.id)
  authorize(actor, 'rounds.manage', { own: isOwn(actor, document) })
  if (round.status !== 'running') throw new DomainError('round_not_running', { status: round.status })
  return state
}

/**
 * Asks somebody else wherever one signer is asked or is going to be, and says why. Who has decided stays.
 * @throws not_found, forbidden, round_not_running, signer_not_asked, step_already_decided and all that assertMayStandIn refuses
 */
export function replaceSigner(deps: Deps, actor: Actor, roundId: string, given: ReplaceSigner): Promise<void> {
  const { signer, by, reason } = checked(ReplaceSigner, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const state = await requireChangeable(tx, actor, roundId)
    const steps = state.steps.filter((step) => asks(state, step, signer))
    if (steps.length === 0) throw new DomainError('signer_not_asked')
    const successor = await findStandIn(tx, state, by, at)
    const [leaving] = await membersByIds(tx, actor.orgId, [signer])
    for (const step of steps) await replaceIn(tx, actor, state, { step, signer, successor }, at)
    appendAudit(tx, actor, {
      at,
      action: 'round.signer_replaced',
      subjectId: roundId,
      documentId: state.document.id,
      before: { signer: leaving?.name ?? '' },
      after: { signer: successor?.name ?? '', signerId: by, steps: steps.map(({ name }) => name), reason },
    })
  })
}

/** Does a step wait for this person, or will it ask them? */
const asks = (state: RoundState, step: StepRow, signerId: string): boolean =>
  step.status === 'waiting'
    ? step.plan.signerIds.includes(signerId)
    : signoffsOf(state, step).some((row) => isOpen(row) && row.signerId === signerId)

interface Replacement {
  step: StepRow
  signer: string
  successor: StandIn | undefined
}

async function replaceIn(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  { step, signer, successor }: Replacement,
  at: Date,
): Promise<void> {
  const { signerIds } = step.plan
  const planned = { ...placeOf(state, step), asked: signerIds.map((signerId) => ({ signerId })) }
  assertMayStandIn(successor, step.status === 'waiting' ? planned : placeOf(state, step))
  const { membershipId: id, name } = successor
  if (step.status === 'waiting') {
    return setSigners(
      tx,
      step,
      signerIds.map((planned) => (planned === signer ? id : planned)),
    )
  }
  const verdict = verdictOf(state, step)
  if (verdict !== 'pending') throw new DomainError('step_already_decided', { verdict })
  const open = signoffsOf(state, step).filter((row) => isOpen(row) && row.signerId === signer)
  await withdrawSignoffs(tx, open)
  const { dueAt } = step
  await askSigners(tx, actor, state, { step, signers: [{ id, name }], dueAt }, at)
  // The process plans its reminders anew, for somebody who was asked just now.
  signalApproval.changed(tx, state.round)
  notify(
    tx,
    actor.orgId,
    [signer],
    {
      kind: 'signoff_withdrawn',
      key: `signoff:${open[0]?.id}:replaced`,
      subjectId: state.round.id,
      documentId: state.document.id,
      facts: { because: 'replaced', purpose: state.round.purpose },
    },
    at,
  )
}

/**
 * Gives those who have not decided more time, and says why. Steps to come that have no days of their own get it too.
 * @throws not_found, forbidden, round_not_running, due_date_past, due_date_not_later
 */
export function extendRound(deps: Deps, actor: Actor, roundId: string, given: ExtendRound): Promise<void> {
  const { dueDate, reason } = checked(ExtendRound, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const state = await requireChangeable(tx, actor, roundId)
    const { round, document, rules } = state
    if (dueDate < dateIn(at, rules.timeZone)) throw new DomainError('due_date_past')
    const step = activeStep(state)
    const before = step ? step.dueAt : round.dueAt
    const dueAt = endOfDay(dueDate, rules.timeZone)
    if (before === null || dueAt <= before) throw new DomainError('due_date_not_later', { hasDate: before !== null })
    if (round.dueAt !== null && round.dueAt < dueAt) await updateRound(tx, round, { dueAt })
    const open = step ? signoffsOf(state, step).filter(isOpen) : []
    if (step) await updateStep(tx, step, { dueAt })
    for (const signoff of open) await markSignoff(tx, signoff, { dueAt })
    signalApproval.changed(tx, round)
    notify(
      tx,
      actor.orgId,
      open.map(({ signerId }) => signerId).filter((id) => id !== actor.membershipId),
      {
        kind: 'round_extended',
        key: `round:${round.id}:extended:${dueDate}`,
        subjectId: round.id,
        documentId: document.id,
        facts: { by: actor.name, dueAt: dueAt.toISOString() },
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'round.extended',
      subjectId: round.id,
      documentId: document.id,
      before: { dueAt: before.toISOString() },
      after: { dueDate, reason },
    })
  })
}
