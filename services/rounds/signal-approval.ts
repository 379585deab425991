import type { Transaction } from '#db/client.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import {
  APPROVAL_QUEUE,
  APPROVAL_WORKFLOW,
  type ApprovalInput,
  approvalWorkflowId,
  type Decided,
  type PublishAt,
  SIGNALS,
} from '#domain/approvals/process.ts'
import { enqueue, type OutboxMessage } from '../outbox.ts'

type ApprovalRound = Pick<RoundRow, 'orgId' | 'versionId'>

const signal = (tx: Transaction, { orgId, versionId }: ApprovalRound, name: string, message: object) =>
  enqueue(tx, orgId, { kind: 'signal', queue: approvalWorkflowId(versionId), name, payload: { args: [message] } })

/**
 * Begins a round's process. Its stage is said with the start: what it finds to be so already, it need not write into its
 * history.
 * @param isRestart whether an earlier run of this process may exist and has ended before its time
 */
export const startOfProcess = (input: ApprovalInput, { isRestart = false } = {}): OutboxMessage => ({
  kind: 'start',
  queue: approvalWorkflowId(input.versionId),
  name: APPROVAL_WORKFLOW,
  payload: {
    taskQueue: APPROVAL_QUEUE,
    isRestart,
    args: [input],
    searchAttributes: {
      OrgId: input.orgId,
      DocumentId: input.documentId,
      ProcessKind: APPROVAL_WORKFLOW,
      Stage: 'in_review',
    },
    summary: `Approval of ${input.identifier}`,
  },
})

/** Messages to a round's process, in the transaction of the fact that they are about. */
export const signalApproval = {
  decided: (tx: Transaction, round: ApprovalRound) =>
    signal(tx, round, SIGNALS.decided, { closes: true } satisfies Decided),
  changed: (tx: Transaction, round: ApprovalRound) => signal(tx, round, SIGNALS.changed, {}),
  publish: (tx: Transaction, round: ApprovalRound, message: PublishAt) => signal(tx, round, SIGNALS.publish, message),
  withdrawn: (tx: Transaction, round: ApprovalRound) => signal(tx, round, SIGNALS.withdrawn, {}),
  canceled: (tx: Transaction, round: ApprovalRound) => signal(tx, round, SIGNALS.canceled, {}),
}
