import { and, asc, count, eq, ilike, inArray, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { memberships, organizations } from '#db/schema/index.ts'
import { type MembershipRow, positionOf } from './memberships.ts'

export type { MembershipRow }
/** One of a person's organizations with what they are in it; the transaction is bound to the person, not yet to an organization. */
export async function findOwnMembership(tx: Transaction, userId: string, slug: string) {
  const [row] = await tx
    .select({ membership: memberships, organization: organizations })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.orgId))
    .where(and(eq(memberships.userId, userId), eq(memberships.status, 'active'), eq(organizations.slug, slug)))
  return row ?? null
}

/** All organizations of a person, by name. */
export const listOwnOrganizations = (tx: Transaction, userId: string) =>
  tx
    .select({ slug: organizations.slug, name: organizations.name, type: organizations.type })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.orgId))
    .where(and(eq(memberships.userId, userId), eq(memberships.status, 'active')))
    .orderBy(asc(organizations.name))

/** The organization in which a person has been a member for the longest time, with what they are in it; or null. */
export async function firstMembership(tx: Transaction, userId: string) {
  const [row] = await tx
    .select({ position: memberships.positionTitle, roles: memberships.roles, organization: organizations.name })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.orgId))
    .where(and(eq(memberships.userId, userId), eq(memberships.status, 'active')))
    .orderBy(memberships.createdAt)
    .limit(1)
  return row ?? null
}

/** Words as they stand, where a pattern is meant. */
const escaped = (words: string): string => words.replace(/[\\%_]/g, '\\$&')

/** Active members whose name, address or position holds the words; all of them for null. */
function active(orgId: string, q: string | null) {
  const pattern = q ? `%${escaped(q)}%` : null
  return and(
    eq(memberships.orgId, orgId),
    eq(memberships.status, 'active'),
    pattern
      ? or(
          ilike(memberships.name, pattern),
          ilike(memberships.email, pattern),
          ilike(memberships.positionTitle, pattern),
        )
      : undefined,
  )
}

export interface MemberPage extends PageOfRows {
  q: string | null
}

/** Active members with their manager's name, by name. */
export function listMembers(tx: Transaction, orgId: string, { q, limit, offset, after }: MemberPage) {
  const manager = alias(memberships, 'manager')
  const last = alias(memberships, 'last')
  const place = tx
    .select({ name: last.name, id: last.id })
    .from(last)
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  return tx
    .select({ member: memberships, managerName: manager.name })
    .from(memberships)
    .leftJoin(manager, and(eq(manager.orgId, memberships.orgId), eq(manager.id, memberships.managerId)))
    .where(and(active(orgId, q), after ? sql`(${memberships.name}, ${memberships.id}) > (${place})` : undefined))
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit)
    .offset(offset)
}

export const countMembers = (tx: Transaction, orgId: string, q: string | null): Promise<number> =>
  tx.$count(memberships, active(orgId, q))

const CHOICE = {
  id: memberships.id,
  name: memberships.name,
  email: memberships.email,
  positionTitle: positionOf(memberships).as('position_title'),
  roles: memberships.roles,
}

export interface Choosing {
  q: string | null
  /** Those with one of these roles stand before the others. */
  rolesFirst: readonly string[]
  limit: number
  /** Given wherever their names stand. */
  chosen: string[]
}

/**
 * Who is offered in a pick list, each with their place in the whole of it, from 1: who is called exactly as was typed,
 * then whose name begins so, then the others. One statement, and one row too many when there are more than the limit.
 */
export function listChoices(tx: Transaction, orgId: string, { q, rolesFirst, limit, chosen }: Choosing) {
  const order: SQL[] = []
  if (q !== null) {
    const exact = or(
      eq(sql`lower(${memberships.name})`, q.toLowerCase()),
      eq(sql`lower(${memberships.email})`, q.toLowerCase()),
    )
    order.push(sql`(${exact}) desc`, sql`(${ilike(memberships.name, `${escaped(q)}%`)}) desc`)
  }
  if (rolesFirst.length > 0) order.push(sql`(${memberships.roles} && ${sql.param(rolesFirst, memberships.roles)}) desc`)
  order.push(asc(memberships.name), asc(memberships.id))
  const place = sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.mapWith(Number).as('place')
  const placed = tx
    .select({ ...CHOICE, place })
    .from(memberships)
    .where(active(orgId, q))
    .as('placed')
  return tx
    .select()
    .from(placed)
    .where(or(lte(placed.place, limit + 1), inArray(placed.id, chosen)))
    .orderBy(asc(placed.place))
}

/** The active ones among these, in no order. */
export const findActive = (tx: Transaction, orgId: string, ids: string[]) =>
  tx
    .select(CHOICE)
    .from(memberships)
    .where(and(active(orgId, null), inArray(memberships.id, ids)))

/**
 * A member, locked until the end of the transaction; removed ones too. Not against references (`no key update`): whoever
 * notifies this member while holding a document need not wait for us, who may want that document.
 */
export async function lockMember(tx: Transaction, orgId: string, id: string): Promise<MembershipRow | null> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, id)))
    .for('no key update')
  return row ?? null
}

/** The membership of a person in the bound organization, whatever its status. */
export async function findMemberOfUser(tx: Transaction, orgId: string, userId: string): Promise<MembershipRow | null> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.userId, userId)))
  return row ?? null
}

/** The active member with an address, if there is one. */
export async function findMemberByEmail(tx: Transaction, orgId: string, email: string): Promise<MembershipRow | null> {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        eq(sql`lower(${memberships.email})`, email.toLowerCase()),
        eq(memberships.status, 'active'),
      ),
    )
  return row ?? null
}

/** How many active admins there would be without this member. */
export async function countOtherAdmins(tx: Transaction, orgId: string, membershipId: string): Promise<number> {
  const [row] = await tx
    .select({ admins: count() })
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        eq(memberships.status, 'active'),
        ne(memberships.id, membershipId),
        sql`'admin' = any(${memberships.roles})`,
      ),
    )
  return row?.admins ?? 0
}

/** Active members that hold one of the roles, longest-serving first. */
export const membersWithRole = (tx: Transaction, orgId: string, roles: string[]): Promise<MembershipRow[]> =>
  tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        eq(memberships.status, 'active'),
        sql`${memberships.roles} && ${sql.param(roles, memberships.roles)}`,
      ),
    )
    .orderBy(asc(memberships.createdAt), asc(memberships.id))

export async function insertMember(
  tx: Transaction,
  values: typeof memberships.$inferInsert,
): Promise<MembershipRow | null> {
  const [row] = await tx
    .insert(memberships)
    .values({ changedAt: values.createdAt, ...values })
    .onConflictDoNothing()
    .returning()
  return row ?? null
}

export async function updateMember(
  tx: Transaction,
  orgId: string,
  id: string,
  values: Partial<Omit<typeof memberships.$inferInsert, 'orgId' | 'id' | 'userId' | 'changedAt'>>,
  at: Date,
): Promise<void> {
  await tx
    .update(memberships)
    .set({ ...values, changedAt: at })
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, id)))
}

/** Those who reported to someone who leaves report to whom that one reported to. */
export async function moveReports(tx: Transaction, orgId: string, from: string, to: string | null): Promise<void> {
  await tx
    .update(memberships)
    .set({ managerId: to })
    .where(and(eq(memberships.orgId, orgId), eq(memberships.managerId, from)))
}

/** Who reports to whom, to refuse circles. */
export const listManagers = (tx: Transaction, orgId: string, ids?: string[]) =>
  tx
    .select({ id: memberships.id, managerId: memberships.managerId })
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), ids ? inArray(memberships.id, ids) : undefined))
