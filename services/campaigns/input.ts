import { z } from 'zod'
import { CAMPAIGN_DEFAULTS, CAMPAIGN_LIMITS, DEFAULT_STATEMENT, SECTION_LIMITS } from '#domain/campaigns/campaign.ts'
import { ASKS_ON } from '#domain/campaigns/standing.ts'
import { AudienceInput } from '../audiences/input.ts'
import { day } from '../day.ts'
import { neededProse, prose } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const person = z.uuid('Choose people from the list')
const count = (most: number) =>
  z
    .number('Write a whole number')
    .int('Write a whole number')
    .min(1, 'Write at least 1')
    .max(most, `Write at most ${most}`)

/** A day that the month has, in some year at least. */
const YEAR_DAY = /^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))$/
const yearDay = z.string().regex(YEAR_DAY, 'Write a month and a day of it, such as 03-01')

export const recurrence = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('yearly'), on: yearDay }),
    z.strictObject({ kind: z.literal('after_acceptance'), months: count(CAMPAIGN_LIMITS.repeatMonths) }),
  ],
  'Choose one from the list',
)

export const PreviewAudience = z.strictObject({ audience: AudienceInput })
export type PreviewAudience = z.input<typeof PreviewAudience>

export const LaunchCampaign = z.strictObject({
  audience: AudienceInput,
  dueDate: day,
  /** Absent: two weeks after the due date. One that asks again, or stays open for whoever joins, has none. */
  closeDate: day.nullable().default(null),
  message: prose(CAMPAIGN_LIMITS.message).default(''),
  statement: neededProse(CAMPAIGN_LIMITS.statement, 'Write what people accept').default(DEFAULT_STATEMENT),
  remindEvery: count(CAMPAIGN_LIMITS.remindEvery).nullable().default(CAMPAIGN_DEFAULTS.remindEvery),
  escalateAfter: count(CAMPAIGN_LIMITS.escalateAfter).nullable().default(CAMPAIGN_DEFAULTS.escalateAfter),
  evergreen: z.boolean().default(false),
  recurrence: recurrence.default({ kind: 'none' }),
  readsToEnd: z.boolean().default(false),
  /** Whether the questions about the version in effect are answered first. */
  asksQuestions: z.boolean().default(false),
})
export type LaunchCampaign = z.input<typeof LaunchCampaign>

/** Whom new versions of a document ask. */
export const StandingRule = z.strictObject({
  audience: AudienceInput,
  asksOn: z.enum(ASKS_ON, 'Choose one from the list').default('major'),
  daysToRead: count(CAMPAIGN_LIMITS.daysToRead).default(CAMPAIGN_DEFAULTS.daysToRead),
  statement: LaunchCampaign.shape.statement,
  readsToEnd: z.boolean().default(false),
  evergreen: z.boolean().default(false),
})
export type StandingRule = z.input<typeof StandingRule>

export const MoveCampaign = z.strictObject({ dueDate: day, closeDate: day.nullable().default(null) })
export type MoveCampaign = z.input<typeof MoveCampaign>

export const CloseCampaign = z.strictObject({ reason: neededProse(2_000, 'Say why') })
export type CloseCampaign = z.input<typeof CloseCampaign>

export const AskAgain = z.strictObject({ membershipId: person })
export type AskAgain = z.input<typeof AskAgain>

/** How long each section was before the reader, as their browser measured it. */
export const sections = z
  .array(
    z.strictObject({
      section: z.string().min(1).max(SECTION_LIMITS.heading),
      seconds: z.number().int().min(0).max(SECTION_LIMITS.seconds),
    }),
  )
  .max(SECTION_LIMITS.sections)

export const AcceptDocument = z.strictObject({
  /** Of the text that was read; another one may be in effect by now. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'Send the hash of the version that was read'),
  /** Null: the browser ran no scripts, so nobody can say. */
  reachedEnd: z.boolean().nullable().default(null),
  sections: sections.nullable().default(null),
})
export type AcceptDocument = z.input<typeof AcceptDocument>
