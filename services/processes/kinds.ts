import type { Transaction } from '#db/client.ts'
import { campaignsUnderWay, messageOfOpenCampaign } from '#db/queries/campaigns.ts'
import { type Condition, messageOfLivingRound, roundsUnderWay, type UnderWay } from '#db/queries/processes.ts'
import { messageOfReview, reviewsUnderWay } from '#db/queries/reviews.ts'
import type { Actor } from '#domain/actor.ts'
import { APPROVAL_QUEUE, APPROVAL_WORKFLOW, roundWorkflowId } from '#domain/approvals/process.ts'
import { CAMPAIGN_QUEUE, CAMPAIGN_WORKFLOW, campaignWorkflowId } from '#domain/campaigns/process.ts'
import type { ProcessKind } from '#domain/processes.ts'
import type { TaskQueue } from '#domain/queues.ts'
import { REVIEW_QUEUE, REVIEW_WORKFLOW, reviewWorkflowId } from '#domain/reviews/process.ts'
import { restartCampaign } from '../campaigns/failure.ts'
import { restartReview } from '../reviews/restart.ts'
import { restartRound } from '../rounds/failure.ts'
import type { Deps } from '../transaction.ts'

/** What the reconciler must be able to do with a kind of process, and what retention must leave to it. */
interface Process {
  workflowType: string
  queue: TaskQueue
  /** Rows whose process should be running, over all organizations, a page at a time. */
  listUnderWay(tx: Transaction, page: { after: UnderWay | null; limit: number }): Promise<UnderWay[]>
  /** Starts the process of a row again, if the row still wants it. @returns whether it was started */
  restart(deps: Deps, actor: Actor, subjectId: string, at: Date): Promise<boolean>
  /** Which messages of the outbox are kept however old they are, since their process is not over. */
  needsMessage(): Condition
}

/** Every kind of process: the one table. */
export const PROCESSES: Record<ProcessKind, Process> = {
  approval: {
    workflowType: APPROVAL_WORKFLOW,
    queue: APPROVAL_QUEUE,
    listUnderWay: (tx, page) => roundsUnderWay(tx, roundWorkflowId, page),
    restart: restartRound,
    needsMessage: () => messageOfLivingRound(),
  },
  review: {
    workflowType: REVIEW_WORKFLOW,
    queue: REVIEW_QUEUE,
    listUnderWay: (tx, page) => reviewsUnderWay(tx, reviewWorkflowId, page),
    restart: restartReview,
    needsMessage: () => messageOfReview(reviewWorkflowId),
  },
  campaign: {
    workflowType: CAMPAIGN_WORKFLOW,
    queue: CAMPAIGN_QUEUE,
    listUnderWay: (tx, page) => campaignsUnderWay(tx, campaignWorkflowId, page),
    restart: restartCampaign,
    needsMessage: () => messageOfOpenCampaign(campaignWorkflowId),
  },
}
