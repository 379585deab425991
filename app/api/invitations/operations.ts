import { z } from 'zod'
import { Invite } from '#services/members/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { id, listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { INVITATION_EXAMPLE } from './examples.ts'
import { InvitationView, invitationView } from './views.ts'

const InInvitation = z.strictObject({ invitation: z.uuid() })
const inInvitation = { invitation: EXAMPLE_IDS.invitation }

export const invitations: Resource = {
  tag: 'Invitations',
  operations: [
    operation({
      id: 'invitations.list',
      method: 'get',
      path: '/invitations',
      summary: 'List the invitations that wait for an answer, by address',
      scope: 'members:read',
      query: z.strictObject({ limit, cursor: idCursor }),
      response: listOf(InvitationView),
      status: 200,
      example: { response: { data: [INVITATION_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { limit, cursor } }) => {
        const { invitations, ...place } = await services.invitations.list(actor, { limit, after: cursor })
        return { body: pageOf(invitations.map(invitationView), place) }
      },
    }),
    operation({
      id: 'invitations.create',
      method: 'post',
      path: '/invitations',
      summary: 'Invite somebody by mail',
      scope: 'members:write',
      body: Invite,
      response: z.object({ id }),
      status: 201,
      example: {
        body: { email: 'grace@helix.example', roles: ['author'] },
        response: { id: EXAMPLE_IDS.invitation },
      },
      run: async ({ services, actor, body }) => ({
        body: { id: (await services.invitations.create(actor, body)).id },
        location: '/invitations',
      }),
    }),
    operation({
      id: 'invitations.resend',
      method: 'post',
      path: '/invitations/{invitation}/resend',
      summary: 'Mail an invitation again, for another week',
      scope: 'members:write',
      params: InInvitation,
      status: 204,
      example: { params: inInvitation },
      run: async ({ services, actor, params }) => {
        await services.invitations.resend(actor, params.invitation)
        return {}
      },
    }),
    operation({
      id: 'invitations.revoke',
      method: 'delete',
      path: '/invitations/{invitation}',
      summary: 'Take an invitation back',
      scope: 'members:write',
      params: InInvitation,
      status: 204,
      example: { params: inInvitation },
      run: async ({ services, actor, params }) => {
        await services.invitations.revoke(actor, params.invitation)
        return {}
      },
    }),
  ],
}
