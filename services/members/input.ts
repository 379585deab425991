import { z } from 'zod'
import { isTimeZone } from '#domain/dates.ts'
import { ORGANIZATION_TYPES } from '#domain/organizations/types.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'
import { isUsableSlug } from '#domain/reserved-slugs.ts'
import { COUNTS_FROM, RHYTHM_BOUNDS } from '#domain/reviews/rhythm.ts'
import { ROLES } from '#domain/roles.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import { line } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const id = z.uuid('Choose one from the list')
const unique = <T>(values: T[]) => [...new Set(values)]

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Write at most 254 characters')
  .pipe(z.email('Write an address such as ada@example.com'))
  .meta({ format: 'email', pattern: z.regexes.email.source })

export const personName = line(120, 'Write a name')
export const timeZone = z
  .string()
  .refine(isTimeZone, 'Choose a time zone from the list')
  .meta({ format: 'time-zone', description: 'A name of the IANA time zone database, such as `Europe/Berlin`.' })
export const roles = z
  .array(z.enum(ROLES, 'Choose roles from the list'))
  .min(1, 'Choose at least one role')
  .transform(unique)
export const positionTitle = line(120, 'Write a position')
/** ISO weekdays, Monday is 1. */
export const workingDays = z
  .array(z.number().int().min(1).max(7))
  .min(1, 'Choose at least one day')
  .transform((days) => unique(days).sort())

export const NewOrganization = z.strictObject({
  name: personName,
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .refine(isUsableSlug, 'Use 3 to 40 small letters, digits and dashes; some words are taken by Accord itself'),
  type: z.enum(ORGANIZATION_TYPES, 'Choose what kind of organization it is'),
  timeZone,
  workingDays: workingDays.default([1, 2, 3, 4, 5]),
})
export type NewOrganization = z.output<typeof NewOrganization>

/** When owners are reminded of reviews; the days before stand in the order in which they come. */
export const reviewRhythm = z.strictObject({
  daysBefore: z
    .array(
      z
        .int('Write whole numbers with commas, as in 30, 7, 1, 0')
        .min(0, 'Write days from 0 on')
        .max(RHYTHM_BOUNDS.mostDaysBefore, `Write at most ${RHYTHM_BOUNDS.mostDaysBefore} days`),
    )
    .max(RHYTHM_BOUNDS.mostReminders, `Write at most ${RHYTHM_BOUNDS.mostReminders} of them`)
    .transform((days) => unique(days).sort((a, b) => b - a)),
  overdueEveryDays: z
    .int('Write a whole number of days')
    .min(1, 'Write at least 1')
    .max(RHYTHM_BOUNDS.mostEveryDays, `Write at most ${RHYTHM_BOUNDS.mostEveryDays}`),
})

export const ChangeOrganization = z
  .strictObject({
    name: personName,
    timeZone,
    workingDays,
    authorsMayApprove: z.boolean(),
    reviewsCountFrom: z.enum(COUNTS_FROM, 'Choose one from the list'),
    reviewRhythm,
  })
  .partial()
export type ChangeOrganization = z.output<typeof ChangeOrganization>

export const ChangeMember = z
  .strictObject({
    roles,
    positionTitle: positionTitle.nullable(),
    managerId: id.nullable(),
    departmentId: id.nullable(),
    /** Null: the organization's. */
    timeZone: timeZone.nullable(),
    workingDays: workingDays.nullable(),
  })
  .partial()
export type ChangeMember = z.output<typeof ChangeMember>

export const RemoveMember = z.strictObject({
  /** Who owns their documents from now on. Null: the second owner, else a compliance manager. */
  ownerSuccessorId: id.nullable().default(null),
  /** Who decides the sign-offs that wait for them. Null: a compliance manager. */
  signerSuccessorId: id.nullable().default(null),
})
export type RemoveMember = z.output<typeof RemoveMember>

export const Invite = z.strictObject({
  email,
  roles,
  positionTitle: positionTitle.nullable().default(null),
})
export type Invite = z.output<typeof Invite>

export const CreateApiKey = z.strictObject({
  name: line(80, 'Say what the key is for'),
  scopes: z
    .array(z.enum(API_SCOPES, 'Choose scopes from the list'))
    .min(1, 'Choose at least one scope')
    .transform(unique),
  /** Null: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3_650).nullable(),
})
export type CreateApiKey = z.output<typeof CreateApiKey>

export const password = z
  .string()
  .min(PASSWORD_LENGTH.least, `Use at least ${PASSWORD_LENGTH.least} characters`)
  .max(PASSWORD_LENGTH.most, `Use at most ${PASSWORD_LENGTH.most} characters`)

export const NewAccount = z.strictObject({ name: personName, password })
export type NewAccount = z.output<typeof NewAccount>

export const ChangeProfile = z.strictObject({ name: personName, timeZone: timeZone.nullable() })
export type ChangeProfile = z.output<typeof ChangeProfile>
