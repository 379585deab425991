import { z } from 'zod'
import { MOST_EVIDENCE } from '#domain/reviews/outcome.ts'
import { day } from '../day.ts'
import { line, neededProse, prose } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const evidence = z.strictObject({
  label: line(200, 'Say what it shows'),
  // A pattern, and not what a program takes for an address: clients read it, and a page links to nothing else.
  url: z
    .string()
    .max(2_000, 'Write at most 2,000 characters')
    .regex(/^https?:\/\/[!-~]+$/, 'Write an address that begins with https://'),
})

/** Which review it is about: of two people who answer the same one, the second is refused. */
const dueOn = day.optional()

export const AttestReview = z.strictObject({
  /** What was looked at, for the record. */
  note: prose(2_000).default(''),
  evidence: z.array(evidence).max(MOST_EVIDENCE, `Name at most ${MOST_EVIDENCE}`).default([]),
  dueOn,
})
export type AttestReview = z.input<typeof AttestReview>

export const RequestChange = z.strictObject({
  note: neededProse(2_000, 'Say what has to change'),
  evidence: z.array(evidence).max(MOST_EVIDENCE, `Name at most ${MOST_EVIDENCE}`).default([]),
  dueOn,
})
export type RequestChange = z.input<typeof RequestChange>

export const MoveReview = z.strictObject({ dueOn: day, reason: neededProse(2_000, 'Say why') })
export type MoveReview = z.input<typeof MoveReview>
