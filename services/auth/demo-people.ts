import { and, eq } from 'drizzle-orm'
import { type Database, withActor } from '#db/client.ts'
import { memberships, organizations, users } from '#db/schema/index.ts'

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
  const people = await db.select().from(users).where(eq(users.isDemo, true)).orderBy(users.createdAt, users.id)
  const shown: DemoPerson[] = []
  for (const { id, name, email } of people) {
    const [membership] = await withActor(db, { orgId: null, userId: id }, (tx) =>
      tx
        .select({
          position: memberships.positionTitle,
          roles: memberships.roles,
          organization: organizations.name,
        })
        .from(memberships)
        .innerJoin(organizations, eq(organizations.id, memberships.orgId))
        .where(and(eq(memberships.userId, id), eq(memberships.status, 'active')))
        .orderBy(memberships.createdAt)
        .limit(1),
    )
    if (membership) shown.push({ name, email, ...membership })
  }
  return shown
}
