import { acrossOrganizations, withActor } from '#db/client.ts'
import { checkpointsDue, insertCheckpoint } from '#db/queries/audit-checkpoints.ts'
import type { Deps } from '../transaction.ts'
import { signatureOf } from './checkpoint.ts'
import { verifyOrganization } from './verify.ts'

const HOUR_MS = 3_600_000
/** A chain that grew by so many entries gets its checkpoint before the hour is over. */
const ENTRIES = 10_000
/** The most chains of one turn; the others come with the next. */
const CHAINS = 1_000

/**
 * Signs a checkpoint of each chain that grew for an hour, or by 10,000 entries. Only what was verified from the checkpoint
 * before is signed: a chain that does not fit gets no further checkpoint, and is named in the log.
 * @param signal ends it after the chain under way
 * @returns how many chains got a checkpoint, and how many do not fit
 */
export async function writeCheckpoints(
  { db, auditKeys, log }: Pick<Deps, 'db' | 'auditKeys' | 'log'>,
  at: Date,
  signal?: AbortSignal,
): Promise<{ signed: number; broken: number }> {
  const [key] = auditKeys
  const done = { signed: 0, broken: 0 }
  if (!key) return done
  const due = { before: new Date(at.getTime() - HOUR_MS), entries: ENTRIES, limit: CHAINS }
  for (const orgId of await acrossOrganizations(db, (tx) => checkpointsDue(tx, due))) {
    signal?.throwIfAborted()
    const { fault } = await withActor(db, { orgId, userId: null }, async (tx) => {
      const report = await verifyOrganization(tx, orgId, { keys: auditKeys })
      const facts = { orgId, seq: report.rows, hash: report.tip, at }
      if (!report.fault) await insertCheckpoint(tx, { ...facts, keyId: key.id, signature: signatureOf(key, facts) })
      return report
    })
    if (fault) log.error({ orgId, seq: fault.seq, fault: fault.fault }, 'audit: the chain of an organization is broken')
    if (fault) done.broken += 1
    else done.signed += 1
  }
  return done
}
