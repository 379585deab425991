import { eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { organizations } from '#db/schema/index.ts'

export type OrganizationRow = typeof organizations.$inferSelect

/** Every organization by its address, for work that runs across all of them. */
export const listOrganizations = (tx: Transaction): Promise<Pick<OrganizationRow, 'id' | 'slug'>[]> =>
  tx.select({ id: organizations.id, slug: organizations.slug }).from(organizations).orderBy(organizations.slug)

/** The organization of the transaction, or null. */
export async function findOrganization(tx: Transaction, orgId: string): Promise<OrganizationRow | null> {
  const [row] = await tx.select().from(organizations).where(eq(organizations.id, orgId))
  return row ?? null
}

/** Locks the organization's row: changes of who is admin come one after the other, or two admins could remove each other at once. */
export async function lockOrganization(tx: Transaction, orgId: string): Promise<OrganizationRow | null> {
  const [row] = await tx.select().from(organizations).where(eq(organizations.id, orgId)).for('no key update')
  return row ?? null
}

/** Adds an organization. @returns whether its address was free */
export async function insertOrganization(tx: Transaction, values: typeof organizations.$inferInsert): Promise<boolean> {
  const { rowCount } = await tx.insert(organizations).values(values).onConflictDoNothing()
  return rowCount === 1
}

/** Changes columns of the organization. @returns the row afterwards */
export async function updateOrganization(
  tx: Transaction,
  orgId: string,
  values: Partial<typeof organizations.$inferInsert>,
): Promise<OrganizationRow | null> {
  const [row] = await tx.update(organizations).set(values).where(eq(organizations.id, orgId)).returning()
  return row ?? null
}
