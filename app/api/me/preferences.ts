import { z } from 'zod'
import { TOPICS } from '#domain/notifications/topics.ts'
import type { Services } from '#services/index.ts'
import { ChangePreferences, digestHour, mailMode, notificationKind, quietHours } from '#services/notifications/input.ts'
import { operation } from '../operation.ts'

export const KindPreferenceView = z
  .object({
    kind: notificationKind,
    label: z.string(),
    topic: z.enum(TOPICS),
    page: z.boolean().meta({ description: 'Whether the notification center shows it.' }),
    mail: mailMode.meta({ description: 'How its mail is sent.' }),
    mailChosen: mailMode.nullable().meta({ description: 'Null: as the organization.' }),
    mailDefault: mailMode.meta({ description: 'What the mail is while nothing is chosen.' }),
    modes: z.array(mailMode).meta({ description: 'What can be chosen for its mail.' }),
    must: z.string().nullable().meta({ description: 'Why it cannot be switched off; null when it can.' }),
  })
  .meta({ id: 'NotificationPreference' })

const PreferencesView = z
  .object({ kinds: z.array(KindPreferenceView), quietHours: quietHours.nullable(), digestHour })
  .meta({ id: 'NotificationPreferences' })

export const PREFERENCE_EXAMPLE = {
  kind: 'document_published',
  label: 'A document takes effect',
  topic: 'documents',
  page: true,
  mail: 'off',
  mailChosen: 'off',
  mailDefault: 'at_once',
  modes: ['at_once', 'digest', 'off'],
  must: null,
} satisfies z.input<typeof KindPreferenceView>
type Kind = Awaited<ReturnType<Services['notificationPreferences']['defaults']>>[number]

export const kindPreference = (row: Kind): z.input<typeof KindPreferenceView> => ({ ...row, modes: [...row.modes] })

const PREFERENCES_EXAMPLE = {
  kinds: [PREFERENCE_EXAMPLE],
  quietHours: { from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7] },
  digestHour: 8,
} satisfies z.input<typeof PreferencesView>

/** How the caller wants to be notified. */
export const preferenceOperations = [
  operation({
    id: 'me.notificationPreferences',
    method: 'get',
    path: '/me/notification-preferences',
    summary: 'How you want to be notified, for each kind',
    scope: 'documents:read',
    response: PreferencesView,
    status: 200,
    example: { response: PREFERENCES_EXAMPLE },
    run: async ({ services, actor }) => ({ body: await preferences(services.notificationPreferences.get(actor)) }),
  }),
  operation({
    id: 'me.changeNotificationPreferences',
    method: 'patch',
    path: '/me/notification-preferences',
    summary: 'Change how you want to be notified',
    notes:
      'Kinds that are not named stay as they are. What must be sent cannot be switched off. In quiet hours mails wait ' +
      'until they end, by the clocks of your time zone, by which the daily digest comes at `digestHour` too; `days` are those on which they begin, Monday is 1.',
    scope: 'documents:write',
    body: ChangePreferences,
    response: PreferencesView,
    status: 200,
    example: {
      body: {
        kinds: [{ kind: 'document_published', mail: 'off' }],
        quietHours: { from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7] },
      },
      response: PREFERENCES_EXAMPLE,
    },
    run: async ({ services, actor, body }) => ({
      body: await preferences(services.notificationPreferences.change(actor, body)),
    }),
  }),
]

/** The answer as JSON has it: lists that may be written to. */
async function preferences(asked: ReturnType<Services['notificationPreferences']['get']>) {
  const { kinds, quietHours: quiet, digestHour } = await asked
  return { kinds: kinds.map(kindPreference), quietHours: quiet && { ...quiet, days: [...quiet.days] }, digestHour }
}
