import { and, countDistinct, desc, eq, gt, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Transaction } from '#db/client.ts'
import { approvalDefinitions } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import type { AuditAction } from '#domain/audit.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { DefinitionInput } from './approval-definitions/input.ts'
import { record } from './audit.ts'
import { type Deps, memberOf, transact } from './kernel.ts'
import { type PageAsked, readPage } from './paging.ts'

export type Definition = typeof approvalDefinitions.$inferSelect

export interface ListDefinitions extends PageAsked {
  retired?: boolean
}

/**
 * The processes that an organization lets its documents go through. An edit is a new version of the same family;
 * running rounds keep the one they began with.
 */
export const approvalDefinitionService = (deps: Deps) => ({
  /** One page of the newest version of each family; retired ones only when asked for. @throws forbidden */
  async list(actor: Actor, { retired = false, ...query }: ListDefinitions = {}) {
    authorize(actor, 'documents.read')
    const { familyId, id, orgId, retiredAt, version } = approvalDefinitions
    const listed = and(eq(orgId, actor.orgId), retired ? undefined : isNull(retiredAt))
    return transact(deps, actor, async (tx) => {
      const [families] = await tx
        .select({ total: countDistinct(familyId) })
        .from(approvalDefinitions)
        .where(listed)
      const { rows, ...place } = await readPage(query, families?.total ?? 0, ({ limit, offset, after }) => {
        const last = tx
          .select({ familyId })
          .from(approvalDefinitions)
          .where(and(eq(orgId, actor.orgId), eq(id, after ?? '')))
        return tx
          .selectDistinctOn([familyId])
          .from(approvalDefinitions)
          .where(and(listed, after ? gt(familyId, last) : undefined))
          .orderBy(familyId, desc(version))
          .limit(limit)
          .offset(offset)
      })
      return { definitions: rows, ...place }
    })
  },

  /** @throws not_found */
  get: (actor: Actor, id: string): Promise<Definition> =>
    transact(deps, actor, (tx) => requireDefinition(tx, actor, id)),

  /** @throws forbidden */
  async create(actor: Actor, given: DefinitionInput): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    const input = DefinitionInput.parse(given)
    return transact(deps, actor, (tx) =>
      store(tx, actor, deps.clock.now(), input, { familyId: uuidv7(), version: 1, isDefault: false }),
    )
  },

  /** Replaces a definition by a new version, which takes over being the default. @throws forbidden, not_found, in_use (retired) */
  async change(actor: Actor, id: string, given: DefinitionInput): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    const input = DefinitionInput.parse(given)
    return transact(deps, actor, async (tx) => {
      const before = await requireDefinition(tx, actor, id, true)
      if (before.retiredAt) throw new DomainError('in_use', { by: ['a newer version'] })
      await put(tx, before, { isDefault: false, retiredAt: deps.clock.now() })
      return store(tx, actor, deps.clock.now(), input, {
        familyId: before.familyId,
        version: before.version + 1,
        isDefault: before.isDefault,
      })
    })
  },

  /** Makes it what submitting uses for its type. @throws forbidden, not_found */
  async setDefault(actor: Actor, id: string): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    return transact(deps, actor, async (tx) => {
      // All of them, in one order: two people who choose a default at once wait for one another instead of crossing.
      await tx
        .select({ id: approvalDefinitions.id })
        .from(approvalDefinitions)
        .where(eq(approvalDefinitions.orgId, actor.orgId))
        .orderBy(approvalDefinitions.id)
        .for('update')
      const definition = await requireDefinition(tx, actor, id)
      if (definition.retiredAt) throw new DomainError('in_use', { by: ['its retirement'] })
      await tx
        .update(approvalDefinitions)
        .set({ isDefault: false })
        .where(and(eq(approvalDefinitions.orgId, actor.orgId), eq(approvalDefinitions.type, definition.type)))
      return noted(
        tx,
        actor,
        deps.clock.now(),
        'approval_definition.changed',
        await put(tx, definition, { isDefault: true }),
      )
    })
  },

  /** Offers it no more; running rounds go on. A default not before another takes its place. @throws forbidden, not_found, in_use */
  async retire(actor: Actor, id: string): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    return transact(deps, actor, async (tx) => {
      const definition = await requireDefinition(tx, actor, id, true)
      if (definition.isDefault) throw new DomainError('in_use', { by: ['being the default'] })
      return noted(
        tx,
        actor,
        deps.clock.now(),
        'approval_definition.retired',
        await put(tx, definition, { retiredAt: deps.clock.now() }),
      )
    })
  },
})

export type ApprovalDefinitionService = ReturnType<typeof approvalDefinitionService>

async function requireDefinition(tx: Transaction, actor: Actor, id: string, lock = false): Promise<Definition> {
  const query = tx
    .select()
    .from(approvalDefinitions)
    .where(and(eq(approvalDefinitions.orgId, actor.orgId), eq(approvalDefinitions.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new DomainError('not_found')
  return row
}

async function put(tx: Transaction, { orgId, id }: Definition, changes: Partial<Definition>): Promise<Definition> {
  const [row] = await tx
    .update(approvalDefinitions)
    .set(changes)
    .where(and(eq(approvalDefinitions.orgId, orgId), eq(approvalDefinitions.id, id)))
    .returning()
  if (!row) throw new DomainError('not_found')
  return row
}

async function store(
  tx: Transaction,
  actor: Actor,
  at: Date,
  input: z.output<typeof DefinitionInput>,
  place: { familyId: string; version: number; isDefault: boolean },
): Promise<Definition> {
  const [row] = await tx
    .insert(approvalDefinitions)
    .values({ orgId: actor.orgId, ...input, ...place, createdBy: memberOf(actor), createdAt: at })
    .returning()
  if (!row) throw new Error('the definition was not stored')
  return noted(tx, actor, at, place.version === 1 ? 'approval_definition.created' : 'approval_definition.changed', row)
}

async function noted(
  tx: Transaction,
  actor: Actor,
  at: Date,
  action: AuditAction,
  definition: Definition,
): Promise<Definition> {
  const { id, familyId, version, name, type, isDefault } = definition
  record(tx, actor, {
    at,
    action,
    subject: { type: 'approval_definition', id },
    after: { familyId, version, name, type: type satisfies ApprovalType, isDefault },
  })
  return definition
}
