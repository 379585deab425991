import type { Transaction } from '#db/client.ts'
import {
  type AcknowledgmentRuleRow,
  deleteRule,
  findRule,
  newestChange,
  openCampaignsOf,
  putRule,
} from '#db/queries/acknowledgment-rules.ts'
import { countAudience } from '#db/queries/campaign-recipients.ts'
import { lockCampaign } from '#db/queries/campaigns.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { VersionHead, VersionText } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { CAMPAIGN_DEFAULTS } from '#domain/campaigns/campaign.ts'
import { asksAnew, succession } from '#domain/campaigns/standing.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { requireAudience } from '../audiences/require.ts'
import { appendAudit } from '../audit/append.ts'
import { checkForNewVersion } from '../checks/write.ts'
import { requireDocument, requireLocked } from '../documents/require.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { endCampaign } from './end.ts'
import { StandingRule } from './input.ts'
import { insertLaunched } from './launch.ts'
import { nudgeCampaign } from './state.ts'

/** The standing rule of a document, and how many people it would ask now; null: it has none. @throws not_found, forbidden */
export function readRule(deps: Deps, actor: Actor, reference: string) {
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'campaigns.read')
    const rule = await findRule(tx, actor.orgId, document.id)
    return rule && { ...rule, people: await countAudience(tx, document, rule.audience) }
  })
}

/** Says whom new versions of a document ask to accept them. @throws not_found, forbidden, invalid_input, audience_empty */
export async function setRule(deps: Deps, actor: Actor, reference: string, given: StandingRule): Promise<void> {
  const rule = checked(StandingRule, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'campaigns.manage')
    await requireAudience(tx, actor.orgId, rule.audience, 'audience')
    if ((await countAudience(tx, document, rule.audience)) === 0) throw new DomainError('audience_empty')
    await putRule(tx, { orgId: actor.orgId, documentId: document.id, ...rule, setBy: memberOf(actor), setAt: at })
    const { audience, asksOn, daysToRead, statement } = rule
    appendAudit(tx, actor, {
      at,
      action: 'acknowledgment_rule.set',
      subjectId: document.id,
      documentId: document.id,
      after: { audience, asksOn, daysToRead, statement },
    })
  })
}

/** Ends the standing rule of a document. What it has asked goes on. @throws not_found, forbidden */
export function removeRule(deps: Deps, actor: Actor, reference: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'campaigns.manage')
    if (!(await deleteRule(tx, actor.orgId, document.id))) return
    const about = { subjectId: document.id, documentId: document.id }
    appendAudit(tx, actor, { at, action: 'acknowledgment_rule.removed', ...about })
  })
}

/**
 * What the publication of a document's newest version would ask of people: null where no rule is set. `people` is null where
 * this change asks nobody anew.
 * @throws not_found, forbidden
 */
export function expectedOnPublish(deps: Deps, actor: Actor, reference: string) {
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'documents.publish')
    const rule = await findRule(tx, actor.orgId, document.id)
    const change = rule && (await newestChange(tx, actor.orgId, document.id))
    if (!rule || !change) return null
    if (!asksAnew(rule.asksOn, change)) return { people: null, superseded: 0 }
    const { audience, superseded } = succession(rule, await openCampaignsOf(tx, actor.orgId, document.id))
    return { people: await countAudience(tx, document, audience), superseded: superseded.length }
  })
}

interface Published {
  document: DocumentRow
  version: Pick<VersionHead, 'id' | 'changeType'>
  text: Pick<VersionText, 'content' | 'variables'>
  label: string
  rules: Rules
}

/** What a publication asks of people, found before it changes what is in effect. */
type Asks = Awaited<ReturnType<typeof endEarlierCampaigns>>

/**
 * Ends the campaigns of earlier versions, where the standing rule of a document asks for the new one. The caller has locked
 * the document and changes what is in effect only after this: who accepts locks in that order too.
 * @returns what is to be launched; null: nothing
 */
export async function endEarlierCampaigns(
  tx: Transaction,
  actor: Actor,
  { document, version, label }: Published,
  at: Date,
) {
  const rule = await findRule(tx, actor.orgId, document.id)
  if (!rule || !asksAnew(rule.asksOn, version.changeType)) return null
  const next = succession(rule, await openCampaignsOf(tx, actor.orgId, document.id))
  for (const { id } of next.superseded) {
    // Who accepts at this moment is waited for; one that has closed meanwhile is final.
    const campaign = await lockCampaign(tx, actor.orgId, id)
    if (!campaign || campaign.status === 'closed') continue
    await endCampaign(tx, actor, campaign, { ending: 'superseded', reason: `Version ${label} asks anew.`, at })
    nudgeCampaign(tx, actor.orgId, id)
  }
  return { rule, audience: next.audience, evergreen: next.evergreen }
}

/** Asks people to accept a version that went into effect, in the transaction that publishes it. */
export async function launchByRule(
  tx: Transaction,
  actor: Actor,
  published: Published,
  asks: Asks,
  at: Date,
): Promise<void> {
  if (!asks) return
  const { rule, audience, evergreen } = asks
  const people = await countAudience(tx, published.document, audience)
  // Nobody of the audience is left: only a campaign that waits for whoever joins has anything to do.
  if (people === 0 && !evergreen) return
  const about = { orgId: actor.orgId, documentId: published.document.id, id: published.version.id }
  const checkId = await checkForNewVersion(tx, about, published.text, at)
  const asked = { ...campaignOf(rule, published.rules, at), audience, evergreen }
  await insertLaunched(tx, actor, { ...published, asked, people, checkId, by: { id: rule.setBy, rule: true } }, at)
}

const campaignOf = (rule: AcknowledgmentRuleRow, { timeZone }: Rules, at: Date) => ({
  dueDate: addDays(dateIn(at, timeZone), rule.daysToRead),
  closeDate: null,
  message: '',
  statement: rule.statement,
  remindEvery: CAMPAIGN_DEFAULTS.remindEvery,
  escalateAfter: CAMPAIGN_DEFAULTS.escalateAfter,
  recurrence: { kind: 'none' as const },
  readsToEnd: rule.readsToEnd,
  asksQuestions: true,
})
