import type { Transaction } from '#db/client.ts'
import { progressOf } from '#db/queries/campaign-recipients.ts'
import { type CampaignRow, updateCampaign } from '#db/queries/campaigns.ts'
import { closeFailure } from '#db/queries/processes.ts'
import type { Actor } from '#domain/actor.ts'
import type { CampaignEnding } from '#domain/campaigns/campaign.ts'
import { appendAudit } from '../audit/append.ts'
import { processOfCampaign } from './state.ts'

interface End {
  ending: CampaignEnding
  reason?: string
  at: Date
}

/** Closes a campaign that is locked and open. Nobody is taken as having accepted. */
export async function endCampaign(
  tx: Transaction,
  actor: Actor,
  campaign: CampaignRow,
  { ending, reason, at }: End,
): Promise<void> {
  const { asked, accepted } = await progressOf(tx, campaign, at)
  await updateCampaign(tx, campaign, { status: 'closed', ending, closedAt: at, closeReason: reason ?? null })
  await closeFailure(tx, processOfCampaign(campaign), at)
  appendAudit(tx, actor, {
    at,
    action: 'campaign.closed',
    subjectId: campaign.id,
    documentId: campaign.documentId,
    after: { ending, accepted, open: asked - accepted, reason: reason ?? null },
  })
}
