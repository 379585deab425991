import { sql } from 'drizzle-orm'
import { check, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CALENDAR_FEED_KINDS } from '#domain/calendar-feeds/feed.ts'
import { createdAt, instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { memberships } from './organizations.ts'

export const calendarFeedKind = pgEnum('calendar_feed_kind', CALENDAR_FEED_KINDS)

/** Addresses by which calendars read reviews as a member. A new address of a feed is a new row, the old one is revoked. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    ...tenantColumns(),
    membershipId: uuid('membership_id').notNull(),
    kind: calendarFeedKind('kind').notNull(),
    tokenHash: text('token_hash').notNull(),
    createdAt: createdAt(),
    lastReadAt: instant('last_read_at'),
    /** What it said when it was last read, and since when it says that: what a calendar may skip. */
    contentHash: text('content_hash'),
    changedAt: instant('changed_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('calendar_feeds_token_key').on(t.tokenHash),
    uniqueIndex('calendar_feeds_open_key').on(t.orgId, t.membershipId, t.kind).where(sql`revoked_at is null`),
    tenantReference('calendar_feeds_membership_fk', t.orgId, t.membershipId, memberships),
    check('calendar_feeds_changed', sql`(content_hash is null) = (changed_at is null)`),
  ],
)
