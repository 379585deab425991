import { createHmac, timingSafeEqual } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { CheckpointRow } from '#db/queries/audit-checkpoints.ts'

/** A secret that signs checkpoints, and the name under which it is found again. */
export interface AuditKey {
  id: string
  secret: string
}

/** What a checkpoint says: the chain of an organization had this hash at this entry. */
export type CheckpointFacts = Pick<CheckpointRow, 'orgId' | 'seq' | 'hash' | 'at'>

/** HMAC-SHA256 over a domain byte and the canonical JSON (RFC 8785) of the facts and the id of the key. */
export function signatureOf({ id, secret }: AuditKey, { orgId, seq, hash, at }: CheckpointFacts): string {
  const facts = canonicalize({ orgId, seq, hash, at: at.toISOString(), keyId: id }) ?? ''
  return createHmac('sha256', secret).update('\u0002').update(facts, 'utf8').digest('hex')
}

/**
 * Whether one of the keys signed the checkpoint: `unknown` when its key is not among them, so that nobody here can say.
 */
export function judgeCheckpoint(keys: readonly AuditKey[], row: CheckpointRow): 'signed' | 'forged' | 'unknown' {
  const key = keys.find(({ id }) => id === row.keyId)
  if (!key) return 'unknown'
  const [expected, given] = [signatureOf(key, row), row.signature].map((text) => Buffer.from(text, 'utf8'))
  return expected && given && expected.length === given.length && timingSafeEqual(expected, given) ? 'signed' : 'forged'
}
