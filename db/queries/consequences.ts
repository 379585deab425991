import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries, notifications, outbox } from '#db/schema/index.ts'

type Notification = typeof notifications.$inferInsert
type Message = typeof outbox.$inferInsert

/** A row of the audit chain to be added, in the words of the database. */
export interface AuditAddition {
  at: string
  action: string
  actor_id: string | null
  actor_name: string
  subject_type: string
  subject_id: string
  document_id: string | null
  before_number: string
  after_number: string
}

/** What a transaction has others know of it. */
export interface Consequences {
  /** In the order in which they become links of the chain. */
  audit: AuditAddition[]
  notifications: Pick<
    Notification,
    'id' | 'membershipId' | 'kind' | 'key' | 'documentId' | 'facts' | 'path' | 'createdAt'
  >[]
  /** In the order in which they are delivered. */
  outbox: Pick<Message, 'queue' | 'kind' | 'name' | 'payload'>[]
}

/**
 * Writes all of it in one trip, whose text is the same however many rows there are. What a person was told before, by
 * its key, is left out together with its mail. The chain's tip is locked for this statement and the commit after it.
 */
export async function writeConsequences(tx: Transaction, orgId: string, what: Consequences): Promise<void> {
  const parts = [...told(orgId, what.notifications), ...sent(orgId, what.outbox)]
  const chained = what.audit.length > 0
  if (parts.length === 0 && !chained) return
  const before = parts.length > 0 ? sql`with ${sql.join(parts, sql`, `)} ` : sql``
  const last = chained ? sql`select append_audit(${orgId}, ${JSON.stringify(what.audit)}::json)` : sql`select`
  await tx.execute(sql`${before}${last}`)
}

const told = (orgId: string, rows: Consequences['notifications']): SQL[] =>
  rows.length === 0
    ? []
    : [
        sql`told as (
          insert into ${notifications} (org_id, id, membership_id, kind, key, document_id, facts, path, created_at)
          select ${orgId}, t."id", t."membershipId", t."kind", t."key", t."documentId", t."facts", t."path", t."createdAt"
          from json_to_recordset(${JSON.stringify(rows)}::json) as t("id" uuid, "membershipId" uuid,
            "kind" notification_kind, "key" text, "documentId" uuid, "facts" jsonb, "path" text, "createdAt" timestamptz)
          on conflict (org_id, membership_id, key) do nothing returning id)`,
        sql`mailed as (
          insert into ${deliveries} (org_id, id, notification_id, channel)
          select ${orgId}, gen_random_uuid(), id, 'email' from told)`,
      ]

const sent = (orgId: string, rows: Consequences['outbox']): SQL[] =>
  rows.length === 0
    ? []
    : [
        sql`sent as (
          insert into ${outbox} (org_id, queue, kind, name, payload)
          select ${orgId}, m."queue", m."kind", m."name", m."payload"
          from rows from (json_to_recordset(${JSON.stringify(rows)}::json)
            as ("queue" text, "kind" outbox_kind, "name" text, "payload" jsonb)) with ordinality
            as m("queue", "kind", "name", "payload", place)
          order by m.place)`,
      ]
