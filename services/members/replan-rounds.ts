import type { Transaction } from '#db/client.ts'
import type { MembershipRow } from '#db/queries/members.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import { roundsAsking, setSigners } from '#db/queries/succession.ts'
import type { Actor } from '#domain/actor.ts'
import { refusalOfStandIn } from '#domain/approvals/delegation.ts'
import { complianceManagers } from '#domain/approvals/next-move.ts'
import { type Candidate, resolveApprovers } from '#domain/approvals/plan.ts'
import { notify } from '../notifications/notify.ts'
import { concerned } from '../rounds/end.ts'
import { candidatesFor } from '../rounds/organization.ts'
import { isOpen, placeOf, requireRound, signoffsOf } from '../rounds/state.ts'
import { askInstead } from './signatures.ts'

/**
 * Plans running rounds anew in which somebody is asked by a role that they have lost or a group that they have left. Another
 * of it is asked in their place, else a compliance manager; where nobody may, it still waits for them, since with one signer fewer a step could pass
 * on the signatures it has. The owner is notified of both. Who was named in person stays.
 * @param member as they are now
 */
export async function replanRounds(
  tx: Transaction,
  actor: Actor,
  member: MembershipRow,
  because: Lost,
  at: Date,
): Promise<void> {
  for (const roundId of await roundsAsking(tx, actor.orgId, member.id)) {
    const state = await requireRound(tx, actor.orgId, { roundId })
    for (const step of state.steps) await replan(tx, actor, { state, step, member, because }, at)
  }
}

type Lost = 'role lost' | 'group left'

interface Place {
  state: RoundState
  step: StepRow
  member: MembershipRow
  because: Lost
}

async function replan(tx: Transaction, actor: Actor, { state, step, member, because }: Place, at: Date): Promise<void> {
  const { approvers, signerIds } = step.plan
  const open = signoffsOf(state, step).find((row) => isOpen(row) && row.signerId === member.id)
  const isPlanned = step.status === 'waiting' && signerIds.includes(member.id)
  // Who signs for somebody else is asked for being trusted, not for a role.
  if (!isPlanned && (!open || open.onBehalfOf !== null)) return
  const members = await candidatesFor(tx, state.document, approvers)
  const asksNow = resolveApprovers(approvers, { members, ownerId: state.document.ownerId })
  if (asksNow.includes(member.id)) return
  const asked = isPlanned ? signerIds.map((signerId) => ({ signerId })) : signoffsOf(state, step)
  const successor = successorFor([...asksNow, ...complianceManagers(members)], members, {
    ...placeOf(state, step),
    asked,
  })
  if (successor) {
    const { membershipId: id, name } = successor
    if (isPlanned) await setSigners(tx, step, [...signerIds.filter((one) => one !== member.id), id])
    else if (open) await askInstead(tx, actor, state, { step, open, successor: { id, name }, because }, at)
  }
  notify(
    tx,
    actor.orgId,
    concerned(state),
    {
      kind: 'signer_gone',
      key: `step:${step.id}:signer:${member.id}:gone:${at.toISOString()}`,
      subjectId: state.round.id,
      documentId: state.document.id,
      facts: { signer: member.name, step: step.name, successor: successor?.name ?? null },
    },
    at,
  )
}

/** The first of these who may sign in the step. */
const successorFor = (
  ids: readonly string[],
  members: readonly Candidate[],
  place: Parameters<typeof refusalOfStandIn>[1],
): Candidate | undefined =>
  ids
    .flatMap((id) => members.filter(({ membershipId }) => membershipId === id))
    .find((candidate) => refusalOfStandIn(candidate, place) === null)
