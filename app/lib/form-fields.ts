import { z } from 'zod'
import { workingDays } from '#services/members/input.ts'

/** Forms send text only; these read it into what the services' own schemas expect. */

/** An empty field is nothing, not an empty text. */
export const blankIsNull = <T>(schema: z.ZodType<T, string>) =>
  z.union([z.literal('').transform(() => null), schema], { error: (issue) => sentenceOf(issue) })

// A union says "invalid input"; what a person needs is the sentence of the branch that was meant.
const sentenceOf = (issue: { code?: string; errors?: unknown }): string | undefined => {
  const branches = Array.isArray(issue.errors) ? issue.errors.flat() : []
  const last: unknown = branches.at(-1)
  return typeof last === 'object' && last !== null && 'message' in last ? String(last.message) : undefined
}

/** Boxes that are all unchecked send nothing. */
export const checkedDays = z.array(z.coerce.number()).default([]).pipe(workingDays)

/** The same where no day at all means "as the organization". */
export const daysOrNull = z
  .array(z.coerce.number())
  .default([])
  .transform((days) => (days.length === 0 ? null : days))
  .pipe(workingDays.nullable())

/** One unchecked box sends nothing either. */
export const checkbox = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on')

/** Text as it was sent. Like the next ones it refuses nothing: what is wrong is said by the schema of the service. */
export const text = z.string().catch('')

/** Blank is nothing. */
export const orNull = text.transform((value) => (value.trim() === '' ? null : value))

/** Words separated by commas. */
export const wordList = text.transform((value) =>
  value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
)

/** Several boxes of one name: one ticked box is sent as text, not as a list. */
export const many = z.union([z.array(z.string()), text.transform((one) => (one === '' ? [] : [one]))]).catch([])
