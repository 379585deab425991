import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { findUserByEmail } from '#services/auth/users.ts'
import { testServices } from './factories.ts'

/** A person of the demo as the actor that pages would make of them, by their address: `ada@helix.example`. */
export async function demoActor(db: Database, email: string): Promise<Actor> {
  const user = await findUserByEmail(db, email)
  const slug = email.slice(email.indexOf('@') + 1, email.lastIndexOf('.'))
  const actor = user && (await testServices(db).organizations.actorFor(user.id, slug, { requestId: null, ip: null }))
  if (!actor) throw new Error(`nobody has the address ${email}`)
  return actor
}
