import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Transaction } from '#db/client.ts'
import { appendAudit } from '#db/queries/audit.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditAction, SubjectType } from '#domain/audit.ts'

export interface AuditFact {
  at: Date
  action: AuditAction
  subject: { type: SubjectType; id: string }
  /** The document this is about, so that its page can show the entry. */
  documentId?: string
  /** What matters of the state before and after; never content, never secrets. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Where every chain begins. */
export const GENESIS = '0'.repeat(64)

/** The link of the chain: SHA-256 over a domain byte, the previous hash and the exact bytes of the entry. */
export const chainHash = (previousHash: string, entry: string): string =>
  createHash('sha256').update('\u0001').update(previousHash).update(entry, 'utf8').digest('hex')

/** A fact with who brought it about. */
export interface AuditRecord {
  actor: Actor
  fact: AuditFact
}

/**
 * Adds one row to the organization's chain, in the transaction of the change: no audit row means no change.
 * Call it last, since it holds the tip of the chain until the commit.
 */
export const record = (tx: Transaction, actor: Actor, fact: AuditFact): Promise<void> =>
  recordAll(tx, actor.orgId, [{ actor, fact }])

/** Adds many rows in the order given, in one statement. */
export async function recordAll(tx: Transaction, orgId: string, records: AuditRecord[]): Promise<void> {
  if (records.length === 0) return
  await appendAudit(
    tx,
    orgId,
    records.map(({ actor, fact }) => ({
      at: fact.at.toISOString(),
      action: fact.action,
      actor_id: actor.membershipId,
      actor_name: actor.name,
      subject_type: fact.subject.type,
      subject_id: fact.subject.id,
      document_id: fact.documentId ?? null,
      ...aroundNumber(orgId, actor, fact),
    })),
  )
}

/**
 * The exact bytes that are hashed, but for the number of the entry, which the database puts between the two pieces.
 * Canonical JSON sorts its keys, and `seq` stands between `orgId` and `subject`.
 */
function aroundNumber(orgId: string, actor: Actor, fact: AuditFact) {
  const before = canonical({
    orgId,
    at: fact.at.toISOString(),
    action: fact.action,
    actor: {
      id: actor.membershipId,
      name: actor.name,
      roles: [...actor.roles],
      via: actor.via,
      ip: actor.ip,
      requestId: actor.requestId,
      workflowId: actor.workflowId,
    },
    documentId: fact.documentId ?? null,
    before: plain(fact.before),
    after: plain(fact.after),
  })
  return {
    before_number: `${before.slice(0, -1)},"seq":`,
    after_number: `,${canonical({ subject: fact.subject }).slice(1)}`,
  }
}

function canonical(value: object): string {
  const json = canonicalize(value)
  if (json === undefined) throw new Error('the audit entry is not JSON')
  return json
}

/** Dates become ISO strings and undefined goes, so that what is hashed is what is stored. */
const plain = (value: Record<string, unknown> | undefined): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value))
