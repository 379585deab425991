import { type Database, withActor } from '#db/client.ts'
import { firstMembership } from '#db/queries/members.ts'
import { listDemoUsers } from '#db/queries/users.ts'

/** The password of every demo person, printed on the sign-in page. */
export const DEMO_PASSWORD = 'accord-demo'

export interface DemoPerson {
  name: string
  email: string
  position: string | null
  organization: string
  roles: string[]
}

/** Who can be tried out, with what they are in their first organization. */
export async function demoPeople(db: Database): Promise<DemoPerson[]> {
  const people = await listDemoUsers(db)
  const shown: DemoPerson[] = []
  for (const { id, name, email } of people) {
    const membership = await withActor(db, { orgId: null, userId: id }, (tx) => firstMembership(tx, id))
    if (membership) shown.push({ name, email, ...membership })
  }
  return shown
}
