import { moveDue } from '#db/queries/campaign-recipients.ts'
import { updateCampaign } from '#db/queries/campaigns.ts'
import { memberNames } from '#db/queries/memberships.ts'
import type { Actor } from '#domain/actor.ts'
import { daysToRead } from '#domain/campaigns/schedule.ts'
import { dateIn } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { remindAll } from './chase.ts'
import { endCampaign } from './end.ts'
import { AskAgain, CloseCampaign, MoveCampaign } from './input.ts'
import { datesOf, instantsOf } from './launch.ts'
import { BATCH, repeat } from './settle.ts'
import { nudgeCampaign, requireOpenCampaign } from './state.ts'

/** Whoever was reminded within this time is left alone. */
const LEFT_ALONE_MS = 60 * 60 * 1000

/** Closes a campaign before its time. @throws not_found, forbidden, campaign_closed, invalid_input */
export async function closeCampaign(deps: Deps, actor: Actor, id: string, given: CloseCampaign): Promise<void> {
  const { reason } = checked(CloseCampaign, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { campaign } = await requireOpenCampaign(tx, actor, id)
    await endCampaign(tx, actor, campaign, { ending: 'closed', reason, at })
    nudgeCampaign(tx, actor.orgId, id)
  })
}

/**
 * Moves the due date of a campaign, and the day on which it closes. Who joined later keeps their own date.
 * @throws not_found, forbidden, campaign_closed, invalid_input, campaign_date_past, campaign_ends_too_early
 */
export async function moveCampaign(deps: Deps, actor: Actor, id: string, given: MoveCampaign): Promise<void> {
  const asked = checked(MoveCampaign, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { campaign, calendar } = await requireOpenCampaign(tx, actor, id)
    const today = dateIn(at, calendar.timeZone)
    const dates = datesOf({ ...campaign, ...asked, recurrence: { kind: campaign.recurrence } }, today, calendar)
    const instants = instantsOf(dates, calendar)
    const days = daysToRead(dateIn(campaign.launchedAt, calendar.timeZone), dates.dueDate)
    await updateCampaign(tx, campaign, { ...instants, daysToRead: days })
    await moveDue(tx, campaign, { from: campaign.dueAt, to: instants.dueAt, at })
    nudgeCampaign(tx, actor.orgId, id)
    const dayOf = (instant: Date | null) => (instant === null ? null : dateIn(instant, calendar.timeZone))
    appendAudit(tx, actor, {
      at,
      action: 'campaign.changed',
      subjectId: id,
      documentId: campaign.documentId,
      before: { dueDate: dateIn(campaign.dueAt, calendar.timeZone), closeDate: dayOf(campaign.closesAt) },
      after: { ...dates },
    })
  })
}

/**
 * Reminds everybody now who has not accepted. Whoever was asked or reminded within the last hour is left alone.
 * @returns how many people were reminded
 * @throws not_found, forbidden, campaign_closed
 */
export async function remindReaders(deps: Deps, actor: Actor, id: string): Promise<number> {
  const at = deps.clock.now()
  const since = new Date(at.getTime() - LEFT_ALONE_MS)
  let reminded = 0
  for (;;) {
    const people = await transact(deps, actor, async (tx) =>
      remindAll(tx, actor, await requireOpenCampaign(tx, actor, id), { since, at, limit: BATCH }),
    )
    reminded += people
    if (people < BATCH) return reminded
  }
}

/**
 * Asks one person to read and to accept again, who has accepted before.
 * @throws not_found, forbidden, campaign_closed, already_asked
 */
export async function readAgain(deps: Deps, actor: Actor, id: string, given: AskAgain): Promise<void> {
  const { membershipId } = checked(AskAgain, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const state = await requireOpenCampaign(tx, actor, id)
    if ((await repeat(tx, actor, state, { membershipId }, at)) === 0) {
      const names = await memberNames(tx, actor.orgId, [membershipId])
      throw new DomainError('already_asked', { name: names.get(membershipId) })
    }
  })
}
