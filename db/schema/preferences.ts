import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { DIGEST_HOUR } from '#domain/notifications/digest.ts'
import type { MailModes } from '#domain/notifications/preferences.ts'
import { tenantReference } from './columns.ts'
import { memberships } from './organizations.ts'

/** How a member wants to be notified. Who has no row has chosen nothing. */
export const notificationPreferences = pgTable(
  'notification_preferences',
  {
    orgId: uuid('org_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    /** By the name of the kind; what is not named is as the organization has it. */
    mails: jsonb('mails').$type<MailModes>().notNull().default({}),
    /** Kinds that are kept out of the notification center. */
    hiddenKinds: text('hidden_kinds').array().notNull().default([]),
    /** Quiet hours by the clocks of the member's time zone; all three or none. */
    quietFrom: text('quiet_from'),
    quietUntil: text('quiet_until'),
    quietDays: integer('quiet_days').array(),
    /** At which hour the daily digest comes. */
    digestHour: smallint('digest_hour').notNull().default(DIGEST_HOUR),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.membershipId] }),
    tenantReference('notification_preferences_membership_fk', t.orgId, t.membershipId, memberships),
    check('notification_preferences_digest', sql`digest_hour between 0 and 23`),
    check('notification_preferences_quiet', sql`num_nulls(quiet_from, quiet_until, quiet_days) in (0, 3)`),
  ],
)
