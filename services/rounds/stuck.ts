import type { Transaction } from '#db/client.ts'
import { readableDocument } from '#db/queries/documents.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import { mayRead, memberReader } from '#domain/documents/access.ts'
import { type Role, rolesThatCan } from '#domain/roles.ts'
import { notify } from '../notifications/index.ts'
import { concerned } from './end.ts'
import { approvalPath, documentFacts } from './state.ts'

/** Whose roles allow them to end any round. */
export const ENDS_ROUNDS: readonly Role[] = rolesThatCan('rounds.manage')

/**
 * Tells everybody who can end a round that a step of it has too few left who may sign: whom it concerns, and of the given
 * members those who manage all rounds, as far as the document exists for them.
 */
export async function tellStuck(
  tx: Transaction,
  state: RoundState,
  step: StepRow,
  members: readonly Candidate[],
  at: Date,
): Promise<void> {
  const { document } = state
  const readable = await readableDocument(tx, document)
  const managers = members.filter(
    ({ membershipId, active, roles }) =>
      active &&
      roles.some((role) => ENDS_ROUNDS.includes(role)) &&
      mayRead(memberReader(membershipId, roles), readable),
  )
  notify(
    tx,
    document.orgId,
    [...concerned(state), ...managers.map(({ membershipId }) => membershipId)],
    {
      kind: 'round_stuck',
      key: `step:${step.id}:stuck`,
      documentId: document.id,
      facts: { ...documentFacts(state), step: step.name },
      path: approvalPath(document.identifier),
    },
    at,
  )
}
