import type { Transaction } from '#db/client.ts'
import { versionToAccept } from '#db/queries/acknowledgments.ts'
import {
  insertNextTurn,
  insertRecipients,
  notAskedYet,
  progressOf,
  type Repeated,
  takeBack,
  takeOut,
  toRepeat,
} from '#db/queries/campaign-recipients.ts'
import { lockCampaign, updateCampaign } from '#db/queries/campaigns.ts'
import { findDocument } from '#db/queries/documents.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { type CampaignEnding, endsByItself, lastYearly } from '#domain/campaigns/campaign.ts'
import type { CampaignOutcome } from '#domain/campaigns/process.ts'
import { dueAtFor, nextLook } from '#domain/campaigns/schedule.ts'
import { dateIn, startOfDay } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { chase } from './chase.ts'
import { endCampaign } from './end.ts'
import { type CampaignState, counted } from './state.ts'

/** People who are dealt with in one transaction. */
export const BATCH = 1_000

/**
 * Does what has fallen due in a campaign: asks who is in the audience and was not asked, takes out who left, asks again,
 * reminds, escalates, closes. What was done stands in the rows, so a repeated call finds nothing due. A large campaign needs
 * several calls, each a short transaction.
 */
export function settleCampaign(deps: Deps, actor: Actor, campaignId: string, at: Date): Promise<CampaignOutcome> {
  return transact(deps, actor, async (tx) => {
    const campaign = await lockCampaign(tx, actor.orgId, campaignId)
    if (!campaign) throw new DomainError('not_found')
    if (campaign.ending) return { outcome: 'closed', ending: campaign.ending }
    const document = await findDocument(tx, actor.orgId, readerOf(actor), campaign.documentId)
    if (!document) throw new DomainError('not_found')
    const state: CampaignState = { campaign, document, calendar: await rulesOf(tx, actor.orgId) }
    const close = async (ending: CampaignEnding): Promise<CampaignOutcome> => {
      await endCampaign(tx, actor, campaign, { ending, at })
      return { outcome: 'closed', ending }
    }

    if (!(await versionToAccept(tx, actor.orgId, document.id))) return close('archived')
    if (campaign.closesAt && campaign.closesAt <= at) return close('date')
    const isWhole = (await askNew(tx, actor, state, at)) && (await askAgain(tx, actor, state, at))
    const { asked, accepted } = await progressOf(tx, campaign, at)
    if (!isWhole) return { outcome: 'more', asked }
    await follow(tx, actor, state, at)
    if (!(await chase(tx, actor, state, at, BATCH))) return { outcome: 'more', asked }
    const now = await progressOf(tx, campaign, at)
    if (endsByItself(campaign) && now.accepted === now.asked) return close('completed')
    const wakeAt = nextLook(at, campaign.closesAt, state.calendar)
    return {
      outcome: 'open',
      asked,
      accepted,
      dueAt: campaign.dueAt.toISOString(),
      wakeAt: wakeAt.toISOString(),
    }
  })
}

const dueFor = ({ campaign, calendar }: CampaignState, at: Date): Date =>
  campaign.status === 'launching'
    ? campaign.dueAt
    : dueAtFor(at, campaign.daysToRead, campaign.closesAt, calendar.timeZone)

/** Asks those of the audience who were never asked. @returns whether these were all */
async function askNew(tx: Transaction, actor: Actor, state: CampaignState, at: Date): Promise<boolean> {
  const { campaign } = state
  const joined = campaign.status !== 'launching'
  const people = await notAskedYet(tx, state, BATCH)
  // All who are asked first are asked at the same moment, however many batches that takes.
  const askedAt = joined ? at : campaign.launchedAt
  await ask(tx, state, people, { askedAt, dueAt: dueFor(state, at), at }, (rows) =>
    insertRecipients(tx, campaign, { ...rows, joined }),
  )
  if (joined && people.length > 0) {
    appendAudit(tx, actor, { at, action: 'campaign.joined', ...about(state), after: counted(people) })
  }
  const isWhole = people.length < BATCH
  if (isWhole && !joined) await updateCampaign(tx, campaign, { status: 'open' })
  return isWhole
}

/** Asks those again whose acceptance has had its time. @returns whether these were all */
async function askAgain(tx: Transaction, actor: Actor, state: CampaignState, at: Date): Promise<boolean> {
  const repeated = repeatedOf(state, at)
  if (!repeated) return true
  return (await repeat(tx, actor, state, repeated, at)) < BATCH
}

/** Begins another turn for those whom a condition names. @returns how many they are */
export async function repeat(
  tx: Transaction,
  actor: Actor,
  state: CampaignState,
  repeated: Repeated,
  at: Date,
): Promise<number> {
  const { campaign, calendar } = state
  const people = await toRepeat(tx, campaign, repeated, BATCH)
  if (people.length === 0) return 0
  const dueAt = dueAtFor(at, campaign.daysToRead, campaign.closesAt, calendar.timeZone)
  await ask(tx, state, people, { askedAt: at, dueAt, at }, (rows) => insertNextTurn(tx, campaign, rows))
  appendAudit(tx, actor, { at, action: 'campaign.repeated', ...about(state), after: counted(people) })
  return people.length
}

function repeatedOf({ campaign, calendar }: CampaignState, at: Date): Repeated | null {
  const { repeatOn, repeatMonths } = campaign
  if (repeatMonths !== null) return { months: repeatMonths, at }
  if (repeatOn === null) return null
  return { before: startOfDay(lastYearly(repeatOn, dateIn(at, calendar.timeZone)), calendar.timeZone) }
}

type Rows = { ids: string[]; membershipIds: string[]; askedAt: Date; dueAt: Date }

async function ask(
  tx: Transaction,
  { campaign, document }: CampaignState,
  people: readonly { id: string }[],
  { at, ...when }: { askedAt: Date; dueAt: Date; at: Date },
  insert: (rows: Rows) => Promise<void>,
): Promise<void> {
  if (people.length === 0) return
  const membershipIds = people.map(({ id }) => id)
  await insert({ ids: people.map(() => newId(tx)), membershipIds, ...when })
  notify(
    tx,
    campaign.orgId,
    membershipIds,
    {
      kind: 'acknowledgment_requested',
      key: `campaign:${campaign.id}:asked:${when.askedAt.toISOString()}`,
      subjectId: campaign.id,
      documentId: document.id,
      facts: { dueAt: when.dueAt.toISOString() },
    },
    at,
  )
}

/** Takes out of the count who has left the audience, and back into it who has come back. */
async function follow(tx: Transaction, actor: Actor, state: CampaignState, at: Date): Promise<void> {
  const left = await takeOut(tx, state, at)
  if (left.length > 0) {
    const accepted = left.filter(({ completedAt }) => completedAt !== null).length
    appendAudit(tx, actor, { at, action: 'campaign.left', ...about(state), after: { ...counted(left), accepted } })
  }
  const back = await takeBack(tx, state, { at, dueAt: dueFor(state, at) })
  if (back.length > 0) {
    appendAudit(tx, actor, { at, action: 'campaign.joined', ...about(state), after: counted(back) })
  }
}

const about = ({ campaign, document }: CampaignState) => ({ subjectId: campaign.id, documentId: document.id })
