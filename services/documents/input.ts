import { z } from 'zod'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { MAX_TITLE_LENGTH } from '#domain/documents/identifier.ts'
import { DOCUMENT_KINDS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { REVIEW_UNITS } from '#domain/documents/review.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { faultsInVariables, VARIABLE_NAME, VARIABLE_TYPES } from '#domain/documents/variables.ts'
import { day } from '../day.ts'
import { distinct, line, neededProse, prose } from '../writing.ts'

export { day }

/** Shared by pages and API, so that both refuse the same things in the same words. */

const id = z.uuid('Choose one from the list')
const words = distinct(line(60, 'Write a word'), 30)

export const title = line(MAX_TITLE_LENGTH, 'Write a title')

const variable = z.strictObject({
  name: z.string().regex(VARIABLE_NAME, 'Use small letters, digits and _'),
  label: line(120, 'Write what it is called'),
  type: z.enum(VARIABLE_TYPES),
  value: prose(2_000).nullable(),
  help: prose(300).optional(),
})

/** The variables of a text: no two of one name, and dates that are on the calendar. */
export const variables = z
  .array(variable)
  .max(200)
  .superRefine((given, context) => {
    for (const { path, message } of faultsInVariables(given)) context.addIssue({ code: 'custom', path, message })
  })

const reviewFrequency = z.strictObject({ every: z.number().int().min(1).max(3_650), unit: z.enum(REVIEW_UNITS) })

/** At most 2 MB of text; the sanitizer sets further bounds. */
export const contentInput = z.strictObject({
  format: z.enum(['html', 'markdown']).default('html'),
  body: z.string().max(2_000_000, 'Write at most 2,000,000 characters'),
})

const properties = {
  title,
  description: prose(2_000),
  type: z.enum(DOCUMENT_TYPES),
  classification: z.enum(CLASSIFICATIONS),
  ownerId: id,
  secondOwnerId: id.nullable(),
  frameworks: words,
  tags: words,
  reviewFrequency: reviewFrequency.nullable(),
  effectiveDate: day.nullable(),
  readerIds: z.array(id).max(500),
}

export const CreateDocument = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS, 'Choose what kind of document it is'),
  category: z.enum(CATEGORY_CODES, 'Choose a category'),
  /** The title may be missing where a Markdown text begins with it. */
  ...z.strictObject(properties).partial().shape,
  content: contentInput.optional(),
  variables: variables.optional(),
})
export type CreateDocument = z.output<typeof CreateDocument>

export const ChangeDocument = z.strictObject(properties).partial()
export type ChangeDocument = z.output<typeof ChangeDocument>

export const SaveDraft = z.strictObject({
  /** The revision that was read; another one now means that somebody else wrote. */
  revision: z.number().int().min(1),
  content: contentInput,
  variables: variables.optional(),
})
export type SaveDraft = z.output<typeof SaveDraft>

export const SaveVersion = z.strictObject({
  changeType: z.enum(CHANGE_TYPES).optional(),
  changeSummary: neededProse(2_000, 'Say in a sentence what changed'),
  abstract: prose(500).default(''),
})
export type SaveVersion = z.output<typeof SaveVersion>
