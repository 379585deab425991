import type { TaskQueue } from '../queues.ts'
import type { CampaignEnding } from './campaign.ts'

/** What passes between the facts of a campaign and the process that moves it on. Plain data: it is stored in histories for years. */

export const CAMPAIGN_WORKFLOW = 'campaign'
export const CAMPAIGN_QUEUE = 'campaigns' satisfies TaskQueue
export const campaignWorkflowId = (campaignId: string): string => `campaign/${campaignId}`

export interface CampaignInput {
  orgId: string
  campaignId: string
  documentId: string
  /** Shown to operators; it says which document without saying what is in it. */
  identifier: string
  /** After how many events it goes on in a new run; absent: as many as the workflow says. */
  longestHistory?: number
}

/** The one signal: rows of the campaign have changed in a way that may concern its process. */
export const CAMPAIGN_CHANGED = 'changed'

/** Where a campaign stands after its process looked at it. */
export type CampaignOutcome =
  /** Not all could be done in one transaction; more is to be done at once. */
  | { outcome: 'more'; asked: number }
  /** Nothing is to be done before `wakeAt`, unless somebody changes something. */
  | { outcome: 'open'; asked: number; accepted: number; dueAt: string; wakeAt: string }
  | { outcome: 'closed'; ending: CampaignEnding }
