import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { memberships } from './organizations.ts'

/** When a member is out of office, both days included, and who signs for them meanwhile. db/sql/absences.sql refuses overlaps. */
export const absences = pgTable(
  'absences',
  {
    ...tenantColumns(),
    membershipId: uuid('membership_id').notNull(),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    untilDay: date('until_day', { mode: 'string' }).notNull(),
    delegateId: uuid('delegate_id').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
    /** From then on it counts for nothing. */
    canceledAt: instant('canceled_at'),
  },
  (t) => [
    tenantKey(t),
    index('absences_days_idx').on(t.orgId, t.untilDay).where(sql`canceled_at is null`),
    tenantReference('absences_membership_fk', t.orgId, t.membershipId, memberships),
    tenantReference('absences_delegate_fk', t.orgId, t.delegateId, memberships),
    tenantReference('absences_created_by_fk', t.orgId, t.createdBy, memberships),
    check('absences_days', sql`from_day <= until_day`),
    check('absences_delegate', sql`delegate_id <> membership_id`),
  ],
)
