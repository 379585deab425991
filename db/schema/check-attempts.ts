import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { CheckAnswers } from '#domain/campaigns/check.ts'
import { campaignRecipients, campaigns } from './campaigns.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { knowledgeChecks } from './knowledge-checks.ts'
import { memberships } from './organizations.ts'

/** How somebody answered the questions, once for each attempt: evidence. The database refuses every change. */
export const checkAttempts = pgTable(
  'check_attempts',
  {
    ...tenantColumns(),
    campaignId: uuid('campaign_id').notNull(),
    recipientId: uuid('recipient_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    checkId: uuid('check_id').notNull(),
    /** 1, 2, 3 … for one turn of a person. */
    number: integer('number').notNull(),
    answers: jsonb('answers').$type<CheckAnswers>().notNull(),
    /** The ids of the questions that were not answered right. */
    missed: jsonb('missed').$type<string[]>().notNull(),
    passed: boolean('passed').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('check_attempts_number_key').on(t.orgId, t.recipientId, t.number),
    index('check_attempts_first_idx').on(t.orgId, t.campaignId).where(sql`number = 1`),
    tenantReference('check_attempts_campaign_fk', t.orgId, t.campaignId, campaigns),
    tenantReference('check_attempts_recipient_fk', t.orgId, t.recipientId, campaignRecipients),
    tenantReference('check_attempts_membership_fk', t.orgId, t.membershipId, memberships),
    tenantReference('check_attempts_check_fk', t.orgId, t.checkId, knowledgeChecks),
    check('check_attempts_number', sql`number > 0`),
  ],
)
