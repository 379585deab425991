import { and, asc, eq, gt, inArray, isNull, lte, max, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { groupMembers, groups, memberships } from '#db/schema/index.ts'

export type GroupRow = typeof groups.$inferSelect

const isOpen = isNull(groupMembers.until)
const ofGroup = (orgId: string, groupId: string): SQL | undefined =>
  and(eq(groupMembers.orgId, orgId), eq(groupMembers.groupId, groupId))

const listed = (orgId: string, retired: boolean): SQL | undefined =>
  and(eq(groups.orgId, orgId), retired ? undefined : isNull(groups.retiredAt))

/** How many groups there are. @param retired also those that are retired */
export const countGroups = (tx: Transaction, orgId: string, retired: boolean): Promise<number> =>
  tx.$count(groups, listed(orgId, retired))

/** Groups by name, each with how many are in it now. */
export function listGroups(tx: Transaction, orgId: string, retired: boolean, { limit, offset, after }: PageOfRows) {
  const last = alias(groups, 'last')
  const place = tx
    .select({ name: last.name, id: last.id })
    .from(last)
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  const members = tx.$count(
    groupMembers,
    and(eq(groupMembers.orgId, groups.orgId), eq(groupMembers.groupId, groups.id), isOpen),
  )
  return tx
    .select({ group: groups, members })
    .from(groups)
    .where(and(listed(orgId, retired), after ? sql`(${groups.name}, ${groups.id}) > (${place})` : undefined))
    .orderBy(asc(groups.name), asc(groups.id))
    .limit(limit)
    .offset(offset)
}

/**
 * A group, retired or not.
 * @param lock until the end of the transaction: `share` while people are added, so that it is not retired meanwhile
 */
export async function findGroup(
  tx: Transaction,
  orgId: string,
  id: string,
  lock?: 'share' | 'update',
): Promise<GroupRow | null> {
  const query = tx
    .select()
    .from(groups)
    .where(and(eq(groups.orgId, orgId), eq(groups.id, id)))
  const [row] = await (lock ? query.for(lock) : query)
  return row ?? null
}

/**
 * What groups are called, by their ids.
 * @param lock until the end of the transaction, so that none of them is retired meanwhile; then retired ones are left out
 */
export async function groupNames(
  tx: Transaction,
  orgId: string,
  ids: readonly string[],
  lock?: 'share',
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const query = tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(and(eq(groups.orgId, orgId), inArray(groups.id, [...ids]), lock ? isNull(groups.retiredAt) : undefined))
    .orderBy(asc(groups.id))
  const rows = await (lock ? query.for(lock) : query)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The group that goes by a name now, in capitals or not. */
export async function findGroupByName(tx: Transaction, orgId: string, name: string): Promise<GroupRow | null> {
  const [row] = await tx
    .select()
    .from(groups)
    .where(and(listed(orgId, false), eq(sql`lower(${groups.name})`, name.toLowerCase())))
  return row ?? null
}

/** Adds a group. */
export async function insertGroup(tx: Transaction, values: typeof groups.$inferInsert): Promise<GroupRow> {
  const [row] = await tx.insert(groups).values(values).returning()
  if (!row) throw new Error('the group was not stored')
  return row
}

/** Changes a group that exists. Whoever is in it when it is retired leaves it: a trigger ends their intervals. */
export async function updateGroup(
  tx: Transaction,
  { orgId, id }: GroupRow,
  changes: Partial<Pick<GroupRow, 'name' | 'description' | 'retiredAt'>>,
): Promise<GroupRow> {
  const [row] = await tx
    .update(groups)
    .set(changes)
    .where(and(eq(groups.orgId, orgId), eq(groups.id, id)))
    .returning()
  if (!row) throw new Error('the group is gone')
  return row
}

/** Which intervals of a group: of those who are in it now, who were at a moment, or all there ever were. */
export type GroupMoment = 'now' | 'ever' | Date

function at(moment: GroupMoment): SQL | undefined {
  if (moment === 'ever') return undefined
  if (moment === 'now') return isOpen
  return and(lte(groupMembers.from, moment), or(isOpen, gt(groupMembers.until, moment)))
}

/** How many intervals there are, as `listGroupMembers` lists them. */
export const countGroupMembers = (tx: Transaction, orgId: string, groupId: string, moment: GroupMoment) =>
  tx.$count(groupMembers, and(ofGroup(orgId, groupId), at(moment)))

/** Who is or was in a group and since when, by name; the latest interval of a person first. */
export function listGroupMembers(
  tx: Transaction,
  orgId: string,
  groupId: string,
  moment: GroupMoment,
  { limit, offset, after }: PageOfRows,
) {
  const [last, lastMember] = [alias(groupMembers, 'last'), alias(memberships, 'last_member')]
  const place = tx
    .select({ name: lastMember.name, id: last.membershipId, row: last.id })
    .from(last)
    .innerJoin(lastMember, and(eq(lastMember.orgId, last.orgId), eq(lastMember.id, last.membershipId)))
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  return tx
    .select({
      id: groupMembers.id,
      membershipId: groupMembers.membershipId,
      name: memberships.name,
      email: memberships.email,
      positionTitle: memberships.positionTitle,
      from: groupMembers.from,
      until: groupMembers.until,
    })
    .from(groupMembers)
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, groupMembers.orgId), eq(memberships.id, groupMembers.membershipId)),
    )
    .where(
      and(
        ofGroup(orgId, groupId),
        at(moment),
        after ? sql`(${memberships.name}, ${memberships.id}, ${groupMembers.id}) > (${place})` : undefined,
      ),
    )
    .orderBy(asc(memberships.name), asc(memberships.id), asc(groupMembers.id))
    .limit(limit)
    .offset(offset)
}

/** Of these people, who is in a group now, and when those who are not left it last. */
export async function pastInGroup(tx: Transaction, orgId: string, groupId: string, ids: string[]) {
  const rows = await tx
    .select({
      id: groupMembers.membershipId,
      isIn: sql<boolean>`bool_or(${isOpen})`,
      leftAt: max(groupMembers.until),
    })
    .from(groupMembers)
    .where(and(ofGroup(orgId, groupId), inArray(groupMembers.membershipId, ids)))
    .groupBy(groupMembers.membershipId)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Adds people to a group. Who is in it already, or was added at the same time, stays as they are. @returns whom it added */
export async function insertGroupMembers(
  tx: Transaction,
  rows: (typeof groupMembers.$inferInsert)[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const added = await tx
    .insert(groupMembers)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: groupMembers.membershipId })
  return added.map(({ id }) => id)
}

/** Takes a person out of a group. @returns whether they were in it */
export async function endGroupMember(
  tx: Transaction,
  { orgId, id }: GroupRow,
  membershipId: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx
    .update(groupMembers)
    .set({ until: sql`greatest(${at.toISOString()}::timestamptz, ${groupMembers.from})` })
    .where(and(ofGroup(orgId, id), eq(groupMembers.membershipId, membershipId), isOpen))
  return rowCount === 1
}

/**
 * Active members by their ids or by their addresses in small letters, locked so that none of them is removed meanwhile; in
 * the order of ids, as every lock of several members.
 */
export function admittable(tx: Transaction, orgId: string, by: { ids: string[] } | { addresses: string[] }) {
  const address = sql<string>`lower(${memberships.email})`
  return tx
    .select({ id: memberships.id, name: memberships.name, email: address })
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        eq(memberships.status, 'active'),
        'ids' in by
          ? sql`${memberships.id} = any(${sql.param(by.ids)}::uuid[])`
          : sql`${address} = any(${sql.param(by.addresses)}::text[])`,
      ),
    )
    .orderBy(asc(memberships.id))
    .for('share')
}

/** The groups that a person is in now, by name. */
export const groupsOfMember = (tx: Transaction, orgId: string, membershipId: string) =>
  tx
    .select({ id: groups.id, name: groups.name, from: groupMembers.from })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.orgId, groupMembers.orgId), eq(groups.id, groupMembers.groupId)))
    .where(and(eq(groupMembers.orgId, orgId), eq(groupMembers.membershipId, membershipId), isOpen))
    .orderBy(asc(groups.name))
