import { EXAMPLE_IDS } from '../common/examples.ts'
import { operation, type Resource } from '../operation.ts'
import { preferenceOperations } from './preferences.ts'
import { MeView } from './views.ts'

export const me: Resource = {
  tag: 'Me',
  operations: [
    operation({
      id: 'me.get',
      method: 'get',
      path: '/me',
      summary: 'Who you are here, and what you may do',
      scope: null,
      response: MeView,
      status: 200,
      example: {
        response: {
          organization: { id: EXAMPLE_IDS.document, slug: 'helix' },
          member: { id: EXAMPLE_IDS.member, name: 'Ada Okafor', positionTitle: 'CISO' },
          roles: ['compliance_manager'],
          scopes: ['documents:read', 'documents:write'],
        },
      },
      run: async ({ actor }) => ({
        body: {
          organization: { id: actor.orgId, slug: actor.orgSlug },
          member: { id: actor.membershipId ?? '', name: actor.name, positionTitle: actor.positionTitle },
          roles: actor.roles,
          scopes: actor.scopes,
        },
      }),
    }),
    ...preferenceOperations,
  ],
}
