import { and, count, countDistinct, desc, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { approvalDefaults, approvalDefinitions, approvalRounds } from '#db/schema/index.ts'
import type { DefaultScope } from '#domain/approvals/defaults.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'

export type DefinitionRow = typeof approvalDefinitions.$inferSelect

/** A definition with what it is the default of. */
export type DefinitionWithDefaults = DefinitionRow & { defaultFor: DefaultScope[] }

const { orgId: ofOrg, id: itsId, familyId, version, type, retiredAt } = approvalDefinitions

export interface Listed {
  /** Also those of which every version is retired. */
  retired: boolean
  /** Only these. */
  type?: ApprovalType
}

const listed = (orgId: string, { retired, type: only }: Listed): SQL | undefined =>
  and(eq(ofOrg, orgId), retired ? undefined : isNull(retiredAt), only ? eq(type, only) : undefined)

/** How many families there are. */
export async function countFamilies(tx: Transaction, orgId: string, which: Listed): Promise<number> {
  const [row] = await tx
    .select({ families: countDistinct(familyId) })
    .from(approvalDefinitions)
    .where(listed(orgId, which))
  return row?.families ?? 0
}

/** The newest version of each family, in the order in which the families came to be. */
export function listNewest(tx: Transaction, orgId: string, which: Listed, { limit, offset, after }: PageOfRows) {
  const last = tx
    .select({ familyId })
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(itsId, after ?? orgId)))
  return tx
    .selectDistinctOn([familyId])
    .from(approvalDefinitions)
    .where(and(listed(orgId, which), after ? gt(familyId, last) : undefined))
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

/** A definition by which something may be begun: of this type and not retired. */
export async function findUsable(
  tx: Transaction,
  orgId: string,
  ofType: ApprovalType,
  id: string,
): Promise<DefinitionRow | null> {
  const [row] = await tx
    .select()
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(itsId, id), eq(type, ofType), isNull(retiredAt)))
  return row ?? null
}

/** The defaults of a type that a document may fall under: at most that of its category, of its kind, and of all. */
export function defaultsFor(
  tx: Transaction,
  orgId: string,
  ofType: ApprovalType,
  document: { kind: DocumentKind; category: string },
) {
  const { kind, category } = approvalDefaults
  return tx
    .select({ kind, category, definition: approvalDefinitions })
    .from(approvalDefaults)
    .innerJoin(approvalDefinitions, and(eq(ofOrg, approvalDefaults.orgId), eq(itsId, approvalDefaults.definitionId)))
    .where(
      and(
        eq(approvalDefaults.orgId, orgId),
        eq(approvalDefaults.type, ofType),
        or(isNull(kind), eq(kind, document.kind)),
        or(isNull(category), eq(sql`${category}`, document.category)),
      ),
    )
}

/** What is the default of what, of a type. */
export const listDefaults = (tx: Transaction, orgId: string, ofType: ApprovalType) =>
  tx
    .select()
    .from(approvalDefaults)
    .where(and(eq(approvalDefaults.orgId, orgId), eq(approvalDefaults.type, ofType)))
    .orderBy(approvalDefaults.kind, approvalDefaults.category)

/** The definitions, each with what it is the default of. */
export async function withDefaults(
  tx: Transaction,
  orgId: string,
  definitions: readonly DefinitionRow[],
): Promise<DefinitionWithDefaults[]> {
  const ids = definitions.map(({ id }) => id)
  const defaults = await tx
    .select()
    .from(approvalDefaults)
    .where(and(eq(approvalDefaults.orgId, orgId), inArray(approvalDefaults.definitionId, ids)))
    .orderBy(approvalDefaults.kind, approvalDefaults.category)
  return definitions.map((definition) => ({
    ...definition,
    defaultFor: defaults
      .filter(({ definitionId }) => definitionId === definition.id)
      .map(({ kind, category }) => ({ kind, category })),
  }))
}

/** Makes a definition the default of exactly these; whoever was that before is not any more. */
export async function setDefaults(
  tx: Transaction,
  { orgId, id: definitionId, type: ofType }: DefinitionRow,
  scopes: readonly (DefaultScope & { id: string })[],
): Promise<void> {
  const { kind, category } = approvalDefaults
  const taken = scopes.map((scope) =>
    and(
      scope.kind === null ? isNull(kind) : eq(kind, scope.kind),
      scope.category === null ? isNull(category) : eq(category, scope.category),
    ),
  )
  await tx
    .delete(approvalDefaults)
    .where(
      and(
        eq(approvalDefaults.orgId, orgId),
        eq(approvalDefaults.type, ofType),
        or(eq(approvalDefaults.definitionId, definitionId), ...taken),
      ),
    )
  if (scopes.length === 0) return
  await tx.insert(approvalDefaults).values(scopes.map((scope) => ({ orgId, type: ofType, definitionId, ...scope })))
}

/** The versions of a definition, newest first, each with how many rounds run by it and the steps of the one before. */
export function listVersions(tx: Transaction, orgId: string, family: string, { limit, offset }: PageOfRows) {
  const before = alias(approvalDefinitions, 'before')
  const running = sql<number>`(${tx
    .select({ n: count() })
    .from(approvalRounds)
    .where(
      and(
        eq(approvalRounds.orgId, ofOrg),
        eq(approvalRounds.definitionId, itsId),
        eq(approvalRounds.status, 'running'),
      ),
    )})`.mapWith(Number)
  return tx
    .select({ definition: approvalDefinitions, running, stepsBefore: before.steps })
    .from(approvalDefinitions)
    .leftJoin(
      before,
      and(eq(before.orgId, ofOrg), eq(before.familyId, familyId), eq(before.version, sql`${version} - 1`)),
    )
    .where(and(eq(ofOrg, orgId), eq(familyId, family)))
    .orderBy(desc(version))
    .limit(limit)
    .offset(offset)
}

export const countVersions = (tx: Transaction, orgId: string, family: string): Promise<number> =>
  tx.$count(approvalDefinitions, and(eq(ofOrg, orgId), eq(familyId, family)))

/** How many rounds run by the versions of a definition that came before this one. */
export async function roundsOnOlderVersions(tx: Transaction, { orgId, id, familyId: family }: DefinitionRow) {
  const [row] = await tx
    .select({ running: count() })
    .from(approvalRounds)
    .innerJoin(approvalDefinitions, and(eq(ofOrg, approvalRounds.orgId), eq(itsId, approvalRounds.definitionId)))
    .where(
      and(eq(approvalRounds.orgId, orgId), eq(approvalRounds.status, 'running'), eq(familyId, family), ne(itsId, id)),
    )
  return row?.running ?? 0
}

/** The newest version of the same definition. */
export async function newestVersion(
  tx: Transaction,
  { orgId, familyId: family }: DefinitionRow,
): Promise<DefinitionRow | null> {
  const [row] = await tx
    .select()
    .from(approvalDefinitions)
    .where(and(eq(ofOrg, orgId), eq(familyId, family)))
    .orderBy(desc(version))
    .limit(1)
  return row ?? null
}

/** All of them, in one order: two people who choose a default at once wait for one another instead of crossing. */
export async function lockDefinitions(tx: Transaction, orgId: string): Promise<void> {
  await tx.select({ id: itsId }).from(approvalDefinitions).where(eq(ofOrg, orgId)).orderBy(itsId).for('update')
}

export async function insertDefinition(
  tx: Transaction,
  values: typeof approvalDefinitions.$inferInsert,
): Promise<DefinitionRow> {
  const [row] = await tx.insert(approvalDefinitions).values(values).returning()
  if (!row) throw new Error('the definition was not stored')
  return row
}

/** Offers a definition no more. */
export async function retireDefinition(
  tx: Transaction,
  { orgId, id }: DefinitionRow,
  at: Date,
): Promise<DefinitionRow> {
  const [row] = await tx
    .update(approvalDefinitions)
    .set({ retiredAt: at })
    .where(and(eq(ofOrg, orgId), eq(itsId, id)))
    .returning()
  if (!row) throw new Error('the definition is gone')
  return row
}

/** Definitions by which something may be begun that ask a group, as approver or when somebody is late. */
export const definitionsNamingGroup = (tx: Transaction, orgId: string, groupId: string) =>
  tx
    .select({ name: approvalDefinitions.name })
    .from(approvalDefinitions)
    .where(
      and(
        eq(ofOrg, orgId),
        isNull(retiredAt),
        sql`jsonb_path_exists(${approvalDefinitions.steps}, '$.**.groupId ? (@ == $id)', ${JSON.stringify({ id: groupId })}::jsonb)`,
      ),
    )
    .orderBy(approvalDefinitions.name)
