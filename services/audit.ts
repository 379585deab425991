import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { auditHeads, auditLog } from '#db/schema/index.ts'
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

/** Adds many rows in the order given, with a lock, an insert and an update in all. */
export async function recordAll(tx: Transaction, orgId: string, records: AuditRecord[]): Promise<void> {
  if (records.length === 0) return
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.orgId, orgId)).for('update')
  if (!head) throw new Error('the audit chain of the organization has no head')
  let { seq, hash } = head
  const rows = records.map(({ actor, fact }) => {
    const previousHash = hash
    seq += 1
    const entry = entryOf(orgId, seq, actor, fact)
    hash = chainHash(previousHash, entry)
    return {
      orgId,
      seq,
      at: fact.at,
      action: fact.action,
      actorId: actor.membershipId,
      actorName: actor.name,
      subjectType: fact.subject.type,
      subjectId: fact.subject.id,
      documentId: fact.documentId ?? null,
      entry,
      previousHash,
      hash,
    }
  })
  await tx.insert(auditLog).values(rows)
  await tx.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.orgId, orgId))
}

/** The exact bytes that are hashed. */
function entryOf(orgId: string, seq: number, actor: Actor, fact: AuditFact): string {
  const entry = canonicalize({
    seq,
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
    subject: fact.subject,
    documentId: fact.documentId ?? null,
    before: plain(fact.before),
    after: plain(fact.after),
  })
  if (entry === undefined) throw new Error('the audit entry is not JSON')
  return entry
}

/** Dates become ISO strings and undefined goes, so that what is hashed is what is stored. */
const plain = (value: Record<string, unknown> | undefined): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value))
