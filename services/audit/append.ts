import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Transaction } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { ACTIONS, type AuditFact } from '#domain/audit/actions.ts'
import { pendingEffectsOf } from '../pending-effects.ts'

/** Where every chain begins. */
export const GENESIS = '0'.repeat(64)

/** The link of the chain: SHA-256 over a domain byte, the previous hash and the exact bytes of the entry. */
export const chainHash = (previousHash: string, entry: string): string =>
  createHash('sha256').update('\u0001').update(previousHash).update(entry, 'utf8').digest('hex')

/** Adds one row to the organization's chain with all that comes of the transaction: no audit row means no change. */
export function appendAudit(tx: Transaction, actor: Actor, fact: AuditFact): void {
  pendingEffectsOf(tx, actor.orgId).audit.push({
    at: fact.at.toISOString(),
    action: fact.action,
    actor_id: actor.membershipId,
    actor_name: actor.name,
    subject_type: ACTIONS[fact.action].subject,
    subject_id: fact.subjectId,
    document_id: fact.documentId ?? null,
    ...aroundNumber(actor, fact),
  })
}

/**
 * The exact bytes that are hashed, but for the number of the entry, which the database puts between the two pieces.
 * Canonical JSON sorts its keys, and `seq` stands between `orgId` and `subject`.
 */
function aroundNumber(actor: Actor, fact: AuditFact) {
  const before = canonical({
    orgId: actor.orgId,
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
    before: 'before' in fact ? fact.before : null,
    after: 'after' in fact ? fact.after : null,
  })
  return {
    before_number: `${before.slice(0, -1)},"seq":`,
    after_number: `,${canonical({ subject: { type: ACTIONS[fact.action].subject, id: fact.subjectId } }).slice(1)}`,
  }
}

function canonical(value: object): string {
  const json = canonicalize(value)
  if (json === undefined) throw new Error('the audit entry is not JSON')
  return json
}
