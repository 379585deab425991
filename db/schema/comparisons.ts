import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, tenantReference } from './columns.ts'
import { documentVersions } from './documents.ts'

/**
 * What changed between two versions, computed once: neither of them ever changes. Any row may be deleted at any time, and
 * is computed anew when somebody asks.
 */
export const comparisons = pgTable(
  'comparisons',
  {
    orgId: uuid('org_id').notNull(),
    fromVersionId: uuid('from_version_id').notNull(),
    toVersionId: uuid('to_version_id').notNull(),
    /** The rules by which they were compared, see COMPARISON_RULES. */
    rules: integer('rules').notNull(),
    changes: integer('changes').notNull(),
    /** How many paragraphs have another number in front, and say the same. */
    renumbered: integer('renumbered').notNull(),
    wordsAdded: integer('words_added').notNull(),
    wordsRemoved: integer('words_removed').notNull(),
    summary: text('summary').array().notNull(),
    note: text('note'),
    html: text('html').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.fromVersionId, t.toVersionId, t.rules] }),
    // Old rows are deleted by their age.
    index('comparisons_created_idx').on(t.orgId, t.createdAt),
    index('comparisons_to_version_idx').on(t.orgId, t.toVersionId),
    tenantReference('comparisons_from_version_fk', t.orgId, t.fromVersionId, documentVersions),
    tenantReference('comparisons_to_version_fk', t.orgId, t.toVersionId, documentVersions),
    check('comparisons_html_size', sql`octet_length(html) <= 2000000`),
  ],
)
