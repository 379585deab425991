import { z } from 'zod'
import { ChangeDefaults } from '#services/notifications/input.ts'
import { KindPreferenceView, kindPreference, PREFERENCE_EXAMPLE } from '../me/preferences.ts'
import { operation, type Resource } from '../operation.ts'

const DefaultsView = z.object({ kinds: z.array(KindPreferenceView) }).meta({ id: 'NotificationDefaults' })
const DEFAULTS_EXAMPLE = { kinds: [{ ...PREFERENCE_EXAMPLE, mailChosen: null, mailDefault: 'off' as const }] }

export const notificationDefaults: Resource = {
  tag: 'Notification defaults',
  operations: [
    operation({
      id: 'notificationDefaults.get',
      method: 'get',
      path: '/notification-defaults',
      summary: 'How members are notified who chose nothing else',
      scope: 'settings:write',
      response: DefaultsView,
      status: 200,
      example: { response: DEFAULTS_EXAMPLE },
      run: async ({ services, actor }) => ({
        body: { kinds: (await services.notificationPreferences.defaults(actor)).map(kindPreference) },
      }),
    }),
    operation({
      id: 'notificationDefaults.change',
      method: 'patch',
      path: '/notification-defaults',
      summary: 'Change how members are notified who chose nothing else',
      scope: 'settings:write',
      body: ChangeDefaults,
      response: DefaultsView,
      status: 200,
      example: { body: { kinds: [{ kind: 'document_published', mail: 'off' }] }, response: DEFAULTS_EXAMPLE },
      run: async ({ services, actor, body }) => ({
        body: { kinds: (await services.notificationPreferences.changeDefaults(actor, body)).map(kindPreference) },
      }),
    }),
  ],
}
