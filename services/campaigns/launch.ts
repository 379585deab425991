import type { Transaction } from '#db/client.ts'
import { versionToAccept } from '#db/queries/acknowledgments.ts'
import { countAudience, listAudience } from '#db/queries/campaign-recipients.ts'
import { type CampaignRow, insertCampaign } from '#db/queries/campaigns.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { VersionHead } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { dateAfter, type WorkCalendar } from '#domain/approvals/calendar.ts'
import { CAMPAIGN_DEFAULTS, endsByItself } from '#domain/campaigns/campaign.ts'
import { daysToRead } from '#domain/campaigns/schedule.ts'
import { addDays, dateIn, endOfDay, type PlainDate } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { requireAudience } from '../audiences/require.ts'
import { appendAudit } from '../audit/append.ts'
import { requireCheckOf } from '../checks/write.ts'
import { requireDocument, requireLocked } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { LaunchCampaign, PreviewAudience } from './input.ts'
import { startCampaignProcess } from './state.ts'

/**
 * Exactly whom a campaign would ask now, by name, a page at a time.
 * @throws not_found, forbidden, invalid_input
 */
export async function previewAudience(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: PreviewAudience,
  asked: PageAsked = {},
) {
  const { audience } = checked(PreviewAudience, given)
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'campaigns.manage')
    await requireAudience(tx, actor.orgId, audience, 'audience')
    const total = await countAudience(tx, document, audience)
    return readPage(asked, total, (page) => listAudience(tx, document, audience, page))
  })
}

/**
 * Asks an audience to read the version in effect and to accept it: one row, and a process that asks people in batches.
 * @throws not_found, forbidden, invalid_input, nothing_in_effect, audience_empty, check_outdated, campaign_date_past,
 *   campaign_ends_too_early
 */
export async function launchCampaign(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: LaunchCampaign,
): Promise<CampaignRow> {
  const input = checked(LaunchCampaign, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'campaigns.manage')
    const version = await versionToAccept(tx, actor.orgId, document.id)
    if (!version) throw new DomainError('nothing_in_effect')
    await requireAudience(tx, actor.orgId, input.audience, 'audience')
    const people = await countAudience(tx, document, input.audience)
    if (people === 0) throw new DomainError('audience_empty')
    const about = { orgId: actor.orgId, documentId: document.id, id: version.id }
    const checkId = input.asksQuestions ? await requireCheckOf(tx, about) : null
    const rules = await rulesOf(tx, actor.orgId)
    const { id, label } = version
    const launch = {
      document,
      version: { id },
      label,
      rules,
      asked: input,
      people,
      checkId,
      by: { id: memberOf(actor), rule: false },
    }
    return insertLaunched(tx, actor, launch, at)
  })
}

/** A campaign that is to be launched, over a version that is in effect. */
interface Launch {
  document: Pick<DocumentRow, 'id' | 'identifier'>
  version: Pick<VersionHead, 'id'>
  label: string
  rules: WorkCalendar
  asked: ReturnType<typeof LaunchCampaign.parse>
  /** How many people it asks now. */
  people: number
  /** The questions that are answered first; null: none. */
  checkId: string | null
  /** Who launches it: somebody by hand, or whoever made the standing rule that does. */
  by: { id: string; rule: boolean }
}

/** Stores a campaign and starts its process. @throws campaign_date_past, campaign_ends_too_early */
export async function insertLaunched(
  tx: Transaction,
  actor: Actor,
  { document, version, label, rules, asked, people, checkId, by }: Launch,
  at: Date,
): Promise<CampaignRow> {
  const today = dateIn(at, rules.timeZone)
  const dates = datesOf(asked, today, rules)
  const { recurrence, statement, evergreen, readsToEnd, audience } = asked
  const campaign = await insertCampaign(tx, {
    orgId: actor.orgId,
    id: newId(tx),
    documentId: document.id,
    versionId: version.id,
    audience,
    message: asked.message,
    statement,
    daysToRead: daysToRead(today, dates.dueDate),
    ...instantsOf(dates, rules),
    remindEvery: asked.remindEvery,
    escalateAfter: asked.escalateAfter,
    evergreen,
    recurrence: recurrence.kind,
    repeatOn: recurrence.kind === 'yearly' ? recurrence.on : null,
    repeatMonths: recurrence.kind === 'after_acceptance' ? recurrence.months : null,
    readsToEnd,
    checkId,
    byRule: by.rule,
    launchedBy: by.id,
    launchedAt: at,
  })
  start(tx, campaign, document.identifier)
  appendAudit(tx, actor, {
    at,
    action: 'campaign.launched',
    subjectId: campaign.id,
    documentId: document.id,
    after: {
      label,
      people,
      audience,
      ...dates,
      statement,
      evergreen,
      recurrence: recurrence.kind,
      readsToEnd,
      byRule: by.rule,
    },
  })
  return campaign
}

const start = (tx: Transaction, { orgId, id, documentId }: CampaignRow, identifier: string): void =>
  startCampaignProcess(tx, { orgId, campaignId: id, documentId, identifier })

export interface CampaignDates {
  dueDate: PlainDate
  /** Null: it stays open. */
  closeDate: PlainDate | null
}

interface Asked {
  dueDate: PlainDate
  closeDate: PlainDate | null
  escalateAfter: number | null
  evergreen: boolean
  recurrence: { kind: 'none' | 'yearly' | 'after_acceptance' }
}

/**
 * The days of a campaign, as they were asked for or by default.
 * @throws campaign_date_past; campaign_ends_too_early when nobody could be late, or their managers notified
 */
export function datesOf(asked: Asked, today: PlainDate, calendar: WorkCalendar): CampaignDates {
  const { dueDate, escalateAfter, evergreen } = asked
  if (dueDate <= today) throw new DomainError('campaign_date_past')
  if (!endsByItself({ evergreen, recurrence: asked.recurrence.kind })) return { dueDate, closeDate: null }
  const escalated = escalateAfter === null ? dueDate : dateAfter(dueDate, escalateAfter, 'business', calendar)
  const usual = addDays(dueDate, CAMPAIGN_DEFAULTS.daysAfterDue)
  const closeDate = asked.closeDate ?? (usual < escalated ? escalated : usual)
  if (closeDate < escalated) throw new DomainError('campaign_ends_too_early', { until: escalated })
  return { dueDate, closeDate }
}

/** A campaign is due and closes at the end of a day where the organization is. */
export const instantsOf = ({ dueDate, closeDate }: CampaignDates, { timeZone }: WorkCalendar) => ({
  dueAt: endOfDay(dueDate, timeZone),
  closesAt: closeDate === null ? null : endOfDay(closeDate, timeZone),
})
