import { and, countDistinct, desc, eq, gt, isNull, type SQL } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { approvalDefinitions } from '#db/schema/index.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'

export type DefinitionRow = typeof approvalDefinitions.$inferSelect

const { orgId: ofOrg, id: itsId, familyId, version, type, isDefault, retiredAt } = approvalDefinitions

const listed = (orgId: string, retired: boolean): SQL | undefined =>
  and(eq(ofOrg, orgId), retired ? undefined : isNull(retiredAt))

/** How many families there are. @param retired also those of which every version is retired */
export async function countFamilies(tx: Transaction, orgId: string, retired: boolean): Promise<number> {
  const [row] = await tx
    .select({ families: countDistinct(familyId) })
    .from(approvalDefinitions)
    .where(listed(orgId, retired))
  return row?.families ?? 0
}

/** The newest version of each family, in the order in which the families came to be. */
export function listNewest(tx: Transaction, orgId: string, retired: boolean, { limit, offset, after }: PageOfRows) {
  const last = tx
    .select({ familyId })
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(itsId, after ?? orgId)))
  return tx
    .selectDistinctOn([familyId])
    .from(approvalDefinitions)
    .where(and(listed(orgId, retired), after ? gt(familyId, last) : undefined))
    .orderBy(familyId, desc(version))
    .limit(limit)
    .offset(offset)
}

/** A definition, whatever its state. @param lock until the end of the transaction */
export async function findDefinition(
  tx: Transaction,
  orgId: string,
  id: string,
  lock = false,
): Promise<DefinitionRow | null> {
  const query = tx
    .select()
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(itsId, id)))
  const [row] = await (lock ? query.for('update') : query)
  return row ?? null
}

/** A definition by which something may be begun: of this type and not retired. By its id, or the default one. */
export async function findUsable(
  tx: Transaction,
  orgId: string,
  ofType: ApprovalType,
  which: { id: string } | 'default',
): Promise<DefinitionRow | null> {
  const chosen = which === 'default' ? eq(isDefault, true) : eq(itsId, which.id)
  const [row] = await tx
    .select()
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(type, ofType), isNull(retiredAt), chosen))
  return row ?? null
}

/** All of them, in one order: two people who choose a default at once wait for one another instead of crossing. */
export async function lockDefinitions(tx: Transaction, orgId: string): Promise<void> {
  await tx.select({ id: itsId }).from(approvalDefinitions).where(eq(ofOrg, orgId)).orderBy(itsId).for('update')
}

export async function forgetDefault(tx: Transaction, orgId: string, ofType: ApprovalType): Promise<void> {
  await tx
    .update(approvalDefinitions)
    .set({ isDefault: false })
    .where(and(eq(ofOrg, orgId), eq(type, ofType)))
}

export async function insertDefinition(
  tx: Transaction,
  values: typeof approvalDefinitions.$inferInsert,
): Promise<DefinitionRow> {
  const [row] = await tx.insert(approvalDefinitions).values(values).returning()
  if (!row) throw new Error('the definition was not stored')
  return row
}

/** Changes a definition that exists. */
export async function updateDefinition(
  tx: Transaction,
  { orgId, id }: DefinitionRow,
  changes: Partial<Pick<DefinitionRow, 'isDefault' | 'retiredAt'>>,
): Promise<DefinitionRow> {
  const [row] = await tx
    .update(approvalDefinitions)
    .set(changes)
    .where(and(eq(ofOrg, orgId), eq(itsId, id)))
    .returning()
  if (!row) throw new Error('the definition is gone')
  return row
}
