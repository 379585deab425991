import type { z } from 'zod'
import type { Transaction } from '#db/client.ts'
import * as queries from '#db/queries/approval-definitions.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import type { Actor } from '#domain/actor.ts'
import type { Approver, StepDefinition } from '#domain/approvals/definition.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { DefinitionInput } from './input.ts'

type Definition = queries.DefinitionRow

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
    return transact(deps, actor, async (tx) => {
      const families = await queries.countFamilies(tx, actor.orgId, retired)
      const { rows, ...place } = await readPage(query, families, (page) =>
        queries.listNewest(tx, actor.orgId, retired, page),
      )
      return { definitions: rows, ...place }
    })
  },

  /** One of them, by the id of any of its versions. @throws forbidden, not_found */
  async get(actor: Actor, id: string): Promise<Definition> {
    authorize(actor, 'documents.read')
    return transact(deps, actor, (tx) => requireDefinition(tx, actor, id))
  },

  /** The first version of a new family. @throws forbidden, invalid_input when somebody named is no active member */
  async create(actor: Actor, given: DefinitionInput): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    const input = checked(DefinitionInput, given)
    return transact(deps, actor, async (tx) => {
      await requireApprovers(tx, actor.orgId, input.steps)
      return store(tx, actor, deps.clock.now(), input, { familyId: newId(tx), version: 1, isDefault: false })
    })
  },

  /**
   * Replaces a definition by a new version of the same type, which takes over being the default.
   * @throws forbidden, not_found, in_use when it is retired, invalid_input for another type, and as `create`
   */
  async change(actor: Actor, id: string, given: DefinitionInput): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    const input = checked(DefinitionInput, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const before = await requireDefinition(tx, actor, id, true)
      refuseRetired(before)
      if (input.type !== before.type) {
        throw new DomainError('invalid_input', { errors: { type: `A new version keeps its type: ${before.type}` } })
      }
      await requireApprovers(tx, actor.orgId, input.steps)
      await queries.updateDefinition(tx, before, { isDefault: false, retiredAt: at })
      return store(tx, actor, at, input, {
        familyId: before.familyId,
        version: before.version + 1,
        isDefault: before.isDefault,
      })
    })
  },

  /** Makes it what submitting uses for its type. @throws forbidden, not_found, in_use when it is retired */
  async setDefault(actor: Actor, id: string): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    return transact(deps, actor, async (tx) => {
      await queries.lockDefinitions(tx, actor.orgId)
      const definition = await requireDefinition(tx, actor, id)
      refuseRetired(definition)
      await queries.forgetDefault(tx, actor.orgId, definition.type)
      const made = await queries.updateDefinition(tx, definition, { isDefault: true })
      const at = deps.clock.now()
      appendAudit(tx, actor, { at, action: 'approval_definition.changed', subjectId: made.id, after: facts(made) })
      return made
    })
  },

  /**
   * Offers it no more; running rounds go on. May be repeated.
   * @throws forbidden, not_found, in_use for the default one before another takes its place
   */
  async retire(actor: Actor, id: string): Promise<Definition> {
    authorize(actor, 'approval_definitions.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const definition = await requireDefinition(tx, actor, id, true)
      if (definition.isDefault) throw new DomainError('in_use', { by: ['being the default'] })
      if (definition.retiredAt) return definition
      const retired = await queries.updateDefinition(tx, definition, { retiredAt: at })
      appendAudit(tx, actor, { at, action: 'approval_definition.retired', subjectId: id, before: facts(definition) })
      return retired
    })
  },
})

export type ApprovalDefinitionService = ReturnType<typeof approvalDefinitionService>

async function requireDefinition(tx: Transaction, actor: Actor, id: string, lock = false): Promise<Definition> {
  const definition = await queries.findDefinition(tx, actor.orgId, id, lock)
  if (!definition) throw new DomainError('not_found')
  return definition
}

function refuseRetired({ retiredAt }: Definition): void {
  if (retiredAt) throw new DomainError('in_use', { by: ['its retirement'] })
}

/** Whoever is named must be an active member now, or submitting by this definition would fail later. Each wrong place is named. */
async function requireApprovers(tx: Transaction, orgId: string, steps: readonly StepDefinition[]): Promise<void> {
  const named = steps.flatMap(({ approvers, escalation }, at) => [
    ...peopleIn(approvers, `steps/${at}/approvers`),
    ...peopleIn(escalation?.to ?? [], `steps/${at}/escalation/to`),
  ])
  const found = await membersByIds(
    tx,
    orgId,
    named.map(({ id }) => id),
  )
  const active = new Set(found.filter(({ status }) => status === 'active').map(({ id }) => id))
  const strangers = named.filter(({ id }) => !active.has(id))
  if (strangers.length === 0) return
  const errors = Object.fromEntries(strangers.map(({ place }) => [place, 'Choose active members']))
  throw new DomainError('invalid_input', { errors })
}

/** The people that approvers name, and where. */
const peopleIn = (approvers: readonly Approver[], place: string) =>
  approvers.flatMap((approver, at) =>
    approver.kind === 'people'
      ? approver.membershipIds.map((id, n) => ({ id, place: `${place}/${at}/membershipIds/${n}` }))
      : [],
  )

async function store(
  tx: Transaction,
  actor: Actor,
  at: Date,
  input: z.output<typeof DefinitionInput>,
  place: { familyId: string; version: number; isDefault: boolean },
): Promise<Definition> {
  const made = { orgId: actor.orgId, id: newId(tx), ...input, ...place, createdBy: memberOf(actor), createdAt: at }
  const action = place.version === 1 ? 'approval_definition.created' : 'approval_definition.changed'
  const stored = await queries.insertDefinition(tx, made)
  appendAudit(tx, actor, { at, action, subjectId: stored.id, after: facts(stored) })
  return stored
}

/** What the audit log keeps of a definition. */
const facts = ({ familyId, version, name, type, isDefault }: Definition) => ({
  familyId,
  version,
  name,
  type,
  isDefault,
})
