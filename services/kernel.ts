import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from 'pino'
import type { Binding, Database, Transaction } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { asPart, withConsequences } from './consequences.ts'
import type { Clock, ObjectStore } from './ports.ts'

/** What every service is made from. */
export interface Deps {
  db: Database
  clock: Clock
  objects: ObjectStore
  /** Where links in mails point to: scheme and host, no slash at the end. */
  publicUrl: string
  log: Logger
}

type Whose = Pick<Actor, 'orgId' | 'userId'>
const outer = new AsyncLocalStorage<{ tx: Transaction; whose: Whose }>()

/**
 * A service's transaction: bound to the actor's organization and person, and all that comes of it is written with its
 * commit. Inside `within` it is a part of that one.
 */
export function transact<T>(deps: Deps, actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const around = outer.getStore()
  const joins = around && around.whose.orgId === actor.orgId && around.whose.userId === actor.userId
  return joins ? asPart(around.tx, work) : transactAs(deps, actor, work)
}

/** The same for those who act before they are members: who found an organization, or join one. */
export const transactAs = <T>({ db }: Pick<Deps, 'db'>, binding: Binding, work: (tx: Transaction) => Promise<T>) =>
  withConsequences(db, binding, work)

/**
 * Runs use cases, one after the other, as parts of one transaction: all of them take place, or none. What they throw
 * undoes what they did, and leaves the transaction itself usable.
 */
export const within = <T>(tx: Transaction, whose: Whose, work: () => Promise<T>): Promise<T> =>
  asPart(tx, (part) => outer.run({ tx: part, whose }, work))

/** The membership that acts. The system has none; use cases of people ask for it here. */
export function memberOf(actor: Actor): string {
  if (actor.membershipId === null) throw new Error('this use case is for people, not for the system')
  return actor.membershipId
}
