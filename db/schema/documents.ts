import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import type { ImportWarning } from '#domain/documents/import-warnings.ts'
import { DOCUMENT_KINDS, DOCUMENT_SOURCES, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'

import { REVIEW_UNITS } from '#domain/documents/review.ts'
import { CHANGE_TYPES, DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { memberships, organizations } from './organizations.ts'

export const documentKind = pgEnum('document_kind', DOCUMENT_KINDS)
export const documentStatus = pgEnum('document_status', DOCUMENT_STATUSES)
export const documentType = pgEnum('document_type', DOCUMENT_TYPES)
export const documentSource = pgEnum('document_source', DOCUMENT_SOURCES)
export const classification = pgEnum('classification', CLASSIFICATIONS)
export const changeType = pgEnum('change_type', CHANGE_TYPES)
export const reviewUnit = pgEnum('review_unit', REVIEW_UNITS)

export const documents = pgTable(
  'documents',
  {
    ...tenantColumns(),
    kind: documentKind('kind').notNull(),
    identifier: text('identifier').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    category: text('category').notNull(),
    type: documentType('type').notNull(),
    classification: classification('classification').notNull().default('internal'),
    status: documentStatus('status').notNull().default('draft'),
    /** A version is in effect. Kept by a trigger on publications, so that lists and counts need not look there. */
    inEffect: boolean('in_effect').notNull().default(false),
    /** The title of the version in effect, which was signed; null without one. Kept by the same trigger. */
    effectiveTitle: text('effective_title'),
    source: documentSource('source').notNull().default('manual'),
    ownerId: uuid('owner_id').notNull(),
    secondOwnerId: uuid('second_owner_id'),
    frameworks: text('frameworks').array().notNull().default([]),
    tags: text('tags').array().notNull().default([]),
    /** How often it is reviewed once in effect; both null: never. */
    reviewEvery: integer('review_every'),
    reviewUnit: reviewUnit('review_unit'),
    nextReviewDate: date('next_review_date', { mode: 'string' }),
    /** The wish of the authors; the round carries the date that was signed. */
    effectiveDate: date('effective_date', { mode: 'string' }),
    /** When the approved version goes into effect, as it was last decided; null until then. */
    publishAt: instant('publish_at'),
    /** Who said so; null for what was chosen at submit. */
    publishBy: uuid('publish_by'),
    /** What must change, in words, while a revision is under way. */
    revisionReason: text('revision_reason'),
    archiveReason: text('archive_reason'),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('documents_identifier_key').on(t.orgId, t.identifier),
    index('documents_kind_idx').on(t.orgId, t.kind, t.identifier),
    index('documents_awaiting_publication_idx').on(t.orgId, t.id).where(sql`status = 'approved'`),
    index('documents_status_idx').on(t.orgId, t.status, t.identifier),
    index('documents_updated_idx').on(t.orgId, t.updatedAt.desc(), t.id),
    index('documents_review_idx').on(t.orgId, t.nextReviewDate).where(sql`next_review_date is not null`),
    index('documents_owner_idx').on(t.orgId, t.ownerId),
    index('documents_second_owner_idx').on(t.orgId, t.secondOwnerId).where(sql`second_owner_id is not null`),
    index('documents_created_by_idx').on(t.orgId, t.createdBy),
    // The orders in which a library can be sorted.
    index('documents_title_idx').on(t.orgId, t.title, t.id),
    index('documents_effective_title_idx').on(t.orgId, sql`coalesce(effective_title, title)`, t.id),
    index('documents_kind_status_idx').on(t.orgId, t.kind, t.status, t.identifier),
    index('documents_category_idx').on(t.orgId, t.category, t.identifier),
    index('documents_review_first_idx').on(t.orgId, t.nextReviewDate.asc().nullsLast(), t.id),
    index('documents_review_last_idx').on(t.orgId, t.nextReviewDate.desc().nullsLast(), t.id.desc().nullsFirst()),
    // Reviews that are due, counted from the index alone.
    index('documents_open_reviews_idx')
      .on(t.orgId, t.nextReviewDate, t.kind)
      .where(sql`in_effect and classification in ('public', 'internal')`),
    index('documents_closed_reviews_idx')
      .on(t.orgId, t.nextReviewDate, t.kind)
      .where(sql`in_effect and classification in ('confidential', 'restricted')`),
    tenantReference('documents_owner_fk', t.orgId, t.ownerId, memberships),
    tenantReference('documents_second_owner_fk', t.orgId, t.secondOwnerId, memberships),
    tenantReference('documents_created_by_fk', t.orgId, t.createdBy, memberships),
    check('documents_title_length', sql`char_length(${t.title}) between 1 and 500`),
    check('documents_identifier_length', sql`char_length(${t.identifier}) between 1 and 50`),
    check(
      'documents_review_frequency',
      sql`(review_every is null) = (review_unit is null) and coalesce(review_every, 1) > 0`,
    ),
    check('documents_archive_reason', sql`(status = 'archived') = (archive_reason is not null)`),
    check('documents_publish_by', sql`publish_by is null or publish_at is not null`),
    check('documents_publish_at', sql`publish_at is null or status = 'approved'`),
    check('documents_two_owners', sql`second_owner_id is null or second_owner_id <> owner_id`),
  ],
)

/**
 * How many documents there are, by what the library's cards and totals ask for. Kept by a trigger,
 * so that a page of 100,000 documents counts as fast as one of 1,000.
 */
export const documentCounts = pgTable(
  'document_counts',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    kind: documentKind('kind').notNull(),
    status: documentStatus('status').notNull(),
    type: documentType('type').notNull(),
    /** Neither confidential nor restricted. */
    open: boolean('open').notNull(),
    inEffect: boolean('in_effect').notNull(),
    documents: integer('documents').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.kind, t.status, t.type, t.open, t.inEffect] })],
)

/** The named readers of a confidential or restricted document, besides those whom the rules always admit. */
export const documentReaders = pgTable(
  'document_readers',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.documentId, t.membershipId] }),
    tenantReference('document_readers_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    tenantReference('document_readers_membership_fk', t.orgId, t.membershipId, memberships),
    index('document_readers_membership_idx').on(t.orgId, t.membershipId),
  ],
)

/** Words that documents are filed under. */
export const termKind = pgEnum('term_kind', ['framework', 'tag'])
export type TermKind = (typeof termKind.enumValues)[number]

/**
 * The frameworks and tags of documents once more, a row each, kept by a trigger: a list is narrowed down by them through an
 * index. Under row-level security PostgreSQL may use none on the arrays, since their operators are not leak-proof.
 */
export const documentTerms = pgTable(
  'document_terms',
  {
    orgId: uuid('org_id').notNull(),
    kind: termKind('kind').notNull(),
    term: text('term').notNull(),
    documentId: uuid('document_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.kind, t.term, t.documentId] }),
    index('document_terms_document_idx').on(t.orgId, t.documentId),
    tenantReference('document_terms_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
  ],
)

/** The one mutable working copy of a document. */
export const drafts = pgTable(
  'drafts',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    content: text('content').notNull().default(''),
    variables: jsonb('variables').$type<Variable[]>().notNull().default([]),
    /** What the text that was imported last has and a document cannot have, until its author has read that. */
    importWarnings: jsonb('import_warnings').$type<ImportWarning[]>().notNull().default([]),
    /** Counts writes, so that a stale tab is refused instead of overwriting. */
    revision: integer('revision').notNull().default(1),
    /** Everybody whose change is in the text since the last version that was frozen; none of them may approve it. */
    authorIds: uuid('author_ids').array().notNull().default([]),
    updatedBy: uuid('updated_by').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.documentId] }),
    tenantReference('drafts_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    tenantReference('drafts_updated_by_fk', t.orgId, t.updatedBy, memberships),
  ],
)

/** Immutable snapshots. The database refuses UPDATE and DELETE. */
export const documentVersions = pgTable(
  'document_versions',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    /** 1, 2, 3 … per document, without gaps. */
    number: integer('number').notNull(),
    changeType: changeType('change_type').notNull(),
    changeSummary: text('change_summary').notNull(),
    abstract: text('abstract').notNull().default(''),
    title: text('title').notNull(),
    content: text('content').notNull(),
    variables: jsonb('variables').$type<Variable[]>().notNull().default([]),
    /** SHA-256 of what is signed, see contentHash. */
    contentHash: text('content_hash').notNull(),
    words: integer('words').notNull(),
    characters: integer('characters').notNull(),
    authorIds: uuid('author_ids').array().notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('document_versions_number_key').on(t.orgId, t.documentId, t.number),
    // Whoever holds a document asks by its hash, before its organization is known.
    index('document_versions_hash_idx').on(t.contentHash),
    tenantReference('document_versions_document_fk', t.orgId, t.documentId, documents),
    tenantReference('document_versions_created_by_fk', t.orgId, t.createdBy, memberships),
    check('document_versions_abstract_length', sql`char_length(abstract) <= 500`),
    check('document_versions_hash_shape', sql`content_hash ~ '^[0-9a-f]{64}$'`),
  ],
)

/** The label of an approved version: "1.4". A row of its own, because versions never change. */
export const versionLabels = pgTable(
  'version_labels',
  {
    orgId: uuid('org_id').notNull(),
    versionId: uuid('version_id').notNull(),
    documentId: uuid('document_id').notNull(),
    major: integer('major').notNull(),
    minor: integer('minor').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.versionId] }),
    uniqueIndex('version_labels_key').on(t.orgId, t.documentId, t.major, t.minor),
    tenantReference('version_labels_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('version_labels_document_fk', t.orgId, t.documentId, documents),
  ],
)

/** When which version was in effect. At most one is, per document. */
export const publications = pgTable(
  'publications',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    contentHash: text('content_hash').notNull(),
    /** The stored PDF that was published. */
    renditionHash: text('rendition_hash').notNull(),
    /** Null: the workflow published it, on the date that was signed. */
    publishedBy: uuid('published_by'),
    effectiveFrom: instant('effective_from').notNull(),
    effectiveUntil: instant('effective_until'),
    endedAs: text('ended_as', { enum: ['superseded', 'archived'] }),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('publications_in_effect_key').on(t.orgId, t.documentId).where(sql`effective_until is null`),
    uniqueIndex('publications_version_key').on(t.orgId, t.versionId).where(sql`effective_until is null`),
    // What was in effect at a moment.
    index('publications_document_idx').on(t.orgId, t.documentId, t.effectiveFrom),
    // What took effect last.
    index('publications_newest_idx')
      .on(t.orgId, t.effectiveFrom.desc(), t.id.desc())
      .where(sql`effective_until is null`),
    tenantReference('publications_document_fk', t.orgId, t.documentId, documents),
    tenantReference('publications_version_fk', t.orgId, t.versionId, documentVersions),
    check('publications_end', sql`(effective_until is null) = (ended_as is null)`),
  ],
)

/** The last number given per organization and prefix ("POL-AC"); a number is never given twice. */
export const identifierCounters = pgTable(
  'identifier_counters',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    prefix: text('prefix').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.prefix] })],
)
