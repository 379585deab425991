import { Readable } from 'node:stream'
import { z } from 'zod'
import { CAMPAIGN_FILE, campaignCsv } from '#app/lib/campaign-export.ts'
import { CAMPAIGN_STATUSES, READER_STATES } from '#domain/campaigns/campaign.ts'
import {
  AcceptDocument,
  AskAgain,
  CloseCampaign,
  LaunchCampaign,
  MoveCampaign,
  PreviewAudience,
} from '#services/campaigns/input.ts'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_PERSON } from '../common/examples.ts'
import { cursorTo, idCursor, limit, numberCursor, oneOrMore, pageOf } from '../common/query.ts'
import { id, listOf, Person } from '../common/views.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { operation, type Resource } from '../operation.ts'
import { checkOperations } from './check-operations.ts'
import { ACKNOWLEDGMENT_EXAMPLE, ASKED_EXAMPLE, CAMPAIGN_EXAMPLE, CAMPAIGN_ROW_EXAMPLE } from './examples.ts'
import { ruleOperations } from './rule-operations.ts'
import {
  AcknowledgmentView,
  AskedView,
  acknowledgmentView,
  askedView,
  CampaignRowView,
  CampaignView,
  campaignRowView,
  campaignView,
} from './views.ts'

const InCampaign = z.strictObject({ campaign: z.uuid() })
const inCampaign = { campaign: EXAMPLE_IDS.campaign }
const everyone = [{ kind: 'everyone' }]

/** Pages of people are numbered: their order changes while they accept. */
const numbered = <Row>(data: Row[], { page, pages, total }: { page: number; pages: number; total: number }) => ({
  data,
  page: { next: page < pages ? cursorTo(page + 1) : null, total },
})

export const campaigns: Resource = {
  tag: 'Campaigns',
  operations: [
    operation({
      id: 'campaigns.list',
      method: 'get',
      path: '/campaigns',
      summary: 'List acknowledgment campaigns, newest first',
      scope: 'documents:read',
      query: z.strictObject({ status: oneOrMore(z.enum(CAMPAIGN_STATUSES)), limit, cursor: idCursor }),
      response: listOf(CampaignRowView),
      status: 200,
      example: {
        state: 'asked',
        query: { status: 'open' },
        response: { data: [CAMPAIGN_ROW_EXAMPLE], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, query: { status, limit, cursor } }) => {
        const { rows, ...place } = await services.campaigns.list(actor, { statuses: status }, { limit, after: cursor })
        return { body: pageOf(rows.map(campaignRowView), place) }
      },
    }),
    operation({
      id: 'campaigns.get',
      method: 'get',
      path: '/campaigns/{campaign}',
      summary: 'Read a campaign with its progress',
      scope: 'documents:read',
      params: InCampaign,
      response: CampaignView,
      status: 200,
      example: { state: 'asked', params: inCampaign, response: CAMPAIGN_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: campaignView(await services.campaigns.get(actor, params.campaign)),
      }),
    }),
    operation({
      id: 'campaigns.preview',
      method: 'post',
      path: '/documents/{document}/campaigns/preview',
      summary: 'List exactly whom a campaign would ask now',
      notes: 'Active members of the audience who may read the document, by name. It changes nothing.',
      scope: 'documents:publish',
      params: InDocument,
      query: z.strictObject({ limit, cursor: numberCursor }),
      body: PreviewAudience,
      isRepeatable: true,
      response: listOf(Person),
      status: 200,
      example: {
        state: 'published',
        params: inDocument,
        body: { audience: [{ kind: 'role', role: 'admin' }] },
        response: { data: [EXAMPLE_PERSON], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, params, query, body }) => {
        const asked = { limit: query.limit, page: query.cursor }
        const { rows, ...place } = await services.campaigns.preview(actor, params.document, body, asked)
        return { body: numbered(rows, place) }
      },
    }),
    operation({
      id: 'campaigns.launch',
      method: 'post',
      path: '/documents/{document}/campaigns',
      summary: 'Ask people to read the version in effect and to accept it',
      notes:
        'People are asked in batches and reminded on working days. Without `closeDate` the campaign closes two weeks after `dueDate`; one that is `evergreen` or asks again stays open.',
      scope: 'documents:publish',
      params: InDocument,
      body: LaunchCampaign,
      response: z.object({ id }),
      status: 201,
      example: {
        state: 'published',
        params: inDocument,
        body: { audience: everyone, dueDate: '2126-12-15', readsToEnd: true },
        response: { id: EXAMPLE_IDS.campaign },
      },
      run: async ({ services, actor, params, body }) => {
        const campaign = await services.campaigns.launch(actor, params.document, body)
        return { body: { id: campaign.id }, location: `/campaigns/${campaign.id}` }
      },
    }),
    operation({
      id: 'campaigns.people',
      method: 'get',
      path: '/campaigns/{campaign}/people',
      summary: 'List whom a campaign asks, who is due first before the rest',
      scope: 'documents:read',
      params: InCampaign,
      query: z.strictObject({ show: z.enum([...READER_STATES, 'late']).optional(), limit, cursor: numberCursor }),
      response: listOf(AskedView),
      status: 200,
      example: {
        state: 'asked',
        params: inCampaign,
        query: { show: 'not_opened' },
        response: { data: [ASKED_EXAMPLE], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, params, query: { show = null, limit, cursor } }) => {
        const { rows, ...place } = await services.campaigns.people(actor, params.campaign, show, {
          limit,
          page: cursor,
        })
        return { body: numbered(rows.map(askedView), place) }
      },
    }),
    operation({
      id: 'campaigns.export',
      method: 'get',
      path: '/campaigns/{campaign}/export.csv',
      summary: 'Download the people of a campaign as CSV',
      scope: 'documents:read',
      cost: 10,
      params: InCampaign,
      files: ['text/csv'],
      status: 200,
      example: { state: 'asked', params: inCampaign },
      run: async ({ services, actor, params }) => {
        const pages = await services.campaigns.exportPeople(actor, params.campaign)
        return { file: { ...CAMPAIGN_FILE, content: Readable.from(campaignCsv(pages), { objectMode: false }) } }
      },
    }),
    operation({
      id: 'campaigns.remind',
      method: 'post',
      path: '/campaigns/{campaign}/remind',
      summary: 'Remind everybody who has not accepted',
      notes: 'Whoever was asked or reminded within the last hour is left alone.',
      scope: 'documents:publish',
      params: InCampaign,
      response: z.object({ reminded: z.number().int() }),
      status: 200,
      example: { state: 'asked', params: inCampaign, response: { reminded: 2 } },
      run: async ({ services, actor, params }) => ({
        body: { reminded: await services.campaigns.remind(actor, params.campaign) },
      }),
    }),
    operation({
      id: 'campaigns.move',
      method: 'post',
      path: '/campaigns/{campaign}/move',
      summary: 'Move the due date',
      notes: 'For whoever has not accepted and had the due date of the campaign; who joined later keeps their own.',
      scope: 'documents:publish',
      params: InCampaign,
      body: MoveCampaign,
      status: 204,
      example: { state: 'asked', params: inCampaign, body: { dueDate: '2126-12-15' } },
      run: async ({ services, actor, params, body }) => {
        await services.campaigns.move(actor, params.campaign, body)
        return {}
      },
    }),
    operation({
      id: 'campaigns.askAgain',
      method: 'post',
      path: '/campaigns/{campaign}/ask-again',
      summary: 'Ask one person who has accepted to read again',
      scope: 'documents:publish',
      params: InCampaign,
      body: AskAgain,
      status: 204,
      example: { state: 'accepted', params: inCampaign, body: { membershipId: EXAMPLE_IDS.signer } },
      run: async ({ services, actor, params, body }) => {
        await services.campaigns.readAgain(actor, params.campaign, body)
        return {}
      },
    }),
    operation({
      id: 'campaigns.close',
      method: 'post',
      path: '/campaigns/{campaign}/close',
      summary: 'Close a campaign before its time',
      notes: 'Nobody is taken as having accepted. It cannot be opened again.',
      scope: 'documents:publish',
      params: InCampaign,
      body: CloseCampaign,
      status: 204,
      example: { state: 'asked', params: inCampaign, body: { reason: 'The wrong audience' } },
      run: async ({ services, actor, params, body }) => {
        await services.campaigns.close(actor, params.campaign, body)
        return {}
      },
    }),
    operation({
      id: 'acknowledgments.create',
      method: 'post',
      path: '/campaigns/{campaign}/acknowledgment',
      summary: 'Accept the version in effect, as the person whom the key belongs to',
      notes: 'Once for each time that you are asked: sent again it answers what was accepted.',
      scope: 'signoffs:decide',
      params: InCampaign,
      body: AcceptDocument,
      response: AcknowledgmentView,
      status: 200,
      isRepeatable: true,
      example: {
        state: 'asked',
        by: 'signer',
        params: inCampaign,
        body: { contentHash: EXAMPLE_HASH, reachedEnd: true },
        response: ACKNOWLEDGMENT_EXAMPLE,
      },
      run: async ({ services, actor, params, body }) => ({
        body: acknowledgmentView(await services.campaigns.accept(actor, params.campaign, body)),
      }),
    }),
    operation({
      id: 'acknowledgments.list',
      method: 'get',
      path: '/acknowledgments',
      summary: 'List what was accepted, newest first',
      notes: 'All of it for whoever may see campaigns, else your own.',
      scope: 'documents:read',
      query: z.strictObject({
        campaign: z.uuid().optional(),
        member: z.uuid().optional(),
        document: z.uuid().optional(),
        limit,
        cursor: idCursor,
      }),
      response: listOf(AcknowledgmentView),
      status: 200,
      example: {
        state: 'accepted',
        query: { limit: '10' },
        response: { data: [ACKNOWLEDGMENT_EXAMPLE], page: { next: null, total: null } },
      },
      run: async ({ services, actor, query: { campaign, member, document, limit, cursor } }) => {
        const filter = { campaignId: campaign, membershipId: member, documentId: document }
        const { rows, next } = await services.campaigns.acknowledgments(actor, filter, { limit, before: cursor })
        const data = rows.map(({ acknowledgment }) => acknowledgmentView(acknowledgment))
        return { body: { data, page: { next: next === null ? null : cursorTo(next), total: null } } }
      },
    }),
    ...checkOperations,
    ...ruleOperations,
  ],
}
