import { z } from 'zod'
import { ChangeDocument, CreateDocument } from '#services/documents/input.ts'
import { orNull, text, wordList } from './form-fields.ts'

/** Forms send text; these turn it into what the services take. The rules themselves are the services' own. */

const Properties = z.object({
  title: text,
  description: text,
  type: text,
  classification: text,
  ownerId: text,
  secondOwnerId: orNull,
  review: text,
  effectiveDate: orNull,
  frameworks: wordList,
  tags: wordList,
})

/** The form of the properties. */
export const PropertiesForm = z.preprocess((form) => {
  const { review, ...rest } = Properties.parse(form)
  const [every, unit] = review.split(' ')
  return { ...rest, reviewFrequency: review === '' ? null : { every: Number(every), unit } }
}, ChangeDocument)

const NewDocument = z.object({ kind: text, title: text, category: text, description: text, markdown: text })

/** The form of a new document: what it is, what it is called, where it belongs. */
export const NewDocumentForm = z.preprocess((form) => {
  const { markdown, ...rest } = NewDocument.parse(form)
  if (markdown.trim() === '') return rest
  // A text that begins with its title needs no other.
  return { ...rest, title: rest.title.trim() || undefined, content: { format: 'markdown', body: markdown } }
}, CreateDocument)
