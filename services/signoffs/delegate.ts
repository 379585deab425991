import type { Transaction } from '#db/client.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import { passOn, type SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { assertDelegable, assertMayStandIn, type StandIn } from '#domain/approvals/delegation.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { concerned } from '../rounds/end.ts'
import { DelegateSignoff } from '../rounds/input.ts'
import { candidate } from '../rounds/organization.ts'
import { requestSignoffs } from '../rounds/request.ts'
import { signalApproval } from '../rounds/signal-approval.ts'
import { placeOf, requireRound } from '../rounds/state.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { assertMayDecide, requireAsked } from './require.ts'

/**
 * Asks somebody else to decide in the actor's place. Both names stay on the request, and it keeps its due date.
 * @returns the request to the other
 * @throws not_found and all that assertDelegable and assertMayStandIn refuse
 */
export function delegate(deps: Deps, actor: Actor, signoffId: string, given: DelegateSignoff): Promise<SignoffRow> {
  const { to, reason } = checked(DelegateSignoff, given)
  const at = deps.clock.now()
  assertMayDecide(actor)
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { signoffId })
    const { signoff, step } = await requireAsked(tx, actor, state, signoffId)
    assertDelegable({ signoff, round: state.round, deciderId: actor.membershipId })
    const [member] = await membersByIds(tx, actor.orgId, [to])
    const standIn = member && candidate(member)
    assertMayStandIn(standIn, placeOf(state, step))
    return handOver(tx, actor, state, { signoff, to: standIn, reason }, at)
  })
}

interface Handover {
  signoff: SignoffRow
  to: StandIn
  reason: string
}

/** Passes an open request on, under lock: the row of the other, word to those whom it concerns, and to the process. */
async function handOver(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  { signoff, to, reason }: Handover,
  at: Date,
): Promise<SignoffRow> {
  const { document, round } = state
  await passOn(tx, signoff)
  const [asked] = await requestSignoffs(tx, state, {
    stepId: signoff.stepId,
    signers: [{ id: to.membershipId, name: to.name, delegation: { from: signoff, reason } }],
    requestedAt: at,
    dueAt: signoff.dueAt,
  })
  if (!asked) throw new Error('the sign-off was not stored')
  // The process plans its reminders anew, for somebody who was asked just now.
  signalApproval.changed(tx, round)
  notify(
    tx,
    actor.orgId,
    concerned(state).filter((id) => id !== actor.membershipId && id !== to.membershipId),
    {
      kind: 'signoff_delegated',
      key: `signoff:${signoff.id}:delegated`,
      subjectId: asked.id,
      documentId: document.id,
      facts: { signer: signoff.signerName, delegate: to.name },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'signoff.delegated',
    subjectId: signoff.id,
    documentId: document.id,
    before: { signer: signoff.signerName },
    after: { signer: to.name, signerId: to.membershipId, signoffId: asked.id, reason },
  })
  return asked
}
