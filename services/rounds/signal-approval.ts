import type { Transaction } from '#db/client.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import {
  APPROVAL_QUEUE,
  APPROVAL_WORKFLOW,
  type ApprovalInput,
  type Decided,
  type PublishAt,
  roundWorkflowId,
  SIGNALS,
} from '#domain/approvals/process.ts'
import { enqueue, type OutboxMessage } from '../outbox.ts'

type ApprovalRound = Pick<RoundRow, 'orgId' | 'purpose' | 'id' | 'versionId'>

const signal = (tx: Transaction, round: ApprovalRound, name: string, message: object) =>
  enqueue(tx, round.orgId, { kind: 'signal', queue: roundWorkflowId(round), name, payload: { args: [message] } })

type Started = ApprovalRound & Pick<RoundRow, 'documentId'> & { identifier: string }

/** What operators read a process to be about. */
const SUMMARIES = {
  approval: 'Approval',
  publication: 'Publication',
  retirement: 'Retirement',
  review: 'Confirmation of the review',
} as const satisfies Record<RoundRow['purpose'], string>

/**
 * Begins a round's process. Its stage is said with the start: what it finds to be so already, it need not write into its
 * history.
 * @param isRestart whether an earlier run of this process may exist and has ended before its time
 */
export const startOfProcess = (
  { orgId, documentId, versionId, id, purpose, identifier }: Started,
  { isRestart = false } = {},
): OutboxMessage => ({
  kind: 'start',
  queue: roundWorkflowId({ purpose, id, versionId }),
  name: APPROVAL_WORKFLOW,
  payload: {
    taskQueue: APPROVAL_QUEUE,
    isRestart,
    args: [{ orgId, documentId, versionId, roundId: id, identifier, purpose } satisfies ApprovalInput],
    searchAttributes: {
      OrgId: orgId,
      DocumentId: documentId,
      ProcessKind: APPROVAL_WORKFLOW,
      Stage: 'in_review',
    },
    summary: `${SUMMARIES[purpose]} of ${identifier}`,
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
