import { z } from 'zod'
import { CHOSEN_KINDS, type ChosenKind } from '#domain/notifications/chosen-kinds.ts'
import { MAIL_MODES } from '#domain/notifications/preferences.ts'
import { workingDays } from '../members/input.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

export const notificationKind = z.enum(CHOSEN_KINDS, 'Choose a kind from the list')
export const mailMode = z.enum(MAIL_MODES, 'Choose one from the list')

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 22:00')
  .meta({ description: 'What clocks show, from `00:00` to `23:59`.' })

export const quietHours = z
  .strictObject({ from: clockTime, until: clockTime, days: workingDays })
  .refine(({ from, until }) => from !== until, { path: ['until'], error: 'Choose another time than the first one' })

export const digestHour = z.int('Choose an hour from the list').min(0).max(23)

const ofKinds = <T extends z.ZodType<{ kind: ChosenKind }>>(choice: T) =>
  z
    .array(choice)
    .max(CHOSEN_KINDS.length, `Name at most ${CHOSEN_KINDS.length} kinds`)
    .refine((all) => new Set(all.map(({ kind }) => kind)).size === all.length, 'One kind stands there twice')

export const ChangePreferences = z
  .strictObject({
    kinds: ofKinds(
      z.strictObject({
        kind: notificationKind,
        page: z.boolean().optional(),
        /** Null: as the organization. */
        mail: mailMode.nullable().optional(),
      }),
    ),
    /** Null: none. */
    quietHours: quietHours.nullable(),
    /** The hour of the day at which the digest comes. */
    digestHour,
  })
  .partial()
export type ChangePreferences = z.input<typeof ChangePreferences>

export const ChangeDefaults = z.strictObject({
  kinds: ofKinds(z.strictObject({ kind: notificationKind, mail: mailMode })),
})
export type ChangeDefaults = z.input<typeof ChangeDefaults>

/** Messages that failed: those that are named, or all. */
export const WhichDeliveries = z.strictObject({
  ids: z
    .array(z.uuid('Choose one from the list'))
    .min(1, 'Choose at least one message')
    .max(100, 'Choose at most 100 messages')
    .optional(),
})
export type WhichDeliveries = z.input<typeof WhichDeliveries>
