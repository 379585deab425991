import { and, eq, type SQL } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { type SearchSubject, searchTexts } from '#db/schema/index.ts'

/** What a text is about: search finds the subject by it. */
export interface TextSubject {
  orgId: string
  type: SearchSubject
  id: string
}

const ofSubject = ({ orgId, type, id }: TextSubject): SQL | undefined =>
  and(eq(searchTexts.orgId, orgId), eq(searchTexts.subjectType, type), eq(searchTexts.subjectId, id))

/** What is searched, as people read it. */
export interface SearchText {
  identifier: string
  title: string
  keywords: string
  body: string
}

/** The same as PostgreSQL reads it: two tsvectors, and the longer words of the title with their lexemes. */
export interface SearchIndex {
  words: string
  heading: string
  titleWords: readonly { word: string; lexeme: string }[]
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
  { words, heading, titleWords }: SearchIndex,
): Promise<void> {
  const written = {
    ...text,
    words,
    heading,
    titleWords: titleWords.map(({ word }) => word),
    titleLexemes: titleWords.map(({ lexeme }) => lexeme),
  }
  await tx
    .insert(searchTexts)
    .values({ orgId, subjectType: type, subjectId: id, inEffect, ...written })
    .onConflictDoUpdate({
      target: [searchTexts.orgId, searchTexts.subjectType, searchTexts.subjectId, searchTexts.inEffect],
      set: written,
    })
}

/** The texts of a subject, in effect or not. */
export const textsOf = (tx: Transaction, subject: TextSubject): Promise<(SearchText & { inEffect: boolean })[]> =>
  tx
    .select({
      inEffect: searchTexts.inEffect,
      identifier: searchTexts.identifier,
      title: searchTexts.title,
      keywords: searchTexts.keywords,
      body: searchTexts.body,
    })
    .from(searchTexts)
    .where(ofSubject(subject))

/** Deletes the text in effect, which readers then find no more. */
export async function deleteEffectiveText(tx: Transaction, subject: TextSubject): Promise<void> {
  await tx.delete(searchTexts).where(and(ofSubject(subject), eq(searchTexts.inEffect, true)))
}
