import { withActor } from '#db/client.ts'
import { rightsHold } from '#db/queries/sessions.ts'
import type { Actor } from '#domain/actor.ts'
import { type Deps, memberOf } from '../transaction.ts'

/** The rights with which a page opened its stream. */
export interface PageRights {
  actor: Actor
  /** The session it was opened with. */
  sessionId: string
}

/** Asks the database whether the rights of a page are still what they were. */
export const rightsOf =
  ({ db, clock }: Pick<Deps, 'db' | 'clock'>) =>
  ({ actor, sessionId }: PageRights): Promise<boolean> =>
    withActor(db, actor, (tx) =>
      rightsHold(tx, { sessionId, orgId: actor.orgId, membershipId: memberOf(actor), roles: actor.roles }, clock.now()),
    )
