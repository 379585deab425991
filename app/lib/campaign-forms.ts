import { z } from 'zod'
import { type AudiencePart, namedInAudience } from '#domain/audiences/audience.ts'
import {
  AcceptDocument,
  LaunchCampaign,
  MoveCampaign,
  PreviewAudience,
  StandingRule,
  sections,
} from '#services/campaigns/input.ts'
import { checkbox, many, text } from './form-fields.ts'

const json = z
  .string()
  .max(200_000)
  .transform((sent, context) => {
    try {
      const value: unknown = JSON.parse(sent)
      return value
    } catch {
      context.addIssue({ code: 'custom', message: 'Reload this page and read it again' })
      return z.NEVER
    }
  })

/** What the page for reading sends. Without scripts it says nothing of how it was read. */
export const AcceptForm = z.object({
  contentHash: AcceptDocument.shape.contentHash,
  reachedEnd: z
    .enum(['yes', 'no'])
    .optional()
    .transform((value) => (value === undefined ? null : value === 'yes')),
  sections: json.pipe(sections).nullable().default(null),
})

const whole = z
  .string()
  .trim()
  .default('')
  .transform((typed) => (typed === '' ? null : Number(typed)))
const dayOrNull = z
  .string()
  .trim()
  .default('')
  .transform((typed) => (typed === '' ? null : typed))

/** A schema of the service that is given what a form says, whatever that is: it says itself what is wrong with it. */
const judging = <S extends z.ZodType>(schema: S) => schema as z.ZodType<z.output<S>, unknown>

/** Whom a campaign asks, as the boxes and fields of its form say it. */
const AudienceFields = z.object({
  everyone: checkbox,
  roles: many.default([]),
  groups: many.default([]),
  departments: many.default([]),
  people: many.default([]),
})

function audienceOf({ everyone, roles, groups, departments, people }: z.output<typeof AudienceFields>): unknown[] {
  if (everyone) return [{ kind: 'everyone' }]
  return [
    ...roles.map((role) => ({ kind: 'role', role })),
    ...groups.map((groupId) => ({ kind: 'group', groupId })),
    ...departments.map((departmentId) => ({ kind: 'department', departmentId })),
    ...(people.length > 0 ? [{ kind: 'people', membershipIds: people }] : []),
  ]
}

export const PreviewForm = AudienceFields.transform((fields): unknown => ({ audience: audienceOf(fields) })).pipe(
  judging(PreviewAudience),
)

/** What the form of a new campaign sends. The schema of the service says what is wrong with it. */
export const LaunchForm = AudienceFields.extend({
  dueDate: text,
  closeDate: dayOrNull,
  message: text,
  statement: text,
  remindEvery: whole,
  escalateAfter: whole,
  readsToEnd: checkbox,
  asksQuestions: checkbox,
  evergreen: checkbox,
  recurrence: text,
  repeatOn: text,
  repeatMonths: whole,
})
  .transform(({ recurrence, repeatOn, repeatMonths, ...fields }): unknown => ({
    ...withoutAudience(fields),
    audience: audienceOf(fields),
    recurrence: recurrenceOf(recurrence, repeatOn, repeatMonths),
  }))
  .pipe(judging(LaunchCampaign))

/** What is left for the schema of the service, which takes nothing that it does not name. */
const withoutAudience = <F extends z.output<typeof AudienceFields>>({
  everyone: _everyone,
  roles: _roles,
  groups: _groups,
  departments: _departments,
  people: _people,
  ...rest
}: F) => rest

function recurrenceOf(kind: string, on: string, months: number | null): unknown {
  if (kind === 'yearly') return { kind, on }
  return kind === 'after_acceptance' ? { kind, months } : { kind: 'none' }
}

/** What the form of a document's standing rule sends. */
export const StandingForm = AudienceFields.extend({
  asksOn: text,
  daysToRead: whole,
  statement: text,
  readsToEnd: checkbox,
  evergreen: checkbox,
})
  .transform((fields): unknown => ({ ...withoutAudience(fields), audience: audienceOf(fields) }))
  .pipe(judging(StandingRule))

/** An audience as the boxes of a form show it; people are chosen by name besides. */
export function audienceTyped(audience: readonly AudiencePart[]): Record<string, string | string[]> {
  const { everyone, roles, groupIds, departmentIds } = namedInAudience(audience)
  return {
    everyone: everyone ? 'on' : '',
    'roles[]': roles,
    'groups[]': groupIds,
    'departments[]': departmentIds,
  }
}

export const MoveForm = z
  .object({ dueDate: text, closeDate: dayOrNull })
  .transform((fields): unknown => fields)
  .pipe(judging(MoveCampaign))
