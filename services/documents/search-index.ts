import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { deleteEffectiveText, headingsOf, saveHeading, saveText, type TextSubject } from '#db/queries/search-texts.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { headingVectors, type IndexedBody, searchVectors } from '../content/search/vector.ts'

const keywords = (document: DocumentRow): string =>
  [
    document.description,
    CATEGORIES[document.category as Category]?.label ?? document.category,
    ...document.tags,
    ...document.frameworks,
  ].join(' ')

const subjectOf = ({ orgId, id }: DocumentRow): TextSubject => ({ orgId, type: 'document', id })

/**
 * Keeps what search reads of a document in step, in the transaction of the change.
 * @param inEffect the text readers see, or the working text that only readers of drafts may find
 */
export async function indexText(
  tx: Transaction,
  document: DocumentRow,
  inEffect: boolean,
  indexed: IndexedBody,
): Promise<void> {
  const { identifier, title } = document
  const heading = { identifier, title, keywords: keywords(document) }
  await saveText(tx, subjectOf(document), inEffect, { ...heading, body: indexed.body }, searchVectors(heading, indexed))
}

/** After a change of title, description or tags: the words beside the text. What is in effect keeps the title it was signed with. */
export async function indexProperties(tx: Transaction, document: DocumentRow): Promise<void> {
  const subject = subjectOf(document)
  for (const { inEffect, characters, ...known } of await headingsOf(tx, subject)) {
    const title = inEffect ? known.title : document.title
    const heading = { ...known, title, keywords: keywords(document) }
    await saveHeading(tx, subject, inEffect, heading, headingVectors(heading, characters))
  }
}

/** The document is in effect no more: readers no longer find its text. */
export async function unindexEffective(tx: Transaction, document: DocumentRow): Promise<void> {
  await deleteEffectiveText(tx, subjectOf(document))
}
