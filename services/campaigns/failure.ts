import type { Transaction } from '#db/client.ts'
import { progressOf } from '#db/queries/campaign-recipients.ts'
import { lockCampaign } from '#db/queries/campaigns.ts'
import { awaitsDelivery, closeFailure, hasOpenFailure, insertFailure } from '#db/queries/processes.ts'
import type { Actor } from '#domain/actor.ts'
import { campaignWorkflowId } from '#domain/campaigns/process.ts'
import { DomainError } from '#domain/errors.ts'
import { rolesThatCan } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { notifyAudience } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { endCampaign } from './end.ts'
import {
  type CampaignState,
  processOfCampaign,
  requireLockedCampaign,
  requireOpenCampaign,
  startCampaignProcess,
} from './state.ts'

/** Records that the process of a campaign has failed, and notifies those who may retry it. Safe to repeat. */
export function failCampaign(deps: Deps, actor: Actor, id: string, code: string, at: Date): Promise<void> {
  return transact(deps, actor, async (tx) => {
    const campaign = await lockCampaign(tx, actor.orgId, id)
    if (!campaign || campaign.status === 'closed') return
    const { documentId } = campaign
    const failure = await insertFailure(tx, {
      ...processOfCampaign(campaign),
      id: newId(tx),
      documentId,
      code,
      failedAt: at,
    })
    if (!failure) return
    notifyAudience(
      tx,
      actor.orgId,
      { roles: rolesThatCan('campaigns.manage') },
      { kind: 'campaign_failed', key: `failure:${failure.id}`, subjectId: id, documentId, facts: {} },
      at,
    )
    appendAudit(tx, actor, { at, action: 'campaign.failed', subjectId: id, documentId, after: { code } })
  })
}

/** Starts the process of a campaign again after a failure. @throws not_found, forbidden, campaign_closed, process_not_failed */
export function retryCampaign(deps: Deps, actor: Actor, id: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const state = await requireOpenCampaign(tx, actor, id)
    if (!(await closeFailure(tx, processOfCampaign(state.campaign), at))) throw new DomainError('process_not_failed')
    await startAgain(tx, actor, state, 'campaign.retried', at)
  })
}

/**
 * Starts the process of a campaign again when it should be running and Temporal has no run of it. Rows decide once more.
 * @returns whether it was started
 */
export function restartCampaign(deps: Deps, actor: Actor, id: string, at: Date): Promise<boolean> {
  return transact(deps, actor, async (tx) => {
    const state = await requireLockedCampaign(tx, actor, id)
    if (state.campaign.status === 'closed') return false
    if (await hasOpenFailure(tx, processOfCampaign(state.campaign))) return false
    if (await awaitsDelivery(tx, actor.orgId, campaignWorkflowId(id))) return false
    await startAgain(tx, actor, state, 'campaign.restarted', at)
    return true
  })
}

/** Closes a campaign whose process an operator has canceled: nobody else would ever move it on. */
export function cancelCampaign(deps: Deps, actor: Actor, id: string, at: Date): Promise<void> {
  return transact(deps, actor, async (tx) => {
    const campaign = await lockCampaign(tx, actor.orgId, id)
    if (campaign && campaign.status !== 'closed') await endCampaign(tx, actor, campaign, { ending: 'canceled', at })
  })
}

async function startAgain(
  tx: Transaction,
  actor: Actor,
  { campaign, document }: CampaignState,
  action: 'campaign.retried' | 'campaign.restarted',
  at: Date,
): Promise<void> {
  const { orgId, id: campaignId } = campaign
  const { id: documentId, identifier } = document
  startCampaignProcess(tx, { orgId, campaignId, documentId, identifier }, { isRestart: true })
  const { asked } = await progressOf(tx, campaign, at)
  appendAudit(tx, actor, { at, action, subjectId: campaignId, documentId, after: { people: asked } })
}
