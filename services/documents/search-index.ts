import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { deleteEffectiveText, type SearchText, saveText, type TextSubject, textsOf } from '#db/queries/search-texts.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { shownText } from '../content/outline.ts'
import { searchVectors } from '../content/search/vector.ts'

const keywords = (document: DocumentRow): string =>
  [
    document.description,
    CATEGORIES[document.category as Category]?.label ?? document.category,
    ...document.tags,
    ...document.frameworks,
  ].join(' ')

const subjectOf = ({ orgId, id }: DocumentRow): TextSubject => ({ orgId, type: 'document', id })

/** Texts are searched up to here; no longer one was ever written by a person. */
const MOST_CHARACTERS = 500_000

const save = (tx: Transaction, document: DocumentRow, inEffect: boolean, text: SearchText) =>
  saveText(tx, subjectOf(document), inEffect, text, searchVectors(text))

/**
 * Keeps what search reads of a document in step, in the transaction of the change.
 * @param inEffect the text readers see, or the working text that only readers of drafts may find
 */
export async function indexText(
  tx: Transaction,
  document: DocumentRow,
  inEffect: boolean,
  { content, variables }: { content: string; variables: readonly Variable[] },
): Promise<void> {
  const { identifier, title } = document
  const body = shownText(content, variables).slice(0, MOST_CHARACTERS)
  await save(tx, document, inEffect, { identifier, title, keywords: keywords(document), body })
}

/** After a change of title, description or tags: the words beside the text. What is in effect keeps the title it was signed with. */
export async function indexProperties(tx: Transaction, document: DocumentRow): Promise<void> {
  for (const { inEffect, ...text } of await textsOf(tx, subjectOf(document))) {
    const title = inEffect ? text.title : document.title
    await save(tx, document, inEffect, { ...text, title, keywords: keywords(document) })
  }
}

/** The document is in effect no more: readers no longer find its text. */
export async function unindexEffective(tx: Transaction, document: DocumentRow): Promise<void> {
  await deleteEffectiveText(tx, subjectOf(document))
}
