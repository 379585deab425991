import { sql } from 'drizzle-orm'
import type pg from 'pg'
import type { Transaction } from '#db/client.ts'
import type { notifications, outbox } from '#db/schema/index.ts'
import type { Role } from '#domain/roles.ts'

type Notification = typeof notifications.$inferInsert
type Message = typeof outbox.$inferInsert

/** An entry to be added to the audit chain, with the names that the database function reads. */
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

/** What many people are notified of at once. */
export interface PendingNotice
  extends Pick<Notification, 'kind' | 'key' | 'subjectType' | 'subjectId' | 'documentId' | 'facts' | 'createdAt'> {
  /** Of its deliveries; the lowest number is sent first. */
  priority: number
  /** One delivery is made for each. */
  channels: readonly string[]
  /** Memberships. Without them the notice goes to the active members with one of `roles`, and without roles to all. */
  members?: readonly string[]
  /** The ids of their notifications, one for each of `members`. Those of other receivers the database makes. */
  ids?: readonly string[]
  roles?: readonly Role[]
}

/** What is written with the commit of a transaction. */
export interface PendingEffects {
  /** Null for a transaction that is bound to no organization, and so can have none. */
  orgId: string | null
  /** In the order in which they become links of the chain. */
  audit: AuditAddition[]
  /** In the order in which their receivers list them. */
  notices: PendingNotice[]
  /** In the order in which they are delivered. */
  outbox: Pick<Message, 'queue' | 'kind' | 'name' | 'payload'>[]
}

/**
 * The statement that writes them, see flush_effects in db/sql/commit.sql; null when there are none.
 * The rows are sent as values, not in the text: the text of a failed statement is written to the log of the database.
 */
export function flushEffects(effects: PendingEffects): pg.QueryConfig | null {
  const values = argumentsOf(effects)
  return values && { name: 'flush_effects', text: 'select flush_effects($1, $2, $3, $4)', values }
}

/** Writes them at once, in the midst of a transaction. */
export async function writeEffects(tx: Transaction, effects: PendingEffects): Promise<void> {
  const [org, audit, notices, outbox] = argumentsOf(effects) ?? []
  if (org) await tx.execute(sql`select flush_effects(${org}, ${audit}, ${notices}, ${outbox})`)
}

type Json = string | null

function argumentsOf({ orgId, audit, notices, outbox }: PendingEffects): [string, Json, Json, Json] | null {
  if (orgId === null || audit.length + notices.length + outbox.length === 0) return null
  const rows = (of: object[]) => (of.length === 0 ? null : JSON.stringify(of))
  return [orgId, rows(audit), rows(notices), rows(outbox)]
}
