import type { Transaction } from '#db/client.ts'
import type { AbsenceRow } from '#db/queries/absences.ts'
import type { MembershipRow } from '#db/queries/members.ts'
import { passOn } from '#db/queries/signoffs.ts'
import { roundsAsking } from '#db/queries/succession.ts'
import type { Actor } from '#domain/actor.ts'
import { refusalOfStandIn } from '#domain/approvals/delegation.ts'
import { outOfOffice } from '../rounds/ask.ts'
import { findStandIn } from '../rounds/organization.ts'
import { askDelegate } from '../rounds/pass-on.ts'
import { signalApproval } from '../rounds/signal-approval.ts'
import { isOpen, placeOf, requireRound } from '../rounds/state.ts'

/**
 * Passes on what waits for somebody who is out of office from now on, as far as the delegate may sign it. What they may not, and
 * what was passed on before, stays.
 * @returns how many requests went to the delegate
 */
export async function handOverOpen(
  tx: Transaction,
  actor: Actor,
  member: MembershipRow,
  { delegateId, untilDay }: AbsenceRow,
  at: Date,
): Promise<number> {
  let handedOver = 0
  for (const roundId of await roundsAsking(tx, actor.orgId, member.id)) {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const signoff = state.signoffs.find((row) => isOpen(row) && row.signerId === member.id)
    const step = state.steps.find(({ id }) => id === signoff?.stepId)
    if (!signoff || !step || signoff.onBehalfOf !== null) continue
    const to = await findStandIn(tx, state, delegateId, at)
    if (!to || refusalOfStandIn(to, placeOf(state, step))) continue
    await passOn(tx, signoff)
    await askDelegate(tx, actor, state, { signoff, to, reason: outOfOffice(untilDay) }, at)
    signalApproval.changed(tx, state.round)
    handedOver += 1
  }
  return handedOver
}
