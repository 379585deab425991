import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { deleteEffectiveText, retitleTexts, saveText, type TextSubject } from '#db/queries/search-texts.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'

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
 * @param plain the text as `plainText` has it
 */
export async function indexText(
  tx: Transaction,
  document: DocumentRow,
  inEffect: boolean,
  plain: string,
): Promise<void> {
  const { identifier, title } = document
  const text = { identifier, title, keywords: keywords(document), body: plain }
  await saveText(tx, subjectOf(document), inEffect, text)
}

/** After a change of title, description or tags: the words beside the text. What is in effect keeps the title it was signed with. */
export async function indexProperties(tx: Transaction, document: DocumentRow): Promise<void> {
  await retitleTexts(tx, subjectOf(document), { title: document.title, keywords: keywords(document) })
}

/** The document is in effect no more: readers no longer find its text. */
export async function unindexEffective(tx: Transaction, document: DocumentRow): Promise<void> {
  await deleteEffectiveText(tx, subjectOf(document))
}
