import type { Transaction } from '#db/client.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import type { SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { requireDocument } from '../documents/require.ts'

/** Whoever was asked may decide, whatever their roles; an API key takes the scope for it. @throws scope_missing */
export function assertMayDecide({ scopes }: Actor): void {
  if (scopes !== null && !scopes.includes('signoffs:decide')) {
    throw new DomainError('scope_missing', { scope: 'signoffs:decide' })
  }
}

/**
 * The sign-off and its step as they are under the lock: what was read before it may be old. To others than its signer a
 * request exists only if its document does.
 * @throws not_found
 */
export async function requireAsked(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  signoffId: string,
): Promise<{ signoff: SignoffRow; step: StepRow }> {
  const signoff = state.signoffs.find(({ id }) => id === signoffId)
  const step = state.steps.find(({ id }) => id === signoff?.stepId)
  if (!signoff || !step) throw new DomainError('not_found')
  if (signoff.signerId !== actor.membershipId) await requireDocument(tx, actor, signoff.documentId)
  return { signoff, step }
}
