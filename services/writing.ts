import { z } from 'zod'
import { DomainError } from '#domain/errors.ts'
import { cleanLine, cleanProse, faultInLine, faultInProse, firstRepeated, isInvisible } from '#domain/text.ts'

/** What people write, as pages, API and services take it: one rule for all of them, in `domain/text.ts`. */

const atMost = (most: number): string => `Write at most ${most.toLocaleString('en-US')} characters`

const without =
  (fault: (text: string) => string | null) =>
  (text: string, context: z.RefinementCtx): void => {
    const message = fault(text)
    if (message) context.addIssue({ code: 'custom', message })
  }

/** What clients read of it: a checked text is more than blanks. Which characters are refused the API says in words. */
const SOMETHING = '\\S'

/** One line that names something. @param needed what is said when nothing of it can be seen */
export const line = (most: number, needed: string) =>
  z
    .string()
    .overwrite(cleanLine)
    .min(1, { error: needed, abort: true })
    .max(most, atMost(most))
    .refine((text) => !isInvisible(text), { error: needed, abort: true })
    .superRefine(without(faultInLine))
    .meta({ pattern: SOMETHING })

/** Some sentences; may be empty. */
export const prose = (most: number) =>
  z.string().overwrite(cleanProse).max(most, atMost(most)).superRefine(without(faultInProse))

/** Some sentences that must not be missing. @param needed what is said when they are */
export const neededProse = (most: number, needed: string) =>
  z
    .string()
    .overwrite(cleanProse)
    .min(1, { error: needed, abort: true })
    .max(most, atMost(most))
    .refine((text) => !isInvisible(text), { error: needed, abort: true })
    .superRefine(without(faultInProse))
    .meta({ pattern: SOMETHING })

/** Names of which none stands there twice, not even in capitals. */
export const distinct = (names: z.ZodString, most: number) =>
  z
    .array(names)
    .max(most)
    .superRefine((written, context) => {
      const repeated = firstRepeated(written)
      if (repeated !== null) context.addIssue({ code: 'custom', message: `“${repeated}” stands there twice` })
    })

/**
 * What a service was given, by the schema that pages and API read it with, so that nobody comes around its rules.
 * @throws DomainError invalid_input, with a sentence for each field
 */
export function checked<S extends z.ZodType>(schema: S, given: z.input<S>): z.output<S> {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const errors: Record<string, string> = {}
  for (const { path, message } of result.error.issues) errors[path.join('/')] ??= message
  throw new DomainError('invalid_input', { errors })
}
