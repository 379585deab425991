import { and, arrayContained, arrayContains, desc, eq, exists, gt, ne } from 'drizzle-orm'
import type { Database, Transaction } from '#db/client.ts'
import { sessions } from '#db/schema/auth.ts'
import { memberships } from '#db/schema/index.ts'
import type { Role } from '#domain/roles.ts'

export interface SessionRow {
  id: string
  userAgent: string | null
  ipAddress: string | null
  createdAt: Date
  expiresAt: Date
}

/** Where a person is signed in, newest first. Tokens stay in the table. */
export function listSessions(db: Database, userId: string, now: Date): Promise<SessionRow[]> {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ipAddress: sessions.ipAddress,
      createdAt: sessions.createdAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))
}

/** Ends one of a person's own sessions; another's stays, without a word. */
export async function revokeSession(db: Database, userId: string, sessionId: string): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), eq(sessions.id, sessionId)))
}

/** Ends all sessions of a person but the one given. @returns how many were ended */
export async function revokeOtherSessions(db: Database, userId: string, keptSessionId: string): Promise<number> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptSessionId)))
    .returning({ id: sessions.id })
  return ended.length
}

export interface Rights {
  sessionId: string
  orgId: string
  membershipId: string
  roles: readonly Role[]
}

/** Whether a session still is open, and its member still is active with the same roles. */
export async function rightsHold(
  tx: Transaction,
  { sessionId, orgId, membershipId, roles }: Rights,
  now: Date,
): Promise<boolean> {
  const member = tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        eq(memberships.id, membershipId),
        eq(memberships.status, 'active'),
        arrayContains(memberships.roles, [...roles]),
        arrayContained(memberships.roles, [...roles]),
      ),
    )
  const [row] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), gt(sessions.expiresAt, now), exists(member)))
  return row !== undefined
}
