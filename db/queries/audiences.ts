import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { departments, groupMembers, groups, memberships } from '#db/schema/index.ts'
import { type AudiencePart, namedInAudience, type Standing } from '#domain/audiences/audience.ts'

/** When an audience is asked for: `now` reads what is, a moment reads what was then. */
export type Moment = 'now' | Date

/** Whether an interval of a table, by its short name, holds a moment. */
const holds = (table: 'p' | 'g' | 'd', at: Date): SQL => {
  const t = sql.raw(table)
  return sql`${t}.valid_from <= ${at.toISOString()} and (${t}.valid_until is null or ${t}.valid_until > ${at.toISOString()})`
}

const uuids = (ids: readonly string[]): SQL => sql`${sql.param([...ids])}::uuid[]`

/** Active members, with their roles and department, as a table `m`. */
const people = (orgId: string, at: Moment): SQL =>
  at === 'now'
    ? sql`(select id, roles, department_id from memberships where org_id = ${orgId} and status = 'active') m`
    : sql`(select p.membership_id as id, p.roles, p.department_id from membership_periods p
           where p.org_id = ${orgId} and p.status = 'active' and ${holds('p', at)}) m`

/** The departments with these ids, and all below them. */
const below = (orgId: string, ids: readonly string[], at: Moment): SQL => {
  const children =
    at === 'now'
      ? sql`select d.id from departments d join tree on d.org_id = ${orgId} and d.parent_id = tree.id`
      : sql`select d.department_id from department_periods d join tree on d.org_id = ${orgId} and d.parent_id = tree.id
            where ${holds('d', at)}`
  return sql`with recursive tree(id) as (select unnest(${uuids(ids)}) union ${children}) select id from tree`
}

const inGroups = (orgId: string, ids: readonly string[], at: Moment): SQL =>
  sql`select g.membership_id from group_members g where g.org_id = ${orgId} and g.group_id = any(${uuids(ids)})
      and ${at === 'now' ? sql`g.valid_until is null` : holds('g', at)}`

/**
 * The ids of an audience's members, as a query to select from or to insert from: everybody once, in one statement, however
 * many they are. Says the same as `isInAudience` of domain/audiences/audience.ts.
 */
export function membersIn(orgId: string, audience: readonly AudiencePart[], at: Moment = 'now'): SQL {
  const { everyone, roles, groupIds, departmentIds, membershipIds } = namedInAudience(audience)
  const parts: SQL[] = []
  if (everyone) parts.push(sql`true`)
  if (roles.length > 0) parts.push(sql`m.roles && ${sql.param(roles)}::text[]`)
  if (membershipIds.length > 0) parts.push(sql`m.id = any(${uuids(membershipIds)})`)
  if (departmentIds.length > 0) parts.push(sql`m.department_id in (${below(orgId, departmentIds, at)})`)
  if (groupIds.length > 0) parts.push(sql`m.id in (${inGroups(orgId, groupIds, at)})`)
  const any = parts.length === 0 ? sql`false` : sql.join(parts, sql` or `)
  return sql`select m.id from ${people(orgId, at)} where ${any}`
}

/** An audience's members by name, at a moment or now, with what they are called today. */
export function listAudience(
  tx: Transaction,
  orgId: string,
  audience: readonly AudiencePart[],
  at: Moment,
  { limit, offset, after }: PageOfRows,
) {
  const last = alias(memberships, 'last')
  const place = tx
    .select({ name: last.name, id: last.id })
    .from(last)
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  return tx
    .select({
      id: memberships.id,
      name: memberships.name,
      email: memberships.email,
      positionTitle: memberships.positionTitle,
      roles: memberships.roles,
    })
    .from(memberships)
    .where(
      and(
        eq(memberships.orgId, orgId),
        sql`${memberships.id} in (${membersIn(orgId, audience, at)})`,
        after ? sql`(${memberships.name}, ${memberships.id}) > (${place})` : undefined,
      ),
    )
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit)
    .offset(offset)
}

/** How many people an audience has, at a moment or now. */
export async function countAudience(
  tx: Transaction,
  orgId: string,
  audience: readonly AudiencePart[],
  at: Moment = 'now',
): Promise<number> {
  const { rows } = await tx.execute<{ people: number }>(
    sql`select count(*)::int as people from (${membersIn(orgId, audience, at)}) found`,
  )
  return rows[0]?.people ?? 0
}

/**
 * Where a member stands, at a moment or now: for `isInAudience`, which says of many audiences at once whether the person is
 * in them. Null for who was no active member.
 */
export async function standingOf(
  tx: Transaction,
  orgId: string,
  membershipId: string,
  at: Moment = 'now',
): Promise<Standing | null> {
  const above =
    at === 'now'
      ? sql`select d.parent_id from departments d join above on d.org_id = ${orgId} and d.id = above.id`
      : sql`select d.parent_id from department_periods d join above on d.org_id = ${orgId} and d.department_id = above.id
            where ${holds('d', at)}`
  const open = at === 'now' ? sql`g.valid_until is null` : holds('g', at)
  const { rows } = await tx.execute<{ roles: string[]; groupIds: string[]; departmentIds: string[] }>(sql`
    select m.roles,
      array(select g.group_id::text from group_members g
        where g.org_id = ${orgId} and g.membership_id = m.id and ${open} order by 1) as "groupIds",
      array(with recursive above(id) as (select m.department_id union ${above})
        select id::text from above where id is not null) as "departmentIds"
    from ${people(orgId, at)} where m.id = ${membershipId}`)
  const [row] = rows
  return row ? { membershipId, active: true, ...row } : null
}

/** Which of these groups and departments are there and not retired. */
export async function openPlaces(tx: Transaction, orgId: string, ids: { groups: string[]; departments: string[] }) {
  const found = async (table: typeof groups | typeof departments, wanted: string[]) => {
    if (wanted.length === 0) return new Set<string>()
    const rows = await tx
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.orgId, orgId), sql`${table.id} = any(${uuids(wanted)})`, isNull(table.retiredAt)))
    return new Set(rows.map(({ id }) => id))
  }
  return { groups: await found(groups, ids.groups), departments: await found(departments, ids.departments) }
}

/** Who is in which of these groups now. */
export const membersOfGroups = (tx: Transaction, orgId: string, groupIds: readonly string[]) =>
  groupIds.length === 0
    ? Promise.resolve([])
    : tx
        .select({ groupId: groupMembers.groupId, membershipId: groupMembers.membershipId })
        .from(groupMembers)
        .where(
          and(
            eq(groupMembers.orgId, orgId),
            sql`${groupMembers.groupId} = any(${uuids(groupIds)})`,
            isNull(groupMembers.until),
          ),
        )
