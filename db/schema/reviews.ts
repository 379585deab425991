import { sql } from 'drizzle-orm'
import {
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
import { type Evidence, REVIEW_OUTCOMES } from '#domain/reviews/outcome.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents, documentVersions } from './documents.ts'
import { memberships } from './organizations.ts'

export const reviewOutcome = pgEnum('review_outcome', REVIEW_OUTCOMES)

/** Reviews that somebody made: the record. The database refuses UPDATE and DELETE. */
export const reviews = pgTable(
  'reviews',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    /** 1, 2, 3 … for each document, so that of two that are made at once one is refused. */
    number: integer('number').notNull(),
    /** The version that was in effect, and what it says. */
    versionId: uuid('version_id').notNull(),
    contentHash: text('content_hash').notNull(),
    outcome: reviewOutcome('outcome').notNull(),
    reviewerId: uuid('reviewer_id').notNull(),
    /** Name and position at the time of the review. */
    reviewerName: text('reviewer_name').notNull(),
    reviewerPosition: text('reviewer_position'),
    note: text('note').notNull().default(''),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull().default([]),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    reviewedAt: instant('reviewed_at').notNull(),
    /** By the calendar of the organization. */
    reviewedOn: date('reviewed_on', { mode: 'string' }).notNull(),
    /** When it is due after this review: the same day where something has to change, until that is in effect. */
    nextDueOn: date('next_due_on', { mode: 'string' }).notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('reviews_number_key').on(t.orgId, t.documentId, t.number),
    index('reviews_reviewer_idx').on(t.orgId, t.reviewerId, t.reviewedAt),
    index('reviews_newest_idx').on(t.orgId, t.reviewedAt.desc(), t.id.desc()),
    tenantReference('reviews_document_fk', t.orgId, t.documentId, documents),
    tenantReference('reviews_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('reviews_reviewer_fk', t.orgId, t.reviewerId, memberships),
    check('reviews_change_says_what', sql`outcome <> 'needs_change' or length(trim(note)) > 0`),
  ],
)

/** How often the owner was reminded of each review of a document. */
export const reviewCycles = pgTable(
  'review_cycles',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    /** Reminders that would have come before are not made up for. */
    begunAt: instant('begun_at').notNull(),
    remindersSent: integer('reminders_sent').notNull().default(0),
    lastRemindedAt: instant('last_reminded_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.documentId, t.dueOn] }),
    tenantReference('review_cycles_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    check('review_cycles_reminded', sql`(reminders_sent = 0) = (last_reminded_at is null)`),
  ],
)
