import { z } from 'zod'
import { asWords } from '#domain/comments/anchor.ts'
import { COMMENT_LIMITS } from '#domain/comments/rules.ts'
import { neededProse, prose } from '../writing.ts'

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
  /** Another wording of the paragraph, as Markdown; absent, or as it is: none is proposed. Then it has to say something. */
  wording: prose(COMMENT_LIMITS.wording).optional(),
  body: prose(COMMENT_LIMITS.characters).default(''),
})
export type MakeComment = z.input<typeof MakeComment>

export const SettleSuggestion = z.strictObject({
  reason: prose(COMMENT_LIMITS.characters).default(''),
  /** Taking a wording while its text is in review takes that back: it is done only when this says so. */
  withdraw: z.boolean().default(false),
})
export type SettleSuggestion = z.input<typeof SettleSuggestion>

export const AnswerComment = z.strictObject({ body })
export type AnswerComment = z.input<typeof AnswerComment>
