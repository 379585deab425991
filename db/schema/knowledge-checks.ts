import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import type { CheckQuestion } from '#domain/campaigns/check.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents, documentVersions } from './documents.ts'
import { memberships } from './organizations.ts'

/**
 * Questions about one version of a document. A row is never changed: who writes them anew adds a row, and campaigns keep the
 * one that they were launched with. A row without questions takes them away.
 */
export const knowledgeChecks = pgTable(
  'knowledge_checks',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    questions: jsonb('questions').$type<CheckQuestion[]>().notNull(),
    /** How many questions must be answered right. */
    passMark: integer('pass_mark').notNull(),
    /** How often somebody may try. */
    attempts: integer('attempts').notNull(),
    writtenBy: uuid('written_by').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [
    tenantKey(t),
    index('knowledge_checks_document_idx').on(t.orgId, t.documentId, t.id),
    tenantReference('knowledge_checks_document_fk', t.orgId, t.documentId, documents),
    tenantReference('knowledge_checks_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('knowledge_checks_written_by_fk', t.orgId, t.writtenBy, memberships),
    check(
      'knowledge_checks_pass_mark',
      sql`jsonb_array_length(questions) <= 10 and pass_mark between least(1, jsonb_array_length(questions)) and jsonb_array_length(questions)`,
    ),
    check('knowledge_checks_attempts', sql`attempts > 0`),
  ],
)
