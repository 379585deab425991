import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { memberships } from './organizations.ts'

/**
 * A part of an organization. The department of a member is on their membership. One that is not needed any more is
 * retired: what audiences and the log say of it stays readable.
 */
export const departments = pgTable(
  'departments',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    parentId: uuid('parent_id'),
    headId: uuid('head_id'),
    createdAt: createdAt(),
    retiredAt: instant('retired_at'),
    /** When its place was changed last; the periods take their moment from it. */
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('departments_name_key').on(t.orgId, sql`lower(${t.name})`).where(sql`retired_at is null`),
    index('departments_parent_idx').on(t.orgId, t.parentId),
    tenantReference('departments_parent_fk', t.orgId, t.parentId, t),
    tenantReference('departments_head_fk', t.orgId, t.headId, memberships),
    check('departments_not_below_itself', sql`parent_id <> id`),
    check('departments_retired_alone', sql`retired_at is null or (parent_id is null and head_id is null)`),
  ],
)
