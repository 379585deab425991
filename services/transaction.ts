import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from 'pino'
import type { Binding, Database, Transaction } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditKey } from './audit/checkpoint.ts'
import { savepoint, withPendingEffects } from './pending-effects.ts'
import type { Clock, Ids, Images, ObjectStore, Texts } from './ports.ts'

/** What every service needs to work. */
export interface Deps {
  db: Database
  clock: Clock
  ids: Ids
  objects: ObjectStore
  images: Images
  /** The keys of audit checkpoints: the first signs, all of them verify. None: nothing is signed. */
  auditKeys: readonly AuditKey[]
  texts: Texts
  /** Where links in mails point to: scheme and host, no slash at the end. */
  publicUrl: string
  log: Logger
}

type Whose = Pick<Actor, 'orgId' | 'userId'>
type Work<T> = (tx: Transaction) => Promise<T>
/** Runs a use case inside the transaction around it; null: it has one of its own. */
type Joined = <T>(binding: Binding, work: Work<T>) => Promise<T> | null
const around = new AsyncLocalStorage<Joined>()

/**
 * A service's transaction, bound to an organization and a person: those of the actor, or what somebody is bound to who is no
 * member yet. Its pending effects are written with the commit. Inside `joinTransaction` it becomes a savepoint of that
 * transaction.
 */
export const transact = <T>(deps: Pick<Deps, 'db' | 'ids'>, { orgId, userId }: Binding, work: Work<T>): Promise<T> =>
  around.getStore()?.({ orgId, userId }, work) ?? withPendingEffects(deps, { orgId, userId }, work)

/**
 * Runs use cases one after the other inside one transaction: all of them take place, or none. An error undoes only the
 * work of this call, and the transaction stays usable.
 */
export const joinTransaction = <T>(tx: Transaction, whose: Whose, work: () => Promise<T>): Promise<T> =>
  savepoint(tx, (part) =>
    around.run(
      ({ orgId, userId }, inside) =>
        orgId === whose.orgId && userId === whose.userId ? savepoint(part, inside) : null,
      work,
    ),
  )

/**
 * Runs the use cases of several people of one organization inside one transaction, which is bound to no person. It is lost
 * with the first error: nothing is undone by itself, so nothing may go on after it.
 */
export const shareTransaction = <T>(tx: Transaction, orgId: string, work: () => Promise<T>): Promise<T> =>
  around.run((binding, inside) => (binding.orgId === orgId ? inside(tx) : null), work)

/** The membership that acts. @throws for the system, which has none */
export function memberOf(actor: Actor): string {
  if (actor.membershipId === null) throw new Error('this use case is for people, not for the system')
  return actor.membershipId
}
