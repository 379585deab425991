import type { Transaction } from '#db/client.ts'
import { lockRecipient } from '#db/queries/campaign-recipients.ts'
import { holdOpen } from '#db/queries/campaigns.ts'
import {
  attemptsOf,
  countUsedUp,
  findCheck,
  grantAttempt,
  listUsedUp,
  missedFirst,
  reportsTo,
} from '#db/queries/knowledge-checks.ts'
import type { Actor } from '#domain/actor.ts'
import { attemptsLeft, misreadOf, withoutAnswers } from '#domain/campaigns/check.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, can } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { requireCampaign } from '../campaigns/state.ts'
import { notify } from '../notifications/notify.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { GrantAttempt } from './input.ts'

/** The questions of a campaign as those see them who answer, without what is right; null: it asks none. */
export async function askedIn(tx: Transaction, { orgId, checkId }: { orgId: string; checkId: string | null }) {
  if (checkId === null) return null
  const check = await findCheck(tx, orgId, checkId)
  return { ...check, questions: withoutAnswers(check.questions) }
}

/** Which paragraphs people misread, the worst first, at their first attempts; null: the campaign asks nothing. @throws not_found, forbidden */
export function readMisread(deps: Deps, actor: Actor, campaignId: string) {
  return transact(deps, actor, async (tx) => {
    const { campaign } = await requireCampaign(tx, actor, campaignId)
    authorize(actor, 'campaigns.read')
    const check = await askedIn(tx, campaign)
    if (!check) return null
    const { answered, missed } = await missedFirst(tx, campaign)
    return {
      passMark: check.passMark,
      attempts: check.attempts,
      answered,
      misread: misreadOf(
        check.questions.map((question) => ({ ...question, right: [] })),
        answered,
        missed,
      ),
      usedUp: await countUsedUp(tx, campaign, check.attempts, null),
    }
  })
}

/**
 * A page of those who have used up their attempts, whom the actor may grant another one: all of the campaign for whoever runs
 * it, else those who report to the actor.
 * @throws not_found for whoever has nobody to grant one
 */
export function readUsedUp(deps: Deps, actor: Actor, campaignId: string, asked: PageAsked = {}) {
  return transact(deps, actor, async (tx) => {
    const { campaign, document } = await requireCampaign(tx, actor, campaignId)
    const check = (await askedIn(tx, campaign)) ?? { questions: [], attempts: 1 }
    const managerId = can(actor, 'campaigns.manage') ? null : memberOf(actor)
    const total = await countUsedUp(tx, campaign, check.attempts, managerId)
    // Whoever runs no campaign and has nobody to answer for does not learn of it.
    if (managerId !== null && total === 0) throw new DomainError('not_found')
    const page = await readPage(asked, total, (rows) => listUsedUp(tx, campaign, check.attempts, managerId, rows))
    return { campaign, document, questions: check.questions, page }
  })
}

/**
 * Grants somebody another attempt who has used up theirs: by their manager, or whoever runs campaigns.
 * @throws not_found, campaign_closed, attempts_left
 */
export async function grantAnother(deps: Deps, actor: Actor, campaignId: string, given: GrantAttempt): Promise<string> {
  const { membershipId } = checked(GrantAttempt, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    await requireCampaign(tx, actor, campaignId)
    const person = await reportsTo(tx, actor.orgId, membershipId)
    if (!person || !(can(actor, 'campaigns.manage') || person.managerId === memberOf(actor)))
      throw new DomainError('not_found')
    const campaign = await holdOpen(tx, actor.orgId, campaignId)
    if (!campaign) throw new DomainError('campaign_closed')
    const recipient = await lockRecipient(tx, campaign, membershipId)
    if (!recipient || recipient.leftAt) throw new DomainError('not_found')
    if (campaign.checkId === null) throw new DomainError('attempts_left', { name: person.name })
    const check = await findCheck(tx, actor.orgId, campaign.checkId)
    const made = await attemptsOf(tx, actor.orgId, recipient.id)
    if (made.some(({ passed }) => passed) || attemptsLeft(check, recipient.extraAttempts, made.length) > 0)
      throw new DomainError('attempts_left', { name: person.name })
    await grantAttempt(tx, actor.orgId, recipient.id)
    notify(
      tx,
      actor.orgId,
      [membershipId],
      {
        kind: 'check_attempt_granted',
        key: `campaign:${campaignId}:granted:${membershipId}:${made.length}`,
        subjectId: campaignId,
        documentId: campaign.documentId,
        facts: { by: actor.name },
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'campaign.attempt_granted',
      subjectId: campaignId,
      documentId: campaign.documentId,
      after: { name: person.name },
    })
    return person.name
  })
}
