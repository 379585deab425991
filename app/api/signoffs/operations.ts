import { z } from 'zod'
import { SIGNOFF_STATUSES } from '#domain/approvals/definition.ts'
import { ApproveSignoff, DelegateSignoff, RejectSignoff } from '#services/rounds/input.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { cursorTo, idCursor, limit, oneOrMore } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { SIGNOFF_EXAMPLE } from './examples.ts'
import { SignoffView, signoffView } from './views.ts'

const InSignoff = z.strictObject({ signoff: z.uuid() })
const inSignoff = { signoff: EXAMPLE_IDS.signoff }

export const signoffs: Resource = {
  tag: 'Sign-offs',
  operations: [
    operation({
      id: 'signoffs.list',
      method: 'get',
      path: '/signoffs',
      summary: 'List what you were asked to sign, newest first',
      scope: 'documents:read',
      query: z.strictObject({ status: oneOrMore(z.enum(SIGNOFF_STATUSES)), limit, cursor: idCursor }),
      response: listOf(SignoffView),
      status: 200,
      example: {
        state: 'in_review',
        by: 'signer',
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
      summary: 'Read a sign-off',
      scope: 'documents:read',
      params: InSignoff,
      response: SignoffView,
      status: 200,
      example: { state: 'in_review', by: 'signer', params: inSignoff, response: SIGNOFF_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: signoffView(await services.signoffs.get(actor, params.signoff)),
      }),
    }),
    operation({
      id: 'signoffs.approve',
      method: 'post',
      path: '/signoffs/{signoff}/approve',
      summary: 'Sign',
      notes:
        'Your signature belongs to `contentHash`. It is final. A step with `freshSignIn` is decided on its page only: an API ' +
        'key cannot sign in at that moment, and is refused with `fresh_sign_in_required`.',
      scope: 'signoffs:decide',
      params: InSignoff,
      body: ApproveSignoff,
      bodyOptional: true,
      response: SignoffView,
      status: 200,
      example: {
        state: 'in_review',
        by: 'signer',
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
      summary: 'Refuse to sign, and say why',
      scope: 'signoffs:decide',
      params: InSignoff,
      body: RejectSignoff,
      response: SignoffView,
      status: 200,
      example: {
        state: 'in_review',
        by: 'signer',
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
    operation({
      id: 'signoffs.delegate',
      method: 'post',
      path: '/signoffs/{signoff}/delegate',
      summary: 'Ask somebody else to decide in your place',
      notes:
        'Any active member who has not been asked in the step and did not write the version. Both names stay on the signature. ' +
        'What was delegated to you cannot be delegated again. The answer is the new sign-off.',
      scope: 'signoffs:decide',
      params: InSignoff,
      body: DelegateSignoff,
      response: SignoffView,
      status: 201,
      example: {
        state: 'in_review',
        by: 'signer',
        params: inSignoff,
        body: { to: EXAMPLE_IDS.colleague, reason: 'On leave until Monday.' },
        response: {
          ...SIGNOFF_EXAMPLE,
          signer: { id: EXAMPLE_IDS.colleague, name: 'Chen Wei', positionTitle: null },
          onBehalfOf: 'Miguel Santos',
          delegatedFrom: EXAMPLE_IDS.signoff,
          delegationReason: 'On leave until Monday.',
        },
      },
      run: async ({ services, actor, params, body }) => {
        const { id } = await services.signoffs.delegate(actor, params.signoff, body)
        return { body: signoffView(await services.signoffs.get(actor, id)), location: `/signoffs/${id}` }
      },
    }),
  ],
}
