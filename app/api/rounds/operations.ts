import { z } from 'zod'
import { APPROVAL_TYPES, ROUND_STATUSES } from '#domain/approvals/definition.ts'
import { ExtendRound, ReplaceSigner } from '#services/rounds/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { cursorTo, idCursor, limit, oneOrMore } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { operation, type Resource } from '../operation.ts'
import { ROUND_EXAMPLE, ROUND_ROW_EXAMPLE } from './examples.ts'
import {
  RemindersView,
  RoundRowView,
  RoundView,
  roundRowView,
  roundView,
  WhoDecidesView,
  whoDecidesView,
} from './views.ts'

const InRound = z.strictObject({ round: z.uuid() })
const inRound = { round: EXAMPLE_IDS.round }

export const rounds: Resource = {
  tag: 'Rounds',
  operations: [
    operation({
      id: 'rounds.list',
      method: 'get',
      path: '/rounds',
      summary: 'List approval rounds, newest first',
      notes: 'Of the documents whose drafts you read, and those in which you were asked.',
      scope: 'documents:read',
      query: z.strictObject({ status: oneOrMore(z.enum(ROUND_STATUSES)), limit, cursor: idCursor }),
      response: listOf(RoundRowView),
      status: 200,
      example: {
        state: 'in_review',
        query: { status: 'running' },
        response: { data: [ROUND_ROW_EXAMPLE], page: { next: null, total: null } },
      },
      run: async ({ services, actor, query: { status, limit, cursor } }) => {
        const { rounds, next } = await services.rounds.list(actor, { statuses: status, limit, before: cursor })
        const page = { next: next === null ? null : cursorTo(next), total: null }
        return { body: { data: rounds.map(roundRowView), page } }
      },
    }),
    operation({
      id: 'rounds.get',
      method: 'get',
      path: '/rounds/{round}',
      summary: 'Read a round with its steps and sign-offs',
      scope: 'documents:read',
      params: InRound,
      response: RoundView,
      status: 200,
      example: { state: 'in_review', params: inRound, response: ROUND_EXAMPLE },
      run: async ({ services, actor, params }) => ({ body: roundView(await services.rounds.get(actor, params.round)) }),
    }),
    operation({
      id: 'rounds.of_document',
      method: 'get',
      path: '/documents/{document}/rounds',
      summary: 'List the rounds of a document with their steps and sign-offs, newest first',
      notes: 'Of all purposes, or of one: what was decided, by whom, when they were asked and when they decided.',
      scope: 'documents:read',
      params: InDocument,
      query: z.strictObject({ purpose: z.enum(APPROVAL_TYPES).optional(), limit, cursor: idCursor }),
      response: listOf(RoundView),
      status: 200,
      example: {
        state: 'in_review',
        params: inDocument,
        query: { purpose: 'approval' },
        response: { data: [ROUND_EXAMPLE], page: { next: null, total: null } },
      },
      run: async ({ services, actor, params, query: { purpose, limit, cursor } }) => {
        const { document } = await services.documents.get(actor, params.document)
        const found = await services.rounds.ofDocument(actor, document.id, { purpose, limit, before: cursor })
        const page = { next: found.next === null ? null : cursorTo(found.next), total: null }
        return { body: { data: found.rounds.map((round) => roundView({ document, ...round })), page } }
      },
    }),
    operation({
      id: 'rounds.who_decides',
      method: 'get',
      path: '/documents/{document}/who-decides',
      summary: 'Read who is asked before a document is published, archived, or counts as reviewed',
      notes:
        'The default definition of that type that is the most specific for the document, and whom its steps would ask.',
      scope: 'documents:read',
      params: InDocument,
      query: z.strictObject({ purpose: z.enum(['publication', 'retirement', 'review']) }),
      response: WhoDecidesView,
      status: 200,
      example: {
        state: 'published',
        params: inDocument,
        query: { purpose: 'retirement' },
        response: { definition: null },
      },
      run: async ({ services, actor, params, query }) => ({
        body: whoDecidesView(await services.rounds.whoDecides(actor, params.document, query.purpose)),
      }),
    }),
    operation({
      id: 'rounds.replaceSigner',
      method: 'post',
      path: '/rounds/{round}/replace-signer',
      summary: 'Ask somebody else instead of a signer',
      notes:
        'In the step under way and in those to come. For the owner of the document and compliance managers. Who has decided cannot be replaced.',
      scope: 'documents:write',
      params: InRound,
      body: ReplaceSigner,
      response: RoundView,
      status: 200,
      example: {
        state: 'in_review',
        params: inRound,
        body: { signer: EXAMPLE_IDS.signer, by: EXAMPLE_IDS.colleague, reason: 'Has moved to another site.' },
        response: ROUND_EXAMPLE,
      },
      run: async ({ services, actor, params, body }) => {
        await services.rounds.replaceSigner(actor, params.round, body)
        return { body: roundView(await services.rounds.get(actor, params.round)) }
      },
    }),
    operation({
      id: 'rounds.extend',
      method: 'post',
      path: '/rounds/{round}/extend',
      summary: 'Give those who have not decided more time',
      notes:
        'For the owner of the document and compliance managers. The new date must be after the one that holds now.',
      scope: 'documents:write',
      params: InRound,
      body: ExtendRound,
      response: RoundView,
      status: 200,
      example: {
        state: 'in_review',
        params: inRound,
        body: { dueDate: '2126-12-31', reason: 'The audit came in between.' },
        response: ROUND_EXAMPLE,
      },
      run: async ({ services, actor, params, body }) => {
        await services.rounds.extend(actor, params.round, body)
        return { body: roundView(await services.rounds.get(actor, params.round)) }
      },
    }),
    operation({
      id: 'rounds.remind',
      method: 'post',
      path: '/documents/{document}/remind',
      summary: 'Remind everybody who has not decided yet',
      notes: 'Of the round that is running. Whoever was reminded within the last hour is left alone.',
      scope: 'documents:write',
      params: InDocument,
      response: RemindersView,
      status: 200,
      example: { state: 'in_review', params: inDocument, response: { reminded: 1 } },
      run: async ({ services, actor, params }) => ({
        body: { reminded: await services.rounds.remind(actor, params.document) },
      }),
    }),
  ],
}
