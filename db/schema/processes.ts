import { sql } from 'drizzle-orm'
import { bigint, integer, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { PROCESS_KINDS } from '#domain/processes.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents } from './documents.ts'

export const processKind = pgEnum('process_kind', PROCESS_KINDS)

/** Processes that ended in a failure. Open: what the process was to do is still to be done, and waits for a retry. */
export const processFailures = pgTable(
  'process_failures',
  {
    ...tenantColumns(),
    process: processKind('process').notNull(),
    /** The row that the process was moving on; for an approval the round. */
    subjectId: uuid('subject_id').notNull(),
    documentId: uuid('document_id').notNull(),
    /** An error code of domain/errors.ts, or `unknown`. */
    code: text('code').notNull(),
    failedAt: instant('failed_at').notNull(),
    /** When it was retried, or when nothing was left to do. */
    closedAt: instant('closed_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('process_failures_open_key').on(t.orgId, t.process, t.subjectId).where(sql`closed_at is null`),
    tenantReference('process_failures_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
  ],
)

/** What the reconciler found at its last turn, for all organizations: one row for each kind of process. */
export const processChecks = pgTable('process_checks', {
  process: processKind('process').primaryKey(),
  checkedAt: instant('checked_at').notNull(),
  underWay: integer('under_way').notNull(),
  /** Of all turns so far. */
  restarted: bigint('restarted', { mode: 'number' }).notNull(),
})
