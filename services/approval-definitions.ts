import { and, desc, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { Transaction } from '#db/client.ts'
import { approvalDefinitions } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import {
  APPROVAL_TYPES,
  type ApprovalType,
  DAY_KINDS,
  DEFAULT_REMINDERS,
  OVERDUE_ACTIONS,
  STEP_RULES,
} from '#domain/approvals/definition.ts'
import type { AuditAction } from '#domain/audit.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, ROLES } from '#domain/roles.ts'
import { record } from './audit.ts'
import { type Deps, memberOf, transact } from './kernel.ts'

const approver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('people'), membershipIds: z.array(z.uuid()).min(1).max(50) }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('owner') }),
  z.strictObject({ kind: z.literal('owner_manager') }),
])

const step = z
  .strictObject({
    name: z.string().trim().min(1, 'Name the step').max(120),
    approvers: z.array(approver).min(1, 'Say who signs').max(20),
    rule: z.enum(STEP_RULES).default('all'),
    quorum: z.number().int().min(1).max(50).nullable().default(null),
    daysToDecide: z
      .strictObject({ count: z.number().int().min(1).max(365), kind: z.enum(DAY_KINDS) })
      .nullable()
      .default(null),
    reminders: z
      .strictObject({ everyDays: z.number().int().min(1).max(90).nullable(), lastDay: z.boolean() })
      .default({ ...DEFAULT_REMINDERS }),
    escalation: z
      .strictObject({ afterDays: z.number().int().min(1).max(90), to: z.array(approver).min(1).max(20) })
      .nullable()
      .default(null),
    overdueAction: z.enum(OVERDUE_ACTIONS).default('remind'),
    conditions: z
      .strictObject({
        changeTypes: z.array(z.enum(CHANGE_TYPES)).optional(),
        categories: z.array(z.string().max(60)).max(50).optional(),
        classifications: z.array(z.enum(CLASSIFICATIONS)).optional(),
      })
      .default({}),
  })
  .refine((value) => (value.rule === 'quorum') === (value.quorum !== null), {
    path: ['quorum'],
    message: 'Say how many approvals the step takes, for the rule quorum only',
  })

export const DefinitionInput = z.strictObject({
  name: z.string().trim().min(1, 'Write a name').max(120),
  type: z.enum(APPROVAL_TYPES).default('approval'),
  steps: z.array(step).min(1, 'Add at least one step').max(20),
})
export type DefinitionInput = z.input<typeof DefinitionInput>

export type Definition = typeof approvalDefinitions.$inferSelect

/**
 * The processes that an organization lets its documents go through. An edit is a new version of the same family;
 * running rounds keep the one they began with.
 */
export const approvalDefinitionService = (deps: Deps) => ({
  /** The newest version of each family; retired ones only when asked for. */
  async list(actor: Actor, { retired = false } = {}): Promise<Definition[]> {
    authorize(actor, 'documents.read')
    return transact(deps, actor, (tx) =>
      tx
        .selectDistinctOn([approvalDefinitions.familyId])
        .from(approvalDefinitions)
        .where(
          and(eq(approvalDefinitions.orgId, actor.orgId), retired ? undefined : isNull(approvalDefinitions.retiredAt)),
        )
        .orderBy(approvalDefinitions.familyId, desc(approvalDefinitions.version)),
    )
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
  await record(tx, actor, {
    at,
    action,
    subject: { type: 'approval_definition', id },
    after: { familyId, version, name, type: type satisfies ApprovalType, isDefault },
  })
  return definition
}
