import type { Transaction } from '#db/client.ts'
import type { Ids } from './ports.ts'

const sources = new WeakMap<Transaction, Ids>()

/** Says where a transaction takes the ids of its new rows from. */
export const takeIdsFrom = (tx: Transaction, ids: Ids): void => void sources.set(tx, ids)

/** Where a transaction takes its ids from. @throws when it was not begun by `transact`, which says so */
export function idsOf(tx: Transaction): Ids {
  const ids = sources.get(tx)
  if (!ids) throw new Error('nothing says where the ids of this transaction come from: begin it with transact')
  return ids
}

/** The id of a row that this transaction adds. */
export const newId = (tx: Transaction): string => idsOf(tx).next()
