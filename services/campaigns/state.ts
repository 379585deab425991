import type { Transaction } from '#db/client.ts'
import type { Asking } from '#db/queries/campaign-recipients.ts'
import { type CampaignRow, findCampaign, lockCampaign } from '#db/queries/campaigns.ts'
import type { findDocument } from '#db/queries/documents.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import type { WorkCalendar } from '#domain/approvals/calendar.ts'
import {
  CAMPAIGN_CHANGED,
  CAMPAIGN_QUEUE,
  CAMPAIGN_WORKFLOW,
  type CampaignInput,
  campaignWorkflowId,
} from '#domain/campaigns/process.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { requireDocument } from '../documents/require.ts'
import { enqueue } from '../outbox.ts'

/** A campaign with its document and the calendar of its organization. */
export type CampaignState = Asking & {
  campaign: CampaignRow
  document: NonNullable<Awaited<ReturnType<typeof findDocument>>>
  calendar: WorkCalendar
}

/** A campaign whose document exists for the actor. @throws not_found */
export async function requireCampaign(tx: Transaction, actor: Actor, id: string) {
  const found = await findCampaign(tx, actor.orgId, readerOf(actor), id)
  if (!found) throw new DomainError('not_found')
  return found
}

/** The same, locked, for whoever runs campaigns. @throws not_found, forbidden */
export async function requireLockedCampaign(tx: Transaction, actor: Actor, id: string): Promise<CampaignState> {
  const campaign = await lockCampaign(tx, actor.orgId, id)
  if (!campaign) throw new DomainError('not_found')
  const document = await requireDocument(tx, actor, campaign.documentId)
  authorize(actor, 'campaigns.manage')
  return { campaign, document, calendar: await rulesOf(tx, actor.orgId) }
}

/** The same, while it is not closed. @throws not_found, forbidden, campaign_closed */
export async function requireOpenCampaign(tx: Transaction, actor: Actor, id: string): Promise<CampaignState> {
  const state = await requireLockedCampaign(tx, actor, id)
  if (state.campaign.status === 'closed') throw new DomainError('campaign_closed')
  return state
}

/** Which process moves a campaign on, as failures name it. */
export const processOfCampaign = ({ orgId, id }: Pick<CampaignRow, 'orgId' | 'id'>) => ({
  orgId,
  process: 'campaign' as const,
  subjectId: id,
})

/** Wakes the process of a campaign: it looks at the rows again. */
export const nudgeCampaign = (tx: Transaction, orgId: string, campaignId: string): void =>
  enqueue(tx, orgId, { kind: 'nudge', queue: campaignWorkflowId(campaignId), name: CAMPAIGN_CHANGED, payload: {} })

/** Begins a campaign's process. @param isRestart whether an earlier run may exist and has ended before its time */
export function startCampaignProcess(tx: Transaction, input: CampaignInput, { isRestart = false } = {}): void {
  enqueue(tx, input.orgId, {
    kind: 'start',
    queue: campaignWorkflowId(input.campaignId),
    name: CAMPAIGN_WORKFLOW,
    payload: {
      taskQueue: CAMPAIGN_QUEUE,
      isRestart,
      args: [input],
      searchAttributes: {
        OrgId: input.orgId,
        DocumentId: input.documentId,
        ProcessKind: CAMPAIGN_WORKFLOW,
        Stage: 'launching',
      },
      summary: `Campaign of ${input.identifier}`,
    },
  })
}

/** A few of the people that an entry of the log is about, and how many they are. */
export const counted = (people: readonly { name: string }[]) => ({
  people: people.length,
  names: people.slice(0, 3).map(({ name }) => name),
})
