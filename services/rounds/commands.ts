import { updateDocument } from '#db/queries/documents.ts'
import { closeFailure } from '#db/queries/processes.ts'
import { newestRound } from '#db/queries/rounds.ts'
import type { Actor } from '#domain/actor.ts'
import { decide } from '#domain/documents/lifecycle.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { remind } from './chase.ts'
import { about, currentRound, lockForCommand, reasonIn, requireNoRound } from './command.ts'
import { concerned, endRound, voidSignatures } from './end.ts'
import { type ReasonGiven, WithdrawDocument } from './input.ts'
import { cancelPublication } from './retire.ts'
import { signalApproval } from './signal-approval.ts'
import { activeStep, awaitsPublication, isOpen, processOfRound, requireRound, signoffsOf, UNPLANNED } from './state.ts'

/** A person may be reminded by hand once an hour: more is pestering. */
const REMIND_AGAIN_AFTER_MS = 3_600_000

/**
 * Ends the round that runs before it is decided. An approval takes the document back out of review; of any other purpose
 * everything stays as it was before somebody asked.
 * @throws not_found, forbidden, invalid_transition
 */
export async function withdraw(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: WithdrawDocument = {},
): Promise<void> {
  const { reason } = checked(WithdrawDocument, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'rounds.manage', { own: isOwn(actor, document) })
    const running = await newestRound(tx, actor.orgId, document.id, { status: 'running' })
    const later = running && running.purpose !== 'approval' ? running.purpose : null
    const status = later ? document.status : decide(document.status, 'withdraw')
    const state = await currentRound(tx, document, { status: 'running' })
    await endRound(tx, state, { as: 'withdrawn', reason: reason || null, by: actor.name, at })
    signalApproval.withdrawn(tx, state.round)
    if (later) {
      const facts = { purpose: later, label: state.round.label, reason }
      const { id: subjectId, documentId } = state.round
      appendAudit(tx, actor, { at, action: 'round.withdrawn', subjectId, documentId, after: facts })
    } else appendAudit(tx, actor, { at, action: 'document.withdrawn', ...about(document), after: { status, reason } })
  })
}

/**
 * Makes a document a draft again, with what must change. What is in effect stays so; an approval that was not yet
 * published counts no more.
 * @throws not_found, forbidden, invalid_transition, reason_required, round_open
 */
export async function revise(deps: Deps, actor: Actor, reference: string, given: ReasonGiven): Promise<void> {
  const reason = reasonIn(given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'revise',
      capability: 'documents.revise',
      facts: { reason },
    })
    await requireNoRound(tx, document)
    if (document.status === 'approved')
      await cancelPublication(tx, document, { because: 'sent_back', by: actor.name, at })
    await updateDocument(tx, document, { status, revisionReason: reason, ...UNPLANNED }, at)
    appendAudit(tx, actor, { at, action: 'document.revised', ...about(document), after: { status, reason } })
  })
}

/** Brings an archived document back as a draft. @throws not_found, forbidden, invalid_transition */
export function restore(deps: Deps, actor: Actor, reference: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'restore',
      capability: 'documents.archive',
    })
    await updateDocument(tx, document, { status, archiveReason: null }, at)
    appendAudit(tx, actor, { at, action: 'document.restored', ...about(document), after: { status } })
  })
}

/** Reminds everybody who has not decided yet; whoever was reminded within the hour is left alone. @returns how many were */
export function remindSigners(deps: Deps, actor: Actor, reference: string): Promise<number> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'rounds.manage', { own: isOwn(actor, document) })
    const state = await currentRound(tx, document, { status: 'running' })
    const step = activeStep(state)
    const open = step ? signoffsOf(state, step).filter(isOpen) : []
    const quiet = open.filter(
      ({ lastRemindedAt }) =>
        lastRemindedAt === null || at.getTime() - lastRemindedAt.getTime() > REMIND_AGAIN_AFTER_MS,
    )
    for (const signoff of quiet) await remind(tx, actor, state, signoff, at)
    return quiet.length
  })
}

/**
 * What an operator's cancel of the process means for the document. Of an approval: it is a draft again, whether it was being
 * signed or waited to be published. Nobody else would ever move it on. Of any other purpose: what was asked for does not happen.
 */
export function cancelRound(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<void> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const { document, round } = state
    const reason = 'The approval process was canceled by an operator.'
    if (round.status === 'running') await endRound(tx, state, { as: 'canceled', reason, by: null, at })
    else if (awaitsPublication(state)) {
      const status = decide(document.status, 'revise', { reason })
      await closeFailure(tx, processOfRound(round), at)
      await updateDocument(tx, document, { status, revisionReason: reason, ...UNPLANNED }, at)
      voidSignatures(tx, state, { because: 'canceled', by: null, except: concerned(state), at })
    } else return
    notify(
      tx,
      actor.orgId,
      concerned(state),
      {
        kind: 'round_withdrawn',
        key: `round:${roundId}:canceled`,
        subjectId: roundId,
        documentId: document.id,
        facts: { purpose: round.purpose },
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'round.canceled',
      subjectId: roundId,
      documentId: document.id,
      before: { status: document.status },
      after: { status: round.purpose === 'approval' ? 'draft' : document.status },
    })
  })
}
