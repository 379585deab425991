import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { departments, memberships } from '#db/schema/index.ts'

export type DepartmentRow = typeof departments.$inferSelect

const open = (orgId: string): SQL | undefined => and(eq(departments.orgId, orgId), isNull(departments.retiredAt))

/** How many departments there are that are not retired. */
export const countDepartments = (tx: Transaction, orgId: string): Promise<number> => tx.$count(departments, open(orgId))

/** Departments that are not retired, by name, each with its head and how many active members it has itself. */
export function listDepartments(tx: Transaction, orgId: string, { limit, offset, after }: PageOfRows) {
  const head = alias(memberships, 'head')
  const last = alias(departments, 'last')
  const place = tx
    .select({ name: last.name, id: last.id })
    .from(last)
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  const members = tx.$count(
    memberships,
    and(
      eq(memberships.orgId, departments.orgId),
      eq(memberships.departmentId, departments.id),
      eq(memberships.status, 'active'),
    ),
  )
  return tx
    .select({ department: departments, headName: head.name, members })
    .from(departments)
    .leftJoin(head, and(eq(head.orgId, departments.orgId), eq(head.id, departments.headId)))
    .where(and(open(orgId), after ? sql`(${departments.name}, ${departments.id}) > (${place})` : undefined))
    .orderBy(asc(departments.name), asc(departments.id))
    .limit(limit)
    .offset(offset)
}

/** A department, retired or not. */
export async function findDepartment(tx: Transaction, orgId: string, id: string): Promise<DepartmentRow | null> {
  const [row] = await tx
    .select()
    .from(departments)
    .where(and(eq(departments.orgId, orgId), eq(departments.id, id)))
  return row ?? null
}

/** The department that goes by a name now, in capitals or not. */
export async function findDepartmentByName(tx: Transaction, orgId: string, name: string) {
  const [row] = await tx
    .select()
    .from(departments)
    .where(and(open(orgId), eq(sql`lower(${departments.name})`, name.toLowerCase())))
  return row ?? null
}

/** Each department that is not retired, with the one above it. */
export const departmentPlaces = (tx: Transaction, orgId: string) =>
  tx.select({ id: departments.id, parentId: departments.parentId }).from(departments).where(open(orgId))

/** Adds a department. */
export async function insertDepartment(
  tx: Transaction,
  values: typeof departments.$inferInsert,
): Promise<DepartmentRow> {
  const [row] = await tx.insert(departments).values(values).returning()
  if (!row) throw new Error('the department was not stored')
  return row
}

/** Changes a department that exists. */
export async function updateDepartment(
  tx: Transaction,
  { orgId, id }: DepartmentRow,
  changes: Partial<Pick<DepartmentRow, 'name' | 'parentId' | 'headId' | 'retiredAt'>>,
  at: Date,
): Promise<DepartmentRow> {
  const [row] = await tx
    .update(departments)
    .set({ ...changes, changedAt: at })
    .where(and(eq(departments.orgId, orgId), eq(departments.id, id)))
    .returning()
  if (!row) throw new Error('the department is gone')
  return row
}

/** What hangs on a department: active members, and departments right below it. */
export async function hangingOn(tx: Transaction, { orgId, id }: DepartmentRow) {
  const member = and(eq(memberships.orgId, orgId), eq(memberships.departmentId, id), eq(memberships.status, 'active'))
  return {
    members: await tx.$count(memberships, member),
    departments: await tx.$count(departments, and(open(orgId), eq(departments.parentId, id))),
  }
}

/** Moves all that hangs on a department to another. */
export async function moveAll(tx: Transaction, from: DepartmentRow, to: DepartmentRow, at: Date): Promise<void> {
  await tx
    .update(memberships)
    .set({ departmentId: to.id, changedAt: at })
    .where(and(eq(memberships.orgId, from.orgId), eq(memberships.departmentId, from.id)))
  await tx
    .update(departments)
    .set({ parentId: to.id, changedAt: at })
    .where(and(eq(departments.orgId, from.orgId), eq(departments.parentId, from.id)))
}
