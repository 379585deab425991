import { sql } from 'drizzle-orm'
import {
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
import type { AudiencePart } from '#domain/audiences/audience.ts'
import { CAMPAIGN_ENDINGS, CAMPAIGN_STATUSES, RECURRENCES, type SectionTime } from '#domain/campaigns/campaign.ts'
import { ASKS_ON } from '#domain/campaigns/standing.ts'
import { instant, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents, documentVersions } from './documents.ts'
import { knowledgeChecks } from './knowledge-checks.ts'
import { memberships } from './organizations.ts'

export const campaignStatus = pgEnum('campaign_status', CAMPAIGN_STATUSES)
export const campaignEnding = pgEnum('campaign_ending', CAMPAIGN_ENDINGS)
export const recurrence = pgEnum('campaign_recurrence', RECURRENCES)
export const asksOn = pgEnum('asks_on', ASKS_ON)

/** People who are asked to read a document and to accept it: the record. Its workflow is the process. */
export const campaigns = pgTable(
  'campaigns',
  {
    ...tenantColumns(),
    documentId: uuid('document_id').notNull(),
    /** In effect when it was launched. Who accepts later accepts what is in effect then. */
    versionId: uuid('version_id').notNull(),
    audience: jsonb('audience').$type<AudiencePart[]>().notNull(),
    message: text('message').notNull().default(''),
    statement: text('statement').notNull(),
    status: campaignStatus('status').notNull().default('launching'),
    /** Of those who were asked first. Who joins later gets as many days. */
    dueAt: instant('due_at').notNull(),
    daysToRead: integer('days_to_read').notNull(),
    /** Null: it stays open until somebody closes it. */
    closesAt: instant('closes_at'),
    /** Working days between reminders; null: nobody is reminded. */
    remindEvery: integer('remind_every'),
    /** Working days from the due date until managers are notified; null: they are not. */
    escalateAfter: integer('escalate_after'),
    /** Who joins the audience is asked, however late. */
    evergreen: boolean('evergreen').notNull().default(false),
    recurrence: recurrence('recurrence').notNull().default('none'),
    /** 'MM-DD' */
    repeatOn: text('repeat_on'),
    repeatMonths: integer('repeat_months'),
    readsToEnd: boolean('reads_to_end').notNull().default(false),
    /** The questions that are answered before it is accepted; null: there are none. */
    checkId: uuid('check_id'),
    /** By the standing rule of its document; `launchedBy` made the rule. */
    byRule: boolean('by_rule').notNull().default(false),
    launchedBy: uuid('launched_by').notNull(),
    launchedAt: instant('launched_at').notNull(),
    closedAt: instant('closed_at'),
    ending: campaignEnding('ending'),
    closeReason: text('close_reason'),
  },
  (t) => [
    tenantKey(t),
    index('campaigns_document_idx').on(t.orgId, t.documentId),
    index('campaigns_launched_idx').on(t.orgId, t.launchedAt.desc(), t.id.desc()),
    index('campaigns_open_idx').on(t.orgId, t.id).where(sql`status <> 'closed'`),
    tenantReference('campaigns_document_fk', t.orgId, t.documentId, documents),
    tenantReference('campaigns_version_fk', t.orgId, t.versionId, documentVersions),
    tenantReference('campaigns_check_fk', t.orgId, t.checkId, knowledgeChecks),
    tenantReference('campaigns_launched_by_fk', t.orgId, t.launchedBy, memberships),
    check('campaigns_statement', sql`char_length(trim(statement)) between 1 and 500`),
    check(
      'campaigns_end',
      sql`(status = 'closed') = (closed_at is not null) and (closed_at is null) = (ending is null)`,
    ),
    check(
      'campaigns_repeats',
      sql`(recurrence = 'yearly') = (repeat_on is not null) and (recurrence = 'after_acceptance') = (repeat_months is not null)`,
    ),
    check('campaigns_closes', sql`closes_at is null or closes_at >= due_at`),
    check('campaigns_days', sql`days_to_read > 0`),
  ],
)

/** Whom each new version of a document asks to accept it, from its publication on. A document has one or none. */
export const acknowledgmentRules = pgTable(
  'acknowledgment_rules',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    audience: jsonb('audience').$type<AudiencePart[]>().notNull(),
    asksOn: asksOn('asks_on').notNull(),
    daysToRead: integer('days_to_read').notNull(),
    statement: text('statement').notNull(),
    readsToEnd: boolean('reads_to_end').notNull().default(false),
    /** Its campaigns stay open for whoever joins later. */
    evergreen: boolean('evergreen').notNull().default(false),
    setBy: uuid('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.documentId] }),
    tenantReference('acknowledgment_rules_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    tenantReference('acknowledgment_rules_set_by_fk', t.orgId, t.setBy, memberships),
    check('acknowledgment_rules_days', sql`days_to_read > 0`),
    check('acknowledgment_rules_statement', sql`char_length(trim(statement)) between 1 and 500`),
  ],
)

/** Who was asked, once for each turn. The last turn of a person is the current one. */
export const campaignRecipients = pgTable(
  'campaign_recipients',
  {
    ...tenantColumns(),
    campaignId: uuid('campaign_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    /** 1 the first time that somebody is asked, 2 when they are asked again, and so on. */
    turn: integer('turn').notNull().default(1),
    current: boolean('current').notNull().default(true),
    /** Came into the audience after the campaign was launched. */
    joined: boolean('joined').notNull().default(false),
    askedAt: instant('asked_at').notNull(),
    dueAt: instant('due_at').notNull(),
    /** When the due date was moved last; what held before has its moment from it. */
    dueMovedAt: instant('due_moved_at'),
    reminders: integer('reminders').notNull().default(0),
    lastRemindedAt: instant('last_reminded_at'),
    escalatedAt: instant('escalated_at'),
    /** When they first opened the page on which it is accepted. */
    openedAt: instant('opened_at'),
    completedAt: instant('completed_at'),
    /** Attempts at the knowledge check that were granted to this person besides. */
    extraAttempts: integer('extra_attempts').notNull().default(0),
    /** When they left the audience; they are counted no more. */
    leftAt: instant('left_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('campaign_recipients_turn_key').on(t.orgId, t.campaignId, t.membershipId, t.turn),
    uniqueIndex('campaign_recipients_current_key').on(t.orgId, t.campaignId, t.membershipId).where(sql`current`),
    index('campaign_recipients_open_idx')
      .on(t.orgId, t.campaignId, t.dueAt)
      .where(sql`current and completed_at is null and left_at is null`),
    index('campaign_recipients_person_idx').on(t.orgId, t.membershipId, t.campaignId).where(sql`current`),
    tenantReference('campaign_recipients_campaign_fk', t.orgId, t.campaignId, campaigns),
    tenantReference('campaign_recipients_membership_fk', t.orgId, t.membershipId, memberships),
    check('campaign_recipients_turn', sql`turn > 0`),
  ],
)

/** Who accepted what, when: evidence. The database refuses every change, and a second one for one turn of a person. */
export const acknowledgments = pgTable(
  'acknowledgments',
  {
    ...tenantColumns(),
    recipientId: uuid('recipient_id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    documentId: uuid('document_id').notNull(),
    versionId: uuid('version_id').notNull(),
    /** What the person and their position were called then, whatever changes later. */
    personName: text('person_name').notNull(),
    personPosition: text('person_position'),
    label: text('label').notNull(),
    /** Of what was accepted; equal to the version's. */
    contentHash: text('content_hash').notNull(),
    /** The words that were accepted. */
    statement: text('statement').notNull(),
    acceptedAt: instant('accepted_at').notNull(),
    via: text('via', { enum: ['page', 'api'] }).notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    /** Whether the end of the text was on the screen. Null: the browser ran no scripts, so nobody can say. */
    reachedEnd: boolean('reached_end'),
    /** Null for the same reason. */
    sections: jsonb('sections').$type<SectionTime[]>(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('acknowledgments_recipient_key').on(t.orgId, t.recipientId),
    index('acknowledgments_person_idx').on(t.orgId, t.membershipId, t.documentId, t.acceptedAt),
    index('acknowledgments_campaign_idx').on(t.orgId, t.campaignId, t.id),
    index('acknowledgments_newest_idx').on(t.orgId, t.id),
    tenantReference('acknowledgments_recipient_fk', t.orgId, t.recipientId, campaignRecipients),
    tenantReference('acknowledgments_campaign_fk', t.orgId, t.campaignId, campaigns),
    tenantReference('acknowledgments_membership_fk', t.orgId, t.membershipId, memberships),
    tenantReference('acknowledgments_document_fk', t.orgId, t.documentId, documents),
    tenantReference('acknowledgments_version_fk', t.orgId, t.versionId, documentVersions),
    check('acknowledgments_hash_shape', sql`content_hash ~ '^[0-9a-f]{64}$'`),
  ],
)
