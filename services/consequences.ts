import { type Binding, type Database, type Transaction, withActor } from '#db/client.ts'
import { type Consequences, conclusion } from '#db/queries/consequences.ts'

const collected = new WeakMap<Transaction, Consequences>()

const begin = (orgId: string | null): Consequences => ({ orgId, audit: [], notifications: [], outbox: [] })

/**
 * Runs work in a transaction, and writes with its commit what others shall know of it: its audit entries, its
 * notifications with their mails, its messages to Temporal. All of it, or nothing of the work either. With the commit,
 * since whoever writes to the audit chain holds its tip, for which every other writer of the organization waits.
 */
export function withConsequences<T>(db: Database, binding: Binding, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const own = begin(binding.orgId)
  const collecting = (tx: Transaction) => {
    collected.set(tx, own)
    return work(tx)
  }
  return withActor(db, binding, collecting, () => conclusion(own))
}

/** Runs work as a part of a transaction, to be undone by itself: of what fails nothing is told either. */
export function asPart<T>(tx: Transaction, work: (part: Transaction) => Promise<T>): Promise<T> {
  return tx.transaction(async (part) => {
    const whole = collected.get(tx)
    const own = begin(whole?.orgId ?? null)
    collected.set(part, own)
    const result = await work(part)
    whole?.audit.push(...own.audit)
    whole?.notifications.push(...own.notifications)
    whole?.outbox.push(...own.outbox)
    return result
  })
}

/** Where a transaction collects what it will write. @throws when it was not begun in a way that writes it */
export function consequencesOf(tx: Transaction, orgId: string): Consequences {
  const own = collected.get(tx)
  if (!own) throw new Error('nobody would write what comes of this transaction: begin it with transact')
  if (own.orgId !== orgId) throw new Error('the transaction is bound to another organization')
  return own
}
