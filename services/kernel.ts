import type { Logger } from 'pino'
import { type Database, type Transaction, withActor } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
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

/** A service's transaction: bound to the actor's organization and person. */
export const transact = <T>(deps: Deps, actor: Actor, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  withActor(deps.db, actor, work)

/** The membership that acts. The system has none; use cases of people ask for it here. */
export function memberOf(actor: Actor): string {
  if (actor.membershipId === null) throw new Error('this use case is for people, not for the system')
  return actor.membershipId
}
