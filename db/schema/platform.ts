import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { SubjectType } from '#domain/audit/action.ts'
import { DELIVERY_STATUSES, PRIORITIES, SKIP_REASONS } from '#domain/notifications/delivery.ts'
import type { NotificationKind } from '#domain/notifications/registry.ts'
import { createdAt, instant, leaseColumns, tenantColumns, tenantKey, tenantReference } from './columns.ts'
import { documents } from './documents.ts'
import { memberships, organizations } from './organizations.ts'

export const deliveryStatus = pgEnum('delivery_status', DELIVERY_STATUSES)

/** What the outbox asks Temporal to do; see services/outbox.ts for the payloads. */
export const outboxKind = pgEnum('outbox_kind', ['start', 'signal', 'activity', 'nudge'])

/** Messages to Temporal: starts, signals and activities. Written in the transaction of the fact, delivered in order per `queue`. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    /** The workflow id: rows of one queue are delivered one after the other. */
    queue: text('queue').notNull(),
    kind: outboxKind('kind').notNull(),
    /** Workflow type, signal or activity name. */
    name: text('name').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    ...leaseColumns(),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    index('outbox_waiting_idx').on(t.queue, t.id).where(sql`delivered_at is null`),
    index('outbox_due_idx').on(t.orgId, t.nextAttemptAt, t.id).where(sql`delivered_at is null`),
    // Rows are written in the order of time, so this small index finds the old ones.
    index('outbox_age_idx').using('brin', t.createdAt),
  ],
)

/** What happened, in order, for ever. The chain: hash = SHA-256(previous hash, entry). */
export const auditLog = pgTable(
  'audit_log',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    action: text('action').notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: uuid('subject_id').notNull(),
    documentId: uuid('document_id'),
    /** Canonical JSON (RFC 8785) of the whole entry: the bytes that were hashed. */
    entry: text('entry').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.seq] }),
    uniqueIndex('audit_log_chain_key').on(t.orgId, t.previousHash),
    index('audit_log_document_idx').on(t.orgId, t.documentId, t.seq),
    index('audit_log_action_idx').on(t.orgId, t.action, t.seq),
    index('audit_log_actor_idx').on(t.orgId, t.actorId, t.seq),
  ],
)

/** The head of each chain; locked while a row is added, so that writers wait for each other instead of colliding. */
export const auditHeads = pgTable('audit_heads', {
  orgId: uuid('org_id')
    .primaryKey()
    .references(() => organizations.id),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

/**
 * What the chain of an organization was at some entry, signed with a key that is not in the database: whoever can rewrite
 * the chain cannot sign it. See services/audit/checkpoint.ts.
 */
export const auditCheckpoints = pgTable(
  'audit_checkpoints',
  {
    orgId: uuid('org_id')
      .notNull()
      .references(() => organizations.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    at: instant('at').notNull(),
    keyId: text('key_id').notNull(),
    signature: text('signature').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.seq] })],
)

/** What a member was notified of. Kinds are declared in domain/notifications/kinds. */
export const notifications = pgTable(
  'notifications',
  {
    ...tenantColumns(),
    membershipId: uuid('membership_id').notNull(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    /** Names the cause. A member gets one notification of one cause. */
    key: text('key').notNull(),
    subjectType: text('subject_type').$type<SubjectType>().notNull(),
    subjectId: uuid('subject_id').notNull(),
    documentId: uuid('document_id'),
    /** What the words of the kind need; never content. */
    facts: jsonb('facts').$type<Record<string, string | number | null>>().notNull().default({}),
    createdAt: createdAt(),
    readAt: instant('read_at'),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('notifications_key').on(t.orgId, t.membershipId, t.key),
    index('notifications_person_idx').on(t.orgId, t.membershipId, t.id),
    index('notifications_age_idx').using('brin', t.createdAt),
    index('notifications_unread_idx').on(t.orgId, t.membershipId).where(sql`read_at is null`),
    tenantReference('notifications_membership_fk', t.orgId, t.membershipId, memberships),
    tenantReference('notifications_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
  ],
)

/** A notification on its way through one channel, as an e-mail, with what became of it. */
export const deliveries = pgTable(
  'deliveries',
  {
    ...tenantColumns(),
    notificationId: uuid('notification_id').notNull(),
    /** The name of a channel of services/notifications/channels. */
    channel: text('channel').notNull(),
    /** The lowest number is sent first; see PRIORITIES in domain/notifications/delivery.ts. */
    priority: smallint('priority').notNull().default(PRIORITIES.normal),
    status: deliveryStatus('status').notNull().default('pending'),
    ...leaseColumns(),
    /** How often it was taken again without anybody knowing whether the receiver had it already. */
    repeats: integer('repeats').notNull().default(0),
    sentAt: instant('sent_at'),
    /** What the receiving server said when it took the message. */
    answer: text('answer'),
    skipReason: text('skip_reason', { enum: SKIP_REASONS }),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex('deliveries_channel_key').on(t.orgId, t.notificationId, t.channel),
    // The lists of admins: few rows have failed or wait, and of the others they read the newest.
    index('deliveries_listed_idx').on(t.orgId, t.status, t.id),
    index('deliveries_due_idx').on(t.priority, t.nextAttemptAt).where(sql`status in ('pending', 'sending')`),
    tenantReference('deliveries_notification_fk', t.orgId, t.notificationId, notifications).onDelete('cascade'),
    check('deliveries_skipped', sql`(status = 'skipped') = (skip_reason is not null)`),
  ],
)

/** Rendered files, one per hash of all that shows in them. */
export const renditions = pgTable(
  'renditions',
  {
    orgId: uuid('org_id').notNull(),
    hash: text('hash').notNull(),
    /** Null for what is about several documents, or about a person. */
    documentId: uuid('document_id'),
    versionId: uuid('version_id'),
    format: text('format', { enum: ['pdf'] }).notNull(),
    status: text('status', { enum: ['requested', 'stored'] })
      .notNull()
      .default('requested'),
    /** Where the printer finds what to print, and the store the result. */
    model: jsonb('model').$type<Record<string, unknown>>().notNull(),
    objectKey: text('object_key'),
    bytes: integer('bytes'),
    pages: integer('pages'),
    ...leaseColumns(),
    createdAt: createdAt(),
    storedAt: instant('stored_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.hash] }),
    tenantReference('renditions_document_fk', t.orgId, t.documentId, documents).onDelete('cascade'),
    // A file belongs to one row, so it may go when that row goes.
    uniqueIndex('renditions_object_key').on(t.orgId, t.objectKey),
    check('renditions_stored', sql`(status = 'stored') = (object_key is not null)`),
  ],
)

/**
 * Files that no rendition points to: one that is being printed, or whose rendition was deleted. A printer takes its file
 * out of here when it stores the row that points to it; what stays here for long is deleted. See sql/retention.sql.
 */
export const unusedFiles = pgTable('unused_files', {
  objectKey: text('object_key').primaryKey(),
  since: instant('since').notNull().defaultNow(),
  /** The file is being deleted: no printer may take it any more. */
  doomed: boolean('doomed').notNull().default(false),
})
