import { z } from 'zod'
import { CHECK_DEFAULTS, CHECK_LIMITS } from '#domain/campaigns/check.ts'
import { line, neededProse } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const choice = z
  .number()
  .int()
  .min(0)
  .max(CHECK_LIMITS.choices - 1)

const whole = (most: number) =>
  z
    .number('Write a whole number')
    .int('Write a whole number')
    .min(1, 'Write at least 1')
    .max(most, `Write at most ${most}`)

const question = z.strictObject({
  /** The number of the block that it is about, as `passages` names it. */
  place: z
    .number('Choose a paragraph')
    .int('Choose a paragraph')
    .min(0, 'Choose a paragraph')
    .max(1_000_000, 'Choose a paragraph'),
  prompt: neededProse(CHECK_LIMITS.prompt, 'Write the question'),
  choices: z
    .array(line(CHECK_LIMITS.choice, 'Write the answer'))
    .min(2, 'Write at least two answers')
    .max(CHECK_LIMITS.choices, `Write at most ${CHECK_LIMITS.choices} answers`),
  right: z.array(choice).max(CHECK_LIMITS.choices),
})

/** What questions must be to each other and to the text: `faultsOf` and `placed`. */
export const WriteCheck = z.strictObject({
  questions: z.array(question).max(CHECK_LIMITS.questions, `Ask at most ${CHECK_LIMITS.questions} questions`),
  /** Absent: all of them. */
  passMark: whole(CHECK_LIMITS.questions).nullable().default(null),
  attempts: whole(CHECK_LIMITS.attempts).default(CHECK_DEFAULTS.attempts),
})
export type WriteCheck = z.input<typeof WriteCheck>

export const AnswerCheck = z.strictObject({
  /** The chosen answers, by the ids of the questions. */
  answers: z.record(z.string().max(20), z.array(choice).max(CHECK_LIMITS.choices)),
})
export type AnswerCheck = z.input<typeof AnswerCheck>

export const GrantAttempt = z.strictObject({ membershipId: z.uuid('Choose one from the list') })
export type GrantAttempt = z.input<typeof GrantAttempt>
