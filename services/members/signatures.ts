import type { Transaction } from '#db/client.ts'
import type { MembershipRow } from '#db/queries/members.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import { type SignoffRow, withdrawSignoffs } from '#db/queries/signoffs.ts'
import { setSigners } from '#db/queries/succession.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { askSigners } from '../rounds/ask.ts'
import { signalApproval } from '../rounds/signal-approval.ts'
import { barredIn, isOpen, signoffsOf } from '../rounds/state.ts'

/**
 * Asks somebody else wherever a leaving member's signature is awaited or planned. Never nobody: with one signer fewer a
 * step could pass on the signatures it has, and silence would have approved.
 * @param states the rounds, locked
 * @param successors who may be asked instead, the best first
 * @returns how many open requests changed hands
 * @throws no_signers when none of them may sign
 */
export async function handOverSignatures(
  tx: Transaction,
  actor: Actor,
  leaving: MembershipRow,
  states: readonly RoundState[],
  successors: readonly MembershipRow[],
  at: Date,
): Promise<number> {
  let handedOver = 0
  for (const state of states) {
    const eligible = successors.filter(
      ({ id }) => state.rules.settings.authorsMayApprove === true || !barredIn(state).includes(id),
    )
    for (const step of state.steps) {
      if (step.status === 'waiting') await plan(tx, step, leaving, eligible)
      const open = signoffsOf(state, step).find((row) => isOpen(row) && row.signerId === leaving.id)
      if (!open) continue
      await ask(tx, actor, state, { step, open, eligible }, at)
      handedOver += 1
    }
  }
  return handedOver
}

/** A step to come asks the heir in the leaver's place; one that asks the heir anyway just asks one fewer. */
async function plan(tx: Transaction, step: StepRow, leaving: MembershipRow, eligible: readonly MembershipRow[]) {
  const { signerIds } = step.plan
  if (!signerIds.includes(leaving.id)) return
  const successor = eligible.find(({ id }) => !signerIds.includes(id)) ?? null
  const others = signerIds.filter((id) => id !== leaving.id)
  if (!successor && others.length === 0) throw new DomainError('no_signers', { step: step.name })
  await setSigners(tx, step, successor ? [...others, successor.id] : others)
}

interface Place {
  step: StepRow
  open: SignoffRow
  eligible: readonly MembershipRow[]
}

async function ask(tx: Transaction, actor: Actor, state: RoundState, { step, open, eligible }: Place, at: Date) {
  const asked = signoffsOf(state, step)
  const successor = eligible.find(({ id }) => !asked.some(({ signerId }) => signerId === id))
  if (!successor) throw new DomainError('no_signers', { step: step.name })
  await askInstead(tx, actor, state, { step, open, successor, because: 'member removed' }, at)
}

interface Instead {
  step: StepRow
  open: SignoffRow
  successor: { id: string; name: string }
  because: 'member removed' | 'role lost' | 'group left'
}

/** Takes an open request back and asks somebody else in the same step. */
export async function askInstead(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  { step, open, successor, because }: Instead,
  at: Date,
): Promise<void> {
  await withdrawSignoffs(tx, [open])
  const [made] = await askSigners(tx, actor, state, { step, signers: [successor], dueAt: open.dueAt }, at)
  if (!made) throw new Error('the sign-off was not stored')
  // The process plans its reminders anew, for somebody who was asked just now.
  signalApproval.changed(tx, state.round)
  appendAudit(tx, actor, {
    at,
    action: 'signoff.requested',
    subjectId: made.id,
    documentId: state.document.id,
    before: { signer: open.signerName },
    after: { signer: successor.name, because },
  })
}
