import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { departments } from './departments.ts'
import { membershipStatus, memberships, organizations } from './organizations.ts'

/** From when until when something was so; null: it still is. */
const interval = () => ({
  from: instant('valid_from').notNull(),
  until: instant('valid_until'),
})

const runsForward = (name: string) => check(name, sql`valid_until > valid_from`)

/** Under which department each was, and when. Kept by a trigger on departments. */
export const departmentPeriods = pgTable(
  'department_periods',
  {
    orgId: uuid('org_id').notNull(),
    departmentId: uuid('department_id').notNull(),
    parentId: uuid('parent_id'),
    ...interval(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.departmentId, t.from] }),
    tenantReference('department_periods_department_fk', t.orgId, t.departmentId, departments),
    runsForward('department_periods_forward'),
  ],
)

/** What a member was, and when: roles, department, status. Kept by a trigger on memberships. */
export const membershipPeriods = pgTable(
  'membership_periods',
  {
    orgId: uuid('org_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    roles: text('roles').array().notNull(),
    departmentId: uuid('department_id'),
    status: membershipStatus('status').notNull(),
    ...interval(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.membershipId, t.from] }),
    tenantReference('membership_periods_membership_fk', t.orgId, t.membershipId, memberships),
    tenantReference('membership_periods_department_fk', t.orgId, t.departmentId, departments),
    runsForward('membership_periods_forward'),
  ],
)

/** People by what they do together, across departments. */
export const groups = pgTable(
  'groups',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    createdAt: createdAt(),
    retiredAt: instant('retired_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('groups_name_key').on(t.orgId, sql`lower(${t.name})`).where(sql`retired_at is null`),
  ],
)

/** Who was in a group, and when. A row is ended, never deleted; those of one person in one group do not overlap. */
export const groupMembers = pgTable(
  'group_members',
  {
    ...tenantColumns(),
    groupId: uuid('group_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    ...interval(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('group_members_open_key').on(t.orgId, t.groupId, t.membershipId).where(sql`valid_until is null`),
    index('group_members_group_idx').on(t.orgId, t.groupId, t.from),
    index('group_members_membership_idx').on(t.orgId, t.membershipId),
    tenantReference('group_members_group_fk', t.orgId, t.groupId, groups),
    tenantReference('group_members_membership_fk', t.orgId, t.membershipId, memberships),
    // Who is added and taken out in the same moment was in it for no time.
    check('group_members_forward', sql`valid_until >= valid_from`),
  ],
)

/** Days on which nobody of the organization works, besides those of the week. */
export const holidays = pgTable(
  'holidays',
  {
    orgId: uuid('org_id').notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    name: text('name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.date] }),
    foreignKey({ name: 'holidays_organization_fk', columns: [t.orgId], foreignColumns: [organizations.id] }),
  ],
)
