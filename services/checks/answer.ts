import type { Transaction } from '#db/client.ts'
import { lockRecipient } from '#db/queries/campaign-recipients.ts'
import { type CampaignRow, holdOpen } from '#db/queries/campaigns.ts'
import { attemptsOf, type CheckRow, findCheck, insertAttempt, reportsTo } from '#db/queries/knowledge-checks.ts'
import type { Actor } from '#domain/actor.ts'
import { attemptsLeft, missedOf } from '#domain/campaigns/check.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { requireCampaign } from '../campaigns/state.ts'
import { requireDocument } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AnswerCheck } from './input.ts'

export interface CheckResult {
  passed: boolean
  /** The ids of the questions that were missed. */
  missed: string[]
  left: number
}

/**
 * Records how the actor answers the questions of a campaign. Each time counts as one attempt.
 * @throws not_found, forbidden, campaign_closed, check_not_open
 */
export async function answerCheck(
  deps: Deps,
  actor: Actor,
  campaignId: string,
  given: AnswerCheck,
): Promise<CheckResult> {
  const { answers } = checked(AnswerCheck, given)
  authorize(actor, 'campaigns.accept')
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const campaign = await holdOpen(tx, actor.orgId, campaignId)
    if (!campaign) {
      await requireCampaign(tx, actor, campaignId)
      throw new DomainError('campaign_closed')
    }
    await requireDocument(tx, actor, campaign.documentId)
    const recipient = await lockRecipient(tx, campaign, memberOf(actor))
    if (!recipient || recipient.leftAt) throw new DomainError('not_found')
    if (campaign.checkId === null) throw new DomainError('check_not_open', { because: 'none' })
    const check = await findCheck(tx, actor.orgId, campaign.checkId)
    const before = await attemptsOf(tx, actor.orgId, recipient.id)
    if (before.some(({ passed }) => passed)) throw new DomainError('check_not_open', { because: 'passed' })
    const left = attemptsLeft(check, recipient.extraAttempts, before.length)
    if (left === 0) throw new DomainError('check_not_open', { because: 'used_up' })
    const missed = missedOf(check.questions, answers)
    const right = check.questions.length - missed.length
    const passed = right >= check.passMark
    const number = before.length + 1
    const id = newId(tx)
    await insertAttempt(tx, {
      orgId: actor.orgId,
      id,
      campaignId,
      recipientId: recipient.id,
      membershipId: recipient.membershipId,
      checkId: check.id,
      number,
      answers: ofCheck(check, answers),
      missed,
      passed,
      answeredAt: at,
    })
    if (!passed && left === 1) await askForAnother(tx, actor, campaign, number, at)
    appendAudit(tx, actor, {
      at,
      action: 'acknowledgment.answered',
      subjectId: id,
      documentId: campaign.documentId,
      after: { campaignId, attempt: number, right, questions: check.questions.length, passed },
    })
    return { passed, missed, left: left - 1 }
  })
}

/** What was answered of what was asked: nothing else is kept. */
const ofCheck = ({ questions }: CheckRow, answers: AnswerCheck['answers']) =>
  Object.fromEntries(questions.map(({ id }) => [id, [...new Set(answers[id] ?? [])].toSorted()]))

/** Notifies whoever may grant another attempt: the manager of the person, and who launched the campaign. */
async function askForAnother(
  tx: Transaction,
  actor: Actor,
  campaign: CampaignRow,
  attempts: number,
  at: Date,
): Promise<void> {
  const person = await reportsTo(tx, actor.orgId, memberOf(actor))
  const to = new Set([campaign.launchedBy, ...(person?.managerId ? [person.managerId] : [])])
  to.delete(memberOf(actor))
  notify(
    tx,
    actor.orgId,
    [...to],
    {
      kind: 'check_failed',
      key: `campaign:${campaign.id}:failed:${memberOf(actor)}:${attempts}`,
      subjectId: campaign.id,
      documentId: campaign.documentId,
      facts: { name: actor.name, attempts },
    },
    at,
  )
}
