import type { Transaction } from '#db/client.ts'
import {
  type AcknowledgmentRow,
  acknowledgmentOf,
  insertAcknowledgment,
  versionToAccept,
} from '#db/queries/acknowledgments.ts'
import { fewAreOpen, lockRecipient, markRecipient, type RecipientRow } from '#db/queries/campaign-recipients.ts'
import { type CampaignRow, holdOpen } from '#db/queries/campaigns.ts'
import { hasPassed } from '#db/queries/knowledge-checks.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { requireDocument } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AcceptDocument } from './input.ts'
import { nudgeCampaign, requireCampaign } from './state.ts'

/** From so few on each acceptance wakes the process: it may be the one that completes the campaign. */
const LAST_FEW = 100
const LONGEST_USER_AGENT = 500

/**
 * Records that the actor has read the version in effect and accepts it. Once for each time that they are asked: who accepts
 * again gets what they accepted.
 * @throws not_found, forbidden, campaign_closed, nothing_in_effect, version_changed, end_not_reached, check_not_passed
 */
export async function accept(
  deps: Deps,
  actor: Actor,
  campaignId: string,
  given: AcceptDocument,
): Promise<AcknowledgmentRow> {
  const input = checked(AcceptDocument, given)
  authorize(actor, 'campaigns.accept')
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const campaign = await holdOpen(tx, actor.orgId, campaignId)
    if (!campaign) return afterTheEnd(tx, actor, campaignId)
    await requireDocument(tx, actor, campaign.documentId)
    const recipient = await requireAsked(tx, actor, campaign)
    const before = recipient.completedAt ? await acknowledgmentOf(tx, actor.orgId, recipient.id) : null
    if (before) return before
    const version = await versionToAccept(tx, actor.orgId, campaign.documentId)
    if (!version) throw new DomainError('nothing_in_effect')
    if (version.contentHash !== input.contentHash) throw new DomainError('version_changed', { label: version.label })
    if (campaign.readsToEnd && !mayAccept(actor, input.reachedEnd)) throw new DomainError('end_not_reached')
    if (campaign.checkId && !(await hasPassed(tx, actor.orgId, recipient.id))) throw new DomainError('check_not_passed')
    const row = await insertAcknowledgment(tx, {
      orgId: actor.orgId,
      id: newId(tx),
      recipientId: recipient.id,
      campaignId,
      membershipId: memberOf(actor),
      documentId: campaign.documentId,
      versionId: version.id,
      personName: actor.name,
      personPosition: actor.positionTitle,
      label: version.label,
      contentHash: version.contentHash,
      statement: campaign.statement,
      acceptedAt: at,
      via: actor.via === 'api' ? 'api' : 'page',
      ip: actor.ip,
      userAgent: actor.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
      reachedEnd: input.reachedEnd,
      sections: input.sections,
    })
    if (!row) throw new Error('somebody who is locked has accepted meanwhile')
    await markRecipient(tx, recipient, { completedAt: at, openedAt: recipient.openedAt ?? at })
    if (await fewAreOpen(tx, campaign, LAST_FEW)) nudgeCampaign(tx, actor.orgId, campaignId)
    const { label, contentHash, statement } = row
    appendAudit(tx, actor, {
      at,
      action: 'acknowledgment.recorded',
      subjectId: row.id,
      documentId: campaign.documentId,
      after: { label, contentHash, statement, campaignId, turn: recipient.turn },
    })
    return row
  })
}

/** A page without scripts cannot say how far somebody read, and has its button below the text. A program has to say it. */
const mayAccept = (actor: Actor, reachedEnd: boolean | null): boolean =>
  reachedEnd === true || (reachedEnd === null && actor.via === 'page')

/** The current turn of the actor. Whoever was not asked does not learn that others were. @throws not_found */
async function requireAsked(tx: Transaction, actor: Actor, campaign: CampaignRow): Promise<RecipientRow> {
  const recipient = await lockRecipient(tx, campaign, memberOf(actor))
  if (!recipient || recipient.leftAt) throw new DomainError('not_found')
  return recipient
}

/** What was accepted before the campaign was closed. @throws campaign_closed, not_found */
async function afterTheEnd(tx: Transaction, actor: Actor, campaignId: string): Promise<AcknowledgmentRow> {
  const { campaign } = await requireCampaign(tx, actor, campaignId)
  const recipient = await requireAsked(tx, actor, campaign)
  const before = await acknowledgmentOf(tx, actor.orgId, recipient.id)
  if (!before) throw new DomainError('campaign_closed')
  return before
}
