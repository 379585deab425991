import type { Transaction } from '#db/client.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import type { SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { concerned } from './end.ts'
import { requestSignoffs } from './request.ts'

export interface Handover {
  /** The request that has become `delegated`. */
  signoff: SignoffRow
  to: { membershipId: string; name: string }
  reason: string
}

/**
 * Asks the delegate of a request, under lock: their row, and word to those whom it concerns. The caller ends the request that
 * is passed on, and wakes the process where it waits.
 * @returns the request to the delegate
 */
export async function askDelegate(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  { signoff, to, reason }: Handover,
  at: Date,
): Promise<SignoffRow> {
  const { document } = state
  const [asked] = await requestSignoffs(tx, state, {
    stepId: signoff.stepId,
    signers: [{ id: to.membershipId, name: to.name, delegation: { from: signoff, reason } }],
    requestedAt: at,
    dueAt: signoff.dueAt,
  })
  if (!asked) throw new Error('the sign-off was not stored')
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
