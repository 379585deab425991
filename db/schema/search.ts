import { sql } from 'drizzle-orm'
import {
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { documents } from './documents.ts'
import { organizations } from './organizations.ts'

/** What a search can find. A new one needs a case in `set_search_facets` and a reference like that of documents. */
export const searchSubject = pgEnum('search_subject', ['document'])
export type SearchSubject = (typeof searchSubject.enumValues)[number]

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * The texts that search reads. A document has one row for the version in effect, open to every reader of the document,
 * and one for the working text, open to those who may read drafts.
 */
export const searchTexts = pgTable(
  'search_texts',
  {
    orgId: uuid('org_id').notNull(),
    subjectType: searchSubject('subject_type').notNull(),
    subjectId: uuid('subject_id').notNull(),
    inEffect: boolean('in_effect').notNull(),
    identifier: text('identifier').notNull(),
    title: text('title').notNull(),
    keywords: text('keywords').notNull(),
    body: text('body').notNull(),
    /** The subject if it is a document, so that the text is deleted with it. */
    documentId: uuid('document_id').generatedAlwaysAs(sql`case when subject_type = 'document' then subject_id end`),
    /** Kind of the document, open or closed, effective or working text. Set by a trigger, as is the number. */
    facets: text('facets').array().notNull().default([]),
    /** In the order in which texts are added; the index is divided by it, see db/sql/search.sql. */
    number: integer('number').notNull().default(0),
    /** The lexemes of all four, weighted by where they stand. services/content/search/ makes them. */
    words: tsvector('words').notNull(),
    /** The lexemes of identifier and title apart: they are searched too when a word is in very many texts. */
    heading: tsvector('heading').notNull(),
    /** The longer words of the title, and the lexeme of each. */
    titleWords: text('title_words').array().notNull().default([]),
    titleLexemes: text('title_lexemes').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.subjectType, t.subjectId, t.inEffect] }),
    foreignKey({
      name: 'search_texts_document_fk',
      columns: [t.orgId, t.documentId],
      foreignColumns: [documents.orgId, documents.id],
    }).onDelete('cascade'),
    index('search_texts_document_idx').on(t.orgId, t.documentId),
    index('search_texts_number_idx').on(t.orgId, t.number),
  ],
)

/** The words of the titles that search finds, and in how many texts: typing errors are corrected by them. Kept by a trigger. */
export const searchWords = pgTable(
  'search_words',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    word: text('word').notNull(),
    /** What texts with that word are found by. */
    lexeme: text('lexeme').notNull(),
    texts: integer('texts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.word] })],
)
