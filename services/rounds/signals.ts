import type { Transaction } from '#db/client.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import { approvalWorkflowId, type Decided, type PublishAt, SIGNALS } from '#domain/approvals/process.ts'
import { enqueue } from '../outbox.ts'

type ApprovalRound = Pick<RoundRow, 'orgId' | 'versionId'>

const signal = (tx: Transaction, { orgId, versionId }: ApprovalRound, name: string, message: object) =>
  enqueue(tx, orgId, { kind: 'signal', queue: approvalWorkflowId(versionId), name, payload: { args: [message] } })

/** Messages to a round's process, in the transaction of the fact that they tell of. */
export const tellProcess = {
  decided: (tx: Transaction, round: ApprovalRound) =>
    signal(tx, round, SIGNALS.decided, { closes: true } satisfies Decided),
  publish: (tx: Transaction, round: ApprovalRound, message: PublishAt) => signal(tx, round, SIGNALS.publish, message),
  withdrawn: (tx: Transaction, round: ApprovalRound) => signal(tx, round, SIGNALS.withdrawn, {}),
  canceled: (tx: Transaction, round: ApprovalRound) => signal(tx, round, SIGNALS.canceled, {}),
}
