import type { Transaction } from '#db/client.ts'
import { openCampaignIds } from '#db/queries/campaigns.ts'
import { nudgeCampaign } from './state.ts'

/**
 * Wakes the open campaigns of an organization, since somebody may have come into their audiences or left them; or those of
 * one document, whose version in effect has changed.
 */
export async function nudgeCampaigns(tx: Transaction, orgId: string, documentId?: string): Promise<void> {
  for (const id of await openCampaignIds(tx, orgId, documentId)) nudgeCampaign(tx, orgId, id)
}
