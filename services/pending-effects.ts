import { type Binding, type Database, type Transaction, withActor } from '#db/client.ts'
import { flushEffects, type PendingEffects, writeEffects } from '#db/queries/pending-effects.ts'
import { idsOf, takeIdsFrom } from './ids.ts'
import type { Ids } from './ports.ts'

const collected = new WeakMap<Transaction, PendingEffects>()

const begin = (orgId: string | null): PendingEffects => ({ orgId, audit: [], notices: [], outbox: [] })

/**
 * Runs work in a transaction and writes its pending effects with the commit: audit entries, notifications with their
 * deliveries, messages to Temporal. Either all of them and the work are stored, or nothing is. They are written last because
 * writing to the audit chain locks its tip, and every other writer of the organization waits for that lock.
 */
export function withPendingEffects<T>(
  { db, ids }: { db: Database; ids: Ids },
  binding: Binding,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const own = begin(binding.orgId)
  const collecting = (tx: Transaction) => {
    collected.set(tx, own)
    takeIdsFrom(tx, ids)
    return work(tx)
  }
  return withActor(db, binding, collecting, () => flushEffects(own))
}

/** Runs work inside a savepoint. When it throws, its rows and its pending effects are both undone. */
export function savepoint<T>(tx: Transaction, work: (part: Transaction) => Promise<T>): Promise<T> {
  return tx.transaction(async (part) => {
    const whole = collected.get(tx)
    const own = begin(whole?.orgId ?? null)
    collected.set(part, own)
    takeIdsFrom(part, idsOf(tx))
    const result = await work(part)
    whole?.audit.push(...own.audit)
    whole?.notices.push(...own.notices)
    whole?.outbox.push(...own.outbox)
    return result
  })
}

/** Writes what is pending so far, so that the rest of a long transaction finds it. */
export async function writePendingEffects(tx: Transaction, orgId: string): Promise<void> {
  const own = pendingEffectsOf(tx, orgId)
  await writeEffects(tx, own)
  Object.assign(own, begin(orgId))
}

/** The pending effects of a transaction. @throws when the transaction was not begun by `transact`, which writes them */
export function pendingEffectsOf(tx: Transaction, orgId: string): PendingEffects {
  const own = collected.get(tx)
  if (!own) throw new Error('the effects of this transaction would not be written: begin it with transact')
  if (own.orgId !== orgId) throw new Error('the transaction is bound to another organization')
  return own
}
