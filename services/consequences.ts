import type { Transaction } from '#db/client.ts'
import { type Consequences, writeConsequences } from '#db/queries/consequences.ts'

type Collected = Consequences & { orgId: string | null }
const collected = new WeakMap<Transaction, Collected>()

/**
 * Does the work and, as the last thing of the transaction, writes what others shall know of it: its audit entries, its
 * notifications with their mails, its messages to Temporal. All of it, or nothing of the work either. At the end, since
 * whoever writes to the chain holds its tip until the commit, and nobody who holds the tip may wait for another lock.
 * @param orgId whose rows the transaction is bound to; null where there are none to write
 */
export async function withConsequences<T>(
  tx: Transaction,
  orgId: string | null,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const own: Collected = { orgId, audit: [], notifications: [], outbox: [] }
  collected.set(tx, own)
  const result = await work(tx)
  if (orgId !== null) await writeConsequences(tx, orgId, own)
  return result
}

/** Where a transaction collects what it will write. @throws when it was not begun in a way that writes it */
export function consequencesOf(tx: Transaction, orgId: string): Consequences {
  const own = collected.get(tx)
  if (!own) throw new Error('nobody would write what comes of this transaction: begin it with transact')
  if (own.orgId !== orgId) throw new Error('the transaction is bound to another organization')
  return own
}
