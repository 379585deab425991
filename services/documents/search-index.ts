import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { documentSearch } from '#db/schema/index.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { plainText } from '../content/text.ts'

const keywords = (document: DocumentRow): string =>
  [
    document.description,
    CATEGORIES[document.category as Category]?.label ?? document.category,
    ...document.tags,
    ...document.frameworks,
  ].join(' ')

/**
 * Keeps what search reads of a document in step, in the transaction of the change.
 * @param inEffect the text readers see, or the working text that only readers of drafts may find
 */
export async function indexText(
  tx: Transaction,
  document: DocumentRow,
  inEffect: boolean,
  content: string,
): Promise<void> {
  const row = {
    identifier: document.identifier,
    title: document.title,
    keywords: keywords(document),
    body: plainText(content),
  }
  await tx
    .insert(documentSearch)
    .values({ orgId: document.orgId, documentId: document.id, inEffect, ...row })
    .onConflictDoUpdate({
      target: [documentSearch.orgId, documentSearch.documentId, documentSearch.inEffect],
      set: row,
    })
}

/** After a change of title, description or tags: the words beside the text. What is in effect keeps the title it was signed with. */
export async function indexProperties(tx: Transaction, document: DocumentRow): Promise<void> {
  await tx
    .update(documentSearch)
    .set({
      title: sql`case when ${documentSearch.inEffect} then ${documentSearch.title} else ${document.title} end`,
      keywords: keywords(document),
    })
    .where(and(eq(documentSearch.orgId, document.orgId), eq(documentSearch.documentId, document.id)))
}

/** The document is in effect no more: readers no longer find its text. */
export async function unindexEffective(tx: Transaction, document: DocumentRow): Promise<void> {
  await tx
    .delete(documentSearch)
    .where(
      and(
        eq(documentSearch.orgId, document.orgId),
        eq(documentSearch.documentId, document.id),
        eq(documentSearch.inEffect, true),
      ),
    )
}
