import { z } from 'zod'
import { ROUND_STATUSES, SIGNOFF_STATUSES } from '#domain/approvals/definition.ts'
import { ApproveSignoff, RejectSignoff } from '#services/rounds/input.ts'
import { type Operation, operation } from '../operation.ts'
import { cursorTo, idCursor, limit, oneOrMore } from '../query.ts'
import { listOf } from '../views/common.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../views/examples.ts'
import {
  ROUND_EXAMPLE,
  ROUND_ROW_EXAMPLE,
  RoundRowView,
  RoundView,
  roundRowView,
  roundView,
  SIGNOFF_EXAMPLE,
  SignoffView,
  signoffView,
} from '../views/rounds.ts'

const InSignoff = z.strictObject({ signoff: z.uuid() })
const inSignoff = { signoff: EXAMPLE_IDS.signoff }
const tag = 'Rounds and sign-offs' as const

export const roundOperations: Operation[] = [
  operation({
    id: 'rounds.list',
    method: 'get',
    path: '/rounds',
    tag,
    summary: 'List approval rounds, newest first',
    notes: 'Of the documents whose drafts you read, and those in which you were asked.',
    scope: 'documents:read',
    query: z.strictObject({ status: oneOrMore(z.enum(ROUND_STATUSES)), limit, cursor: idCursor }),
    response: listOf(RoundRowView),
    status: 200,
    example: {
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
    tag,
    summary: 'Read a round with its steps and sign-offs',
    scope: 'documents:read',
    params: z.strictObject({ round: z.uuid() }),
    response: RoundView,
    status: 200,
    example: { params: { round: EXAMPLE_IDS.round }, response: ROUND_EXAMPLE },
    run: async ({ services, actor, params }) => ({ body: roundView(await services.rounds.get(actor, params.round)) }),
  }),
  operation({
    id: 'signoffs.list',
    method: 'get',
    path: '/signoffs',
    tag,
    summary: 'List what you were asked to sign, newest first',
    scope: 'documents:read',
    query: z.strictObject({ status: oneOrMore(z.enum(SIGNOFF_STATUSES)), limit, cursor: idCursor }),
    response: listOf(SignoffView),
    status: 200,
    example: {
      query: { status: 'pending' },
      response: { data: [SIGNOFF_EXAMPLE], page: { next: null, total: null } },
    },
    run: async ({ services, actor, query: { status, limit, cursor } }) => {
      const { signoffs, next } = await services.signoffs.asked(actor, { statuses: status, limit, before: cursor })
      const page = { next: next === null ? null : cursorTo(next), total: null }
      return { body: { data: signoffs.map(signoffView), page } }
    },
  }),
  operation({
    id: 'signoffs.get',
    method: 'get',
    path: '/signoffs/{signoff}',
    tag,
    summary: 'Read a sign-off',
    scope: 'documents:read',
    params: InSignoff,
    response: SignoffView,
    status: 200,
    example: { params: inSignoff, response: SIGNOFF_EXAMPLE },
    run: async ({ services, actor, params }) => ({
      body: signoffView(await services.signoffs.get(actor, params.signoff)),
    }),
  }),
  operation({
    id: 'signoffs.approve',
    method: 'post',
    path: '/signoffs/{signoff}/approve',
    tag,
    summary: 'Sign',
    notes: 'Your signature belongs to `contentHash`. It is final.',
    scope: 'signoffs:decide',
    params: InSignoff,
    body: ApproveSignoff,
    bodyOptional: true,
    response: SignoffView,
    status: 200,
    example: {
      params: inSignoff,
      body: { comment: 'Clear and complete.' },
      response: { ...SIGNOFF_EXAMPLE, status: 'approved', decidedAt: EXAMPLE_TIME, comment: 'Clear and complete.' },
    },
    run: async ({ services, actor, params, body }) => {
      await services.signoffs.approve(actor, params.signoff, body)
      return { body: signoffView(await services.signoffs.get(actor, params.signoff)) }
    },
  }),
  operation({
    id: 'signoffs.reject',
    method: 'post',
    path: '/signoffs/{signoff}/reject',
    tag,
    summary: 'Refuse to sign, and say why',
    scope: 'signoffs:decide',
    params: InSignoff,
    body: RejectSignoff,
    response: SignoffView,
    status: 200,
    example: {
      params: inSignoff,
      body: { comment: 'Section 2 contradicts section 4.' },
      response: {
        ...SIGNOFF_EXAMPLE,
        status: 'rejected',
        decidedAt: EXAMPLE_TIME,
        comment: 'Section 2 contradicts section 4.',
      },
    },
    run: async ({ services, actor, params, body }) => {
      await services.signoffs.reject(actor, params.signoff, body)
      return { body: signoffView(await services.signoffs.get(actor, params.signoff)) }
    },
  }),
]
