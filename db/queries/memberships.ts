import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { memberships } from '#db/schema/index.ts'

export type MembershipRow = typeof memberships.$inferSelect

/** The active members among the given ids; whoever is missing is not one. */
export const activeMembers = (tx: Transaction, orgId: string, ids: string[]): Promise<MembershipRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(memberships)
        .where(and(eq(memberships.orgId, orgId), eq(memberships.status, 'active'), inArray(memberships.id, ids)))

/** Everybody who is or was a member, as the planner of rounds wants to see them. */
export const allMembers = (tx: Transaction, orgId: string): Promise<MembershipRow[]> =>
  tx.select().from(memberships).where(eq(memberships.orgId, orgId)).orderBy(memberships.name, memberships.id)
