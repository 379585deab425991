import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Anchor } from '#domain/comments/anchor.ts'
import { SUGGESTION_OUTCOMES } from '#domain/comments/rules.ts'
import { approvalRounds } from './approvals.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents, documentVersions } from './documents.ts'
import { memberships } from './organizations.ts'

export const suggestionOutcome = pgEnum('suggestion_outcome', SUGGESTION_OUTCOMES)

/** Comments pinned to paragraphs of a text that was submitted, and their answers. Kept for ever, as they were written. */
export const comments = pgTable(
  'comments',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    roundId: uuid('round_id').notNull(),
    /** 1, 2, 3 … for each version. A comment and its answers have one number. */
    number: integer('number').notNull(),
    /** 0 for the comment, 1, 2, 3 … for its answers. */
    position: integer('position').notNull(),
    /** Where the comment is pinned; its answers are where it is. */
    anchor: jsonb('anchor').$type<Anchor>(),
    body: text('body').notNull(),
    /** The paragraph as its author proposes it, as canonical HTML; null for a comment that proposes nothing. */
    wording: text('wording'),
    authorId: uuid('author_id').notNull(),
    /** Name and position at the time. */
    authorName: text('author_name').notNull(),
    authorPosition: text('author_position'),
    createdAt: instant('created_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: uuid('resolved_by'),
    resolvedByName: text('resolved_by_name'),
    /** What became of the wording, and why. */
    outcome: suggestionOutcome('outcome'),
    outcomeReason: text('outcome_reason'),
  },
  (t) => [
    tenantKey(t),
    // Of two that are written at once one is refused, and there are never more than the checks allow.
    uniqueIndex('comments_number_key').on(t.orgId, t.versionId, t.number, t.position),
    index('comments_document_idx').on(t.orgId, t.documentId),
    tenantReference('comments_document_fk', t.orgId, t.documentId, documents),
    tenantReference('comments_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('comments_round_fk', t.orgId, t.roundId, approvalRounds),
    tenantReference('comments_author_fk', t.orgId, t.authorId, memberships),
    tenantReference('comments_resolved_by_fk', t.orgId, t.resolvedBy, memberships),
    check('comments_number', sql`number between 1 and 200`),
    check('comments_position', sql`position between 0 and 50`),
    check('comments_anchor', sql`(position = 0) = (anchor is not null)`),
    check('comments_say_something', sql`length(trim(body)) > 0 or wording is not null`),
    check('comments_wording', sql`position = 0 or wording is null`),
    check('comments_outcome', sql`outcome is null or (wording is not null and resolved_at is not null)`),
    check('comments_outcome_reason', sql`outcome_reason is null or outcome is not null`),
    check('comments_resolved', sql`num_nulls(resolved_at, resolved_by, resolved_by_name) in (0, 3)`),
    check('comments_resolved_as_a_whole', sql`position = 0 or resolved_at is null`),
  ],
)
