import { passOn, type SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { assertDelegable, assertMayStandIn } from '#domain/approvals/delegation.ts'
import { DelegateSignoff } from '../rounds/input.ts'
import { findStandIn } from '../rounds/organization.ts'
import { askDelegate } from '../rounds/pass-on.ts'
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
    const standIn = await findStandIn(tx, state, to, at)
    assertMayStandIn(standIn, placeOf(state, step))
    await passOn(tx, signoff)
    // The process plans its reminders anew, for somebody who was asked just now.
    signalApproval.changed(tx, state.round)
    return askDelegate(tx, actor, state, { signoff, to: standIn, reason }, at)
  })
}
