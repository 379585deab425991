import { z } from 'zod'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES, DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { VARIABLE_TYPES } from '#domain/documents/variables.ts'

/** Days before today; 0 is today. */
const daysAgo = z.int().min(0)
/** Days after today. */
const daysAhead = z.int().positive()
const label = z.string().regex(/^\d+\.\d+$/)

const signer = z.strictObject({
  who: z.string(),
  /** Only in rounds that are under way or were rejected; who has none has not decided. Else the day follows by itself. */
  decided: daysAgo.optional(),
  decision: z.enum(['approved', 'rejected']).default('approved'),
  said: z.string().optional(),
})

const version = z.strictObject({
  /** The label it got, or will get; null when it was rejected and got none. */
  label: label.nullable(),
  changeType: z.enum(CHANGE_TYPES),
  summary: z.string(),
  by: z.string(),
  submitted: daysAgo,
  approved: daysAgo.optional(),
  published: daysAgo.optional(),
  /** Chosen at submit, by somebody who may publish. Absent: a manager says when, once it is approved. */
  publication: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('on_approval') }),
      z.strictObject({ mode: z.literal('on_date'), inDays: daysAhead }),
    ])
    .optional(),
  /** A manager has planned the approved version for this day. */
  plannedIn: daysAhead.optional(),
  message: z.string().default(''),
  /** The name of the definition that it is approved by; else its signers are named one by one, for one step. */
  definition: z.string().optional(),
  /** Counted from the submit; a definition has its own. */
  dueInDays: z.int().positive().default(14),
  /** In the order in which they decide. */
  signers: z.array(signer).min(1),
  /** The whole text is in a file of its own, `POL-AC-001@1.4.md`. */
  text: z.string().optional(),
  /** How the text differed from that of the version after it: `now` stands there, `was` stood here. */
  undo: z.array(z.strictObject({ now: z.string(), was: z.string() })).default([]),
})

/** What stands before the text of a demo document. */
export const FrontMatter = z.strictObject({
  identifier: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  description: z.string(),
  category: z.enum(CATEGORY_CODES),
  type: z.enum(DOCUMENT_TYPES),
  classification: z.enum(CLASSIFICATIONS),
  owner: z.string(),
  secondOwner: z.string(),
  frameworks: z.array(z.string()),
  tags: z.array(z.string()),
  reviewFrequency: z.string().regex(/^\d+ (days|months)$/),
  /** Where its story ends. */
  state: z.enum(DOCUMENT_STATUSES),
  /** Readers of a confidential document besides its owners and signers. */
  audience: z.array(z.string()).default([]),
  archived: z.strictObject({ daysAgo, reason: z.string() }).optional(),
  variables: z
    .array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        type: z.enum(VARIABLE_TYPES),
        value: z.string().nullable(),
        help: z.string().optional(),
      }),
    )
    .default([]),
  /** Oldest first. */
  versions: z.array(version),
})

export type SeedVersion = z.infer<typeof version>
export type SeedSigner = z.infer<typeof signer>
export type SeedMeta = z.infer<typeof FrontMatter>
