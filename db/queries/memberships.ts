import { and, arrayContains, eq, inArray, or } from 'drizzle-orm'
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

/** Members by their ids, whether or not they still are. */
export const members = (tx: Transaction, orgId: string, ids: string[]): Promise<MembershipRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(memberships)
        .where(and(eq(memberships.orgId, orgId), inArray(memberships.id, ids)))

/** Whom a step may ask: those it names, and the compliance managers, who stand in for them. */
export const possibleSigners = (tx: Transaction, orgId: string, named: string[]): Promise<MembershipRow[]> =>
  tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        or(inArray(memberships.id, named), arrayContains(memberships.roles, ['compliance_manager'])),
      ),
    )
    .orderBy(memberships.name, memberships.id)

/** Everybody who is or was a member, as the planner of rounds wants to see them. */
export const allMembers = (tx: Transaction, orgId: string): Promise<MembershipRow[]> =>
  tx.select().from(memberships).where(eq(memberships.orgId, orgId)).orderBy(memberships.name, memberships.id)
