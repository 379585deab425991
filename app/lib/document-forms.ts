import { z } from 'zod'
import { ChangeDocument, CreateDocument } from '#services/documents/input.ts'

/** Forms send text; these turn it into what the services take. The rules themselves are the services' own. */

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  )
const orNull = z
  .string()
  .default('')
  .transform((text) => (text.trim() === '' ? null : text))
const review = z
  .string()
  .default('')
  .transform((text) => {
    const [every, unit] = text.split(' ')
    return text === '' ? null : { every: Number(every), unit }
  })

/** The form of the properties. */
export const PropertiesForm = z
  .object({
    title: z.string().default(''),
    description: z.string().default(''),
    type: z.string(),
    classification: z.string(),
    ownerId: z.string(),
    secondOwnerId: orNull,
    review,
    effectiveDate: orNull,
    frameworks: list,
    tags: list,
  })
  .transform(({ review: reviewFrequency, ...rest }) => ({ ...rest, reviewFrequency }))
  .pipe(ChangeDocument)

/** The form of a new document: what it is, what it is called, where it belongs. */
export const NewDocumentForm = z
  .object({
    kind: z.string().default(''),
    title: z.string().default(''),
    category: z.string().default(''),
    description: z.string().default(''),
    markdown: z.string().default(''),
  })
  .transform(({ markdown, ...rest }) => ({
    ...rest,
    ...(markdown.trim() === '' ? {} : { content: { format: 'markdown' as const, body: markdown } }),
  }))
  .pipe(CreateDocument)
