import { type Actor, systemActor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import { type CampaignActivities, type CampaignMoment, campaignWorkflowId } from '#workflows/campaign/contract.ts'
import { toApplicationFailure } from './errors.ts'

const actorOf = ({ orgId, campaignId }: CampaignMoment): Actor => systemActor(orgId, campaignWorkflowId(campaignId))

/** The activities of a campaign: each is one use case at the process's own time. */
export const campaignActivities = ({ campaigns }: Pick<Services, 'campaigns'>): CampaignActivities => ({
  settleCampaign: (moment) =>
    toApplicationFailure(() => campaigns.settle(actorOf(moment), moment.campaignId, new Date(moment.at))),
  failCampaign: ({ code, ...moment }) =>
    toApplicationFailure(() => campaigns.fail(actorOf(moment), moment.campaignId, code, new Date(moment.at))),
  cancelCampaign: (moment) =>
    toApplicationFailure(() => campaigns.cancel(actorOf(moment), moment.campaignId, new Date(moment.at))),
})
