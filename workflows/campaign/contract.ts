import type { CampaignOutcome } from '#domain/campaigns/process.ts'

export * from '#domain/campaigns/process.ts'

export const CAMPAIGN_STAGES = ['launching', 'open', 'ended'] as const
export type CampaignStage = (typeof CAMPAIGN_STAGES)[number]

/** What activities get: the campaign, and the time as the workflow sees it. */
export interface CampaignMoment {
  orgId: string
  campaignId: string
  at: string
}

/** Activities on this process's own queue. Each is idempotent: the rows say what was done already. */
export interface CampaignActivities {
  settleCampaign(moment: CampaignMoment): Promise<CampaignOutcome>
  /** Records that the process has failed. @param failure with an error code, or `unknown` */
  failCampaign(failure: CampaignMoment & { code: string }): Promise<void>
  cancelCampaign(moment: CampaignMoment): Promise<void>
}
