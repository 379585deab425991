import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
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
import { INVITATION_MAIL_STATUSES } from '#domain/invitations/mail.ts'
import type { MailModes } from '#domain/notifications/preferences.ts'
import { MEMBERSHIP_STATUSES, ORGANIZATION_TYPES } from '#domain/organizations/types.ts'
import type { CountsFrom, ReviewRhythm } from '#domain/reviews/rhythm.ts'
import { users } from './auth.ts'
import { createdAt, instant, leaseColumns, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { departments } from './departments.ts'

export const organizationType = pgEnum('organization_type', ORGANIZATION_TYPES)
export const membershipStatus = pgEnum('membership_status', MEMBERSHIP_STATUSES)

/** What an organization has decided about itself; absent keys mean the default. */
export interface OrganizationSettings {
  /** An author of a change may also approve it. Off by default. */
  authorsMayApprove?: boolean
  /** The list of first steps is not shown any more. */
  firstStepsHidden?: boolean
  /** When owners are reminded of reviews. */
  reviewRhythm?: ReviewRhythm
  /** From what the next review counts. */
  reviewsCountFrom?: CountsFrom
  /** How mails are sent to members who chose nothing else. */
  mailDefaults?: MailModes
}

export const organizations = pgTable(
  'organizations',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    type: organizationType('type').notNull(),
    timeZone: text('time_zone').notNull().default('UTC'),
    /** ISO weekdays, Monday is 1. */
    workingDays: integer('working_days').array().notNull().default([1, 2, 3, 4, 5]),
    settings: jsonb('settings').$type<OrganizationSettings>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('organizations_slug_key').on(t.slug),
    check('organizations_slug_shape', sql`${t.slug} ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'`),
  ],
)

/** Departments have heads, who are members, who have departments: the type of one of the two must not wait for the other's. */
const department = (): { orgId: AnyPgColumn; id: AnyPgColumn } => departments

/** A person in an organization: what they may do, and what they are called there. */
export const memberships = pgTable(
  'memberships',
  {
    ...tenantColumns(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    /** The person's name and address within this organization, copied so that lists need not read the accounts. */
    name: text('name').notNull(),
    email: text('email').notNull(),
    roles: text('roles').array().notNull(),
    positionTitle: text('position_title'),
    managerId: uuid('manager_id'),
    departmentId: uuid('department_id'),
    /** Null: the organization's. */
    timeZone: text('time_zone'),
    workingDays: integer('working_days').array(),
    status: membershipStatus('status').notNull().default('active'),
    createdAt: createdAt(),
    removedAt: instant('removed_at'),
    /** When roles, department or status were changed last; the periods take their moment from it. */
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('memberships_person_key').on(t.orgId, t.userId),
    index('memberships_user_idx').on(t.userId),
    index('memberships_active_idx').on(t.orgId, t.name, t.id).where(sql`status = 'active'`),
    index('memberships_department_idx').on(t.orgId, t.departmentId),
    index('memberships_manager_idx').on(t.orgId, t.managerId),
    tenantReference('memberships_manager_fk', t.orgId, t.managerId, t),
    tenantReference('memberships_department_fk', t.orgId, t.departmentId, department()),
    check('memberships_not_own_manager', sql`manager_id <> id`),
    check('memberships_removed', sql`(${t.status} = 'removed') = (${t.removedAt} is not null)`),
  ],
)

export const invitations = pgTable(
  'invitations',
  {
    ...tenantColumns(),
    email: text('email').notNull(),
    roles: text('roles').array().notNull(),
    positionTitle: text('position_title'),
    /** SHA-256 of the token in the mailed link; the token itself is kept nowhere. */
    tokenHash: text('token_hash').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    /** Of the latest mail. The lease belongs to whoever sends it. */
    mailStatus: text('mail_status', { enum: INVITATION_MAIL_STATUSES }).notNull().default('pending'),
    ...leaseColumns(),
  },
  (t) => [
    tenantKey(t),
    index('invitations_mail_due_idx').on(t.nextAttemptAt).where(sql`mail_status = 'pending'`),
    uniqueIndex('invitations_token_key').on(t.tokenHash),
    uniqueIndex('invitations_open_key')
      .on(t.orgId, sql`lower(${t.email})`)
      .where(sql`accepted_at is null and revoked_at is null`),
    tenantReference('invitations_invited_by_fk', t.orgId, t.invitedBy, memberships),
    check('invitations_one_end', sql`accepted_at is null or revoked_at is null`),
  ],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    ...tenantColumns(),
    name: text('name').notNull(),
    /** The first characters, shown so that a person can distinguish keys. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the whole key. The key has 256 random bits, so a slow hash would protect nothing more. */
    keyHash: text('key_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    membershipId: uuid('membership_id').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('api_keys_hash_key').on(t.keyHash),
    tenantReference('api_keys_membership_fk', t.orgId, t.membershipId, memberships),
  ],
)

/** Answers already given to `Idempotency-Key`s, kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    orgId: uuid('org_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    body: text('body'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    done: boolean('done').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.membershipId, t.key] }),
    tenantReference('idempotency_keys_membership_fk', t.orgId, t.membershipId, memberships),
    index('idempotency_keys_age_idx').on(t.createdAt),
  ],
)
