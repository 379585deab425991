import { and, arrayOverlaps, eq, inArray, or, sql } from 'drizzle-orm'
import { type AnyPgColumn, alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { memberships, organizations } from '#db/schema/index.ts'
import { POSITION_OF_ADMINS } from '#domain/members/position.ts'
import type { Role } from '#domain/roles.ts'

export type MembershipRow = typeof memberships.$inferSelect

/** A member's own time zone, or that of their organization. */
export const timeZoneOfMember = sql<string>`coalesce(${memberships.timeZone}, ${organizations.timeZone})`

/** The position of a member as it is shown. Says the same as `shownPosition` of domain/members/position.ts. */
export const positionOf = (member: { positionTitle: AnyPgColumn; roles: AnyPgColumn }) =>
  sql<
    string | null
  >`coalesce(${member.positionTitle}, case when 'admin' = any(${member.roles}) then ${sql.raw(`'${POSITION_OF_ADMINS}'`)} end)`

/** Members by their ids, whether or not they still are. */
export const membersByIds = (tx: Transaction, orgId: string, ids: string[]): Promise<MembershipRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select()
        .from(memberships)
        .where(and(eq(memberships.orgId, orgId), inArray(memberships.id, ids)))

/** What people are called, those who have left too. */
export async function memberNames(tx: Transaction, orgId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: memberships.id, name: memberships.name })
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), sql`${memberships.id} = any(${sql.param(ids)}::uuid[])`))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export interface Wanted {
  ids: readonly string[]
  roles: readonly Role[]
  /** With them comes their manager. */
  ownerId?: string
}

/** The named, the holders of any of the roles, and an owner with their manager, whether or not they still are members. */
export function membersWanted(
  tx: Transaction,
  orgId: string,
  { ids, roles, ownerId }: Wanted,
): Promise<MembershipRow[]> {
  const owner = alias(memberships, 'owner')
  const manager = tx
    .select({ id: owner.managerId })
    .from(owner)
    .where(and(eq(owner.orgId, orgId), eq(owner.id, ownerId ?? orgId)))
  return tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        or(
          inArray(memberships.id, ownerId ? [...ids, ownerId] : [...ids]),
          arrayOverlaps(memberships.roles, [...roles]),
          ownerId ? inArray(memberships.id, manager) : undefined,
        ),
      ),
    )
    .orderBy(memberships.name, memberships.id)
}
