import { z } from 'zod'
import { PUBLICATION_MODES, STEP_RULES } from '#domain/approvals/definition.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES, DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { VARIABLE_TYPES } from '#domain/documents/variables.ts'

/** Days before today; 0 is today. */
const daysAgo = z.int().min(0)
const label = z.string().regex(/^\d+\.\d+$/)

const signer = z.strictObject({
  who: z.string(),
  /** Only in rounds whose outcome is not yet known, or was a rejection; else the decision is dated by itself. */
  decided: daysAgo.optional(),
  decision: z.enum(['approved', 'rejected']).default('approved'),
  said: z.string().optional(),
})

const step = z.strictObject({
  name: z.string(),
  rule: z.enum(STEP_RULES),
  days: z.int().positive(),
  signers: z.array(signer).min(1),
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
  publication: z
    .strictObject({ mode: z.enum(PUBLICATION_MODES).optional(), onDateIn: z.int().positive().optional() })
    .default({ mode: 'manual' }),
  message: z.string().default(''),
  /** It follows the organization's definition; else signers were named one by one. */
  byDefinition: z.boolean().default(false),
  /** One step in which all of them signed: the history of most versions. */
  signers: z.array(signer).optional(),
  steps: z.array(step).optional(),
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
  /** Days from today to the next review; negative is overdue. Absent: the frequency after the last publication. */
  reviewIn: z.int().optional(),
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
