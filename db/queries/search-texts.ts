import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { type SearchSubject, searchTexts } from '#db/schema/index.ts'
import type { SearchHeading, SearchVectors } from '#domain/documents/search.ts'

/** What a text is about: search finds the subject by it. */
export interface TextSubject {
  orgId: string
  type: SearchSubject
  id: string
}

const ofSubject = ({ orgId, type, id }: TextSubject): SQL | undefined =>
  and(eq(searchTexts.orgId, orgId), eq(searchTexts.subjectType, type), eq(searchTexts.subjectId, id))

interface SearchText extends SearchHeading {
  body: string
}

/**
 * Writes or replaces a text of a subject.
 * @param inEffect the text readers see, or the working text that only readers of drafts may find
 */
export async function saveText(
  tx: Transaction,
  { orgId, type, id }: TextSubject,
  inEffect: boolean,
  text: SearchText,
  vectors: SearchVectors,
): Promise<void> {
  const written = { ...text, words: vectors.words, ...headingColumns(vectors) }
  await tx
    .insert(searchTexts)
    .values({ orgId, subjectType: type, subjectId: id, inEffect, ...written })
    .onConflictDoUpdate({
      target: [searchTexts.orgId, searchTexts.subjectType, searchTexts.subjectId, searchTexts.inEffect],
      set: written,
    })
}

const headingColumns = ({ heading, titleWords }: SearchVectors) => ({
  heading,
  titleWords: titleWords.map(({ word }) => word),
  titleLexemes: titleWords.map(({ lexeme }) => lexeme),
})

/** What stands beside the texts of a subject, in effect or not, and how long each text is. */
export const headingsOf = (
  tx: Transaction,
  subject: TextSubject,
): Promise<(SearchHeading & { inEffect: boolean; characters: number })[]> =>
  tx
    .select({
      inEffect: searchTexts.inEffect,
      identifier: searchTexts.identifier,
      title: searchTexts.title,
      keywords: searchTexts.keywords,
      characters: sql<number>`char_length(${searchTexts.body})`,
    })
    .from(searchTexts)
    .where(ofSubject(subject))

/** Replaces what stands beside a text. The lexemes of the text itself have the weight C and stay as they are. */
export async function saveHeading(
  tx: Transaction,
  subject: TextSubject,
  inEffect: boolean,
  text: SearchHeading,
  vectors: SearchVectors,
): Promise<void> {
  await tx
    .update(searchTexts)
    .set({
      ...text,
      ...headingColumns(vectors),
      words: sql`(ts_filter(${searchTexts.words}, '{c}')::text || ' ' || ${vectors.words}::text)::tsvector`,
    })
    .where(and(ofSubject(subject), eq(searchTexts.inEffect, inEffect)))
}

/** Deletes the text in effect, which readers then find no more. */
export async function deleteEffectiveText(tx: Transaction, subject: TextSubject): Promise<void> {
  await tx.delete(searchTexts).where(and(ofSubject(subject), eq(searchTexts.inEffect, true)))
}
