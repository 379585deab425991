import {
  type AcknowledgmentRow,
  acknowledgmentOf,
  countAccepted,
  countToRead,
  listAccepted,
  listToRead,
  versionToAccept,
} from '#db/queries/acknowledgments.ts'
import { lockRecipient, markRecipient } from '#db/queries/campaign-recipients.ts'
import { attemptsOf } from '#db/queries/knowledge-checks.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { askedIn } from '../checks/grant.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { requireCampaign } from './state.ts'

const whoseOf = (actor: Actor) => ({ orgId: actor.orgId, reader: readerOf(actor) })

/** What the actor is to read, what has changed since they accepted it, and what they accepted last of each document: a page of each. */
export function readMine(
  deps: Deps,
  actor: Actor,
  asked: { toRead?: PageAsked; changed?: PageAsked; accepted?: PageAsked } = {},
) {
  return transact(deps, actor, async (tx) => {
    const whose = whoseOf(actor)
    const waiting = await countToRead(tx, whose, deps.clock.now())
    const counted = await countAccepted(tx, whose)
    return {
      late: waiting.late,
      toRead: await readPage(asked.toRead ?? {}, waiting.total, (page) => listToRead(tx, whose, page)),
      changed: await readPage(asked.changed ?? {}, counted.changed, (page) => listAccepted(tx, whose, true, page)),
      accepted: await readPage(asked.accepted ?? {}, counted.accepted, (page) => listAccepted(tx, whose, false, page)),
    }
  })
}

/**
 * What the actor is asked to accept, with the version in effect, and what they accepted already. That it was opened is noted
 * the first time.
 * @throws not_found for whoever was not asked, nothing_in_effect
 */
export function openToAccept(deps: Deps, actor: Actor, campaignId: string) {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { campaign, document, launchedByName } = await requireCampaign(tx, actor, campaignId)
    const recipient = await lockRecipient(tx, campaign, memberOf(actor))
    if (!recipient || recipient.leftAt) throw new DomainError('not_found')
    const version = await versionToAccept(tx, actor.orgId, campaign.documentId)
    if (!version) throw new DomainError('nothing_in_effect')
    const accepted: AcknowledgmentRow | null = await acknowledgmentOf(tx, actor.orgId, recipient.id)
    if (!recipient.openedAt && campaign.status !== 'closed') await markRecipient(tx, recipient, { openedAt: at })
    const check = await askedIn(tx, campaign)
    const attempts = check ? await attemptsOf(tx, actor.orgId, recipient.id) : []
    return { campaign, document, version, recipient, accepted, askedBy: launchedByName, check, attempts }
  })
}
