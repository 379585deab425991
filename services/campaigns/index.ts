import { type AcknowledgmentFilter, listAcknowledgments } from '#db/queries/acknowledgments.ts'
import { listSubject } from '#db/queries/audit.ts'
import {
  countPeople,
  listPeople,
  type PeopleShown,
  progressByDepartment,
  progressOf,
} from '#db/queries/campaign-recipients.ts'
import { type CampaignFilter, countCampaigns, listCampaigns } from '#db/queries/campaigns.ts'
import { hasOpenFailure } from '#db/queries/processes.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { authorize, can } from '#domain/roles.ts'
import { LONGEST_PAGE, type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { accept } from './accept.ts'
import { closeCampaign, moveCampaign, readAgain, remindReaders } from './commands.ts'
import { cancelCampaign, failCampaign, retryCampaign } from './failure.ts'
import type {
  AcceptDocument,
  AskAgain,
  CloseCampaign,
  LaunchCampaign,
  MoveCampaign,
  PreviewAudience,
  StandingRule,
} from './input.ts'
import { launchCampaign, previewAudience } from './launch.ts'
import { openToAccept, readMine } from './mine.ts'
import { settleCampaign } from './settle.ts'
import { expectedOnPublish, readRule, removeRule, setRule } from './standing.ts'
import { processOfCampaign, requireCampaign } from './state.ts'

/** People who are read at once for an export. */
const EXPORT_PAGE = 500

/** Asking people to read a document in effect and to accept it. Below what people do, what only the process calls. */
export const campaignService = (deps: Deps) => ({
  preview: (actor: Actor, reference: string, input: PreviewAudience, page?: PageAsked) =>
    previewAudience(deps, actor, reference, input, page),
  launch: (actor: Actor, reference: string, input: LaunchCampaign) => launchCampaign(deps, actor, reference, input),
  close: (actor: Actor, id: string, input: CloseCampaign) => closeCampaign(deps, actor, id, input),
  move: (actor: Actor, id: string, input: MoveCampaign) => moveCampaign(deps, actor, id, input),
  remind: (actor: Actor, id: string) => remindReaders(deps, actor, id),
  readAgain: (actor: Actor, id: string, input: AskAgain) => readAgain(deps, actor, id, input),
  retry: (actor: Actor, id: string) => retryCampaign(deps, actor, id),

  rule: (actor: Actor, reference: string) => readRule(deps, actor, reference),
  setRule: (actor: Actor, reference: string, input: StandingRule) => setRule(deps, actor, reference, input),
  removeRule: (actor: Actor, reference: string) => removeRule(deps, actor, reference),
  expectedOnPublish: (actor: Actor, reference: string) => expectedOnPublish(deps, actor, reference),

  accept: (actor: Actor, id: string, input: AcceptDocument) => accept(deps, actor, id, input),
  open: (actor: Actor, id: string) => openToAccept(deps, actor, id),
  mine: (actor: Actor, asked?: Parameters<typeof readMine>[2]) => readMine(deps, actor, asked),

  /** A page of campaigns of documents the actor may read, with how far each has come, the newest first. @throws forbidden */
  list(actor: Actor, filter: CampaignFilter = {}, asked: PageAsked = {}) {
    authorize(actor, 'campaigns.read')
    return transact(deps, actor, async (tx) => {
      const reader = readerOf(actor)
      const total = await countCampaigns(tx, actor.orgId, reader, filter)
      return readPage(asked, total, (page) => listCampaigns(tx, actor.orgId, reader, filter, page))
    })
  },

  /** A campaign, how far it has come, and whether its process has failed. @throws not_found, forbidden */
  get(actor: Actor, id: string) {
    return transact(deps, actor, async (tx) => {
      const found = await requireCampaign(tx, actor, id)
      authorize(actor, 'campaigns.read')
      const progress = await progressOf(tx, found.campaign, deps.clock.now())
      const byDepartment = await progressByDepartment(tx, found.campaign)
      return { ...found, progress, byDepartment, failed: await hasOpenFailure(tx, processOfCampaign(found.campaign)) }
    })
  },

  /** A page of the people of a campaign, who is due first before the others. @throws not_found, forbidden */
  people(actor: Actor, id: string, show: PeopleShown, asked: PageAsked = {}) {
    return transact(deps, actor, async (tx) => {
      const { campaign } = await requireCampaign(tx, actor, id)
      authorize(actor, 'campaigns.read')
      const now = deps.clock.now()
      const total = await countPeople(tx, campaign, show, now)
      return readPage(asked, total, (page) => listPeople(tx, campaign, show, now, page))
    })
  },

  /** Everybody who is counted, in bounded pages; each is read when the one before was taken. @throws not_found, forbidden */
  async exportPeople(actor: Actor, id: string) {
    const read = (offset: number) =>
      transact(deps, actor, async (tx) => {
        const { campaign } = await requireCampaign(tx, actor, id)
        authorize(actor, 'campaigns.read')
        return listPeople(tx, campaign, null, deps.clock.now(), { limit: EXPORT_PAGE, offset })
      })
    const first = await read(0)
    return (async function* () {
      let page = first
      for (let next = EXPORT_PAGE; page.length > 0; next += EXPORT_PAGE) {
        yield page
        page = await read(next)
      }
    })()
  },

  /** What happened to a campaign, the newest first. @throws not_found, forbidden */
  log(actor: Actor, id: string, limit: number) {
    return transact(deps, actor, async (tx) => {
      const { document } = await requireCampaign(tx, actor, id)
      authorize(actor, 'campaigns.read')
      return listSubject(
        tx,
        actor.orgId,
        { documentId: document.id, type: 'campaign', id },
        Math.min(limit, LONGEST_PAGE),
      )
    })
  },

  /** Acceptances, the newest first: all of them for whoever may see campaigns, else the actor's own. `next` names the page after. */
  acknowledgments(actor: Actor, filter: AcknowledgmentFilter, page: { limit: number; before?: string }) {
    const whose = can(actor, 'campaigns.read') ? filter : { ...filter, membershipId: memberOf(actor) }
    return transact(deps, actor, async (tx) => {
      const rows = await listAcknowledgments(tx, actor.orgId, readerOf(actor), whose, {
        ...page,
        limit: page.limit + 1,
      })
      const shown = rows.slice(0, page.limit)
      return { rows: shown, next: rows.length > page.limit ? (shown.at(-1)?.acknowledgment.id ?? null) : null }
    })
  },

  settle: (actor: Actor, id: string, at: Date) => settleCampaign(deps, actor, id, at),
  fail: (actor: Actor, id: string, code: string, at: Date) => failCampaign(deps, actor, id, code, at),
  cancel: (actor: Actor, id: string, at: Date) => cancelCampaign(deps, actor, id, at),
})

export type CampaignService = ReturnType<typeof campaignService>
