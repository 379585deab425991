import { z } from 'zod'
import { asWords } from '#domain/comments/anchor.ts'
import { COMMENT_LIMITS } from '#domain/comments/rules.ts'
import { neededProse } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

/** No text has so many paragraphs. */
const MOST_BLOCKS = 20_000

const body = neededProse(COMMENT_LIMITS.characters, 'Write your comment')

export const MakeComment = z.strictObject({
  /** Which paragraph of the version, from 0. */
  block: z.int().min(0).max(MOST_BLOCKS),
  /** Words of the paragraph; empty: it is about the whole of it. */
  quote: z
    .string()
    .max(2 * COMMENT_LIMITS.quote)
    .overwrite(asWords)
    .max(COMMENT_LIMITS.quote, `Quote at most ${COMMENT_LIMITS.quote} characters`)
    .default(''),
  body,
})
export type MakeComment = z.input<typeof MakeComment>

export const AnswerComment = z.strictObject({ body })
export type AnswerComment = z.input<typeof AnswerComment>
