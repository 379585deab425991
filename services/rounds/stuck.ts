import type { Transaction } from '#db/client.ts'
import { readableDocument } from '#db/queries/documents.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import { mayRead, memberReader } from '#domain/documents/access.ts'
import { type Role, rolesThatCan } from '#domain/roles.ts'
import { notify } from '../notifications/notify.ts'
import { concerned } from './end.ts'

/** Whose roles allow them to end any round. */
export const ENDS_ROUNDS: readonly Role[] = rolesThatCan('rounds.manage')

/**
 * Notifies everybody who can end a round that one of its steps has too few people left who may sign: those whom the
 * round concerns, and of the given members those who manage all rounds and may read the document.
 */
export async function notifyStuck(
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
      subjectId: state.round.id,
      documentId: document.id,
      facts: { step: step.name },
    },
    at,
  )
}
