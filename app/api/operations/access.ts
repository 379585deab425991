import { z } from 'zod'
import { CreateApiKey, Invite } from '#services/members/input.ts'
import { type Operation, operation } from '../operation.ts'
import { idCursor, limit, pageOf } from '../query.ts'
import { id, isoOrNull, listOf } from '../views/common.ts'
import { EXAMPLE_IDS } from '../views/examples.ts'
import {
  API_KEY_EXAMPLE,
  ApiKeyView,
  apiKeyView,
  INVITATION_EXAMPLE,
  InvitationView,
  invitationView,
  NewApiKeyView,
} from '../views/people.ts'

const InInvitation = z.strictObject({ invitation: z.uuid() })
const inInvitation = { invitation: EXAMPLE_IDS.invitation }

export const accessOperations: Operation[] = [
  operation({
    id: 'invitations.list',
    method: 'get',
    path: '/invitations',
    tag: 'Members',
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
    tag: 'Members',
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
    tag: 'Members',
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
    tag: 'Members',
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
  operation({
    id: 'apiKeys.list',
    method: 'get',
    path: '/api-keys',
    tag: 'Members',
    summary: 'List the API keys, newest first, revoked ones too',
    scope: 'settings:write',
    query: z.strictObject({ limit, cursor: idCursor }),
    response: listOf(ApiKeyView),
    status: 200,
    example: { response: { data: [API_KEY_EXAMPLE], page: { next: null, total: 1 } } },
    run: async ({ services, actor, query: { limit, cursor } }) => {
      const { keys, ...place } = await services.apiKeys.list(actor, { limit, after: cursor })
      return { body: pageOf(keys.map(apiKeyView), place) }
    },
  }),
  operation({
    id: 'apiKeys.create',
    method: 'post',
    path: '/api-keys',
    tag: 'Members',
    summary: 'Make a key that acts as you',
    notes: 'The key is in this answer and nowhere else. A key can give no scope that it lacks itself.',
    scope: 'settings:write',
    body: CreateApiKey,
    response: NewApiKeyView,
    status: 201,
    example: {
      body: { name: 'Nightly export', scopes: ['documents:read'], expiresInDays: 365 },
      response: {
        id: EXAMPLE_IDS.apiKey,
        key: 'acc_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYg',
        prefix: 'acc_Zm9vYm',
        expiresAt: '2027-06-01T09:00:00.000Z',
      },
    },
    run: async ({ services, actor, body }) => {
      const made = await services.apiKeys.create(actor, body)
      const view = { ...made, expiresAt: isoOrNull(made.expiresAt) }
      return { body: view, repeatBody: { ...view, key: null } }
    },
  }),
  operation({
    id: 'apiKeys.revoke',
    method: 'delete',
    path: '/api-keys/{key}',
    tag: 'Members',
    summary: 'Revoke a key, at once and for good',
    scope: 'settings:write',
    params: z.strictObject({ key: z.uuid() }),
    status: 204,
    example: { params: { key: EXAMPLE_IDS.apiKey } },
    run: async ({ services, actor, params }) => {
      await services.apiKeys.revoke(actor, params.key)
      return {}
    },
  }),
]
