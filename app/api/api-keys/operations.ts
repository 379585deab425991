import { z } from 'zod'
import { CreateApiKey } from '#services/members/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { isoOrNull, listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { API_KEY_EXAMPLE } from './examples.ts'
import { ApiKeyView, apiKeyView, NewApiKeyView } from './views.ts'

export const apiKeys: Resource = {
  tag: 'API keys',
  operations: [
    operation({
      id: 'apiKeys.list',
      method: 'get',
      path: '/api-keys',
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
  ],
}
