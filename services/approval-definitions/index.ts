import type { z } from 'zod'
import type { Transaction } from '#db/client.ts'
import * as queries from '#db/queries/approval-definitions.ts'
import type { Actor } from '#domain/actor.ts'
import { GENERAL, isGeneral, isSameScope, scopesAfterEdit, scopesOf } from '#domain/approvals/defaults.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { compared, type Described, describeAll, described } from './describe.ts'
import { dryRunOf, dryRunOfStored } from './dry-run.ts'
import { examine, requireSound } from './examine.ts'
import { DefinitionInput, type DryRunInput } from './input.ts'

type Definition = queries.DefinitionRow

export interface ListDefinitions extends PageAsked {
  retired?: boolean
  type?: ApprovalType
}

/**
 * The processes that an organization lets its documents go through. An edit is a new version of the same family;
 * running rounds keep the one they began with.
 */
export const approvalDefinitionService = (deps: Deps) => ({
  /** One page of the newest version of each family; retired ones only when asked for. @throws forbidden */
  async list(actor: Actor, { retired = false, type, ...query }: ListDefinitions = {}) {
    authorize(actor, 'documents.read')
    return transact(deps, actor, async (tx) => {
      const families = await queries.countFamilies(tx, actor.orgId, { retired, type })
      const { rows, ...place } = await readPage(query, families, (page) =>
        queries.listNewest(tx, actor.orgId, { retired, type }, page),
      )
      return { definitions: await describeAll(tx, actor.orgId, rows), ...place }
    })
  },

  /** One of them, by the id of any of its versions. @throws forbidden, not_found */
  async get(actor: Actor, id: string): Promise<Described> {
    authorize(actor, 'documents.read')
    return transact(deps, actor, async (tx) => described(tx, await requireDefinition(tx, actor, id)))
  },

  /** The same with its newest version, and how many rounds still run by older ones. @throws forbidden, not_found */
  async open(actor: Actor, id: string) {
    authorize(actor, 'documents.read')
    return transact(deps, actor, async (tx) => {
      const definition = await requireDefinition(tx, actor, id)
      const newest = await queries.newestVersion(tx, definition)
      const olderRounds = await queries.roundsOnOlderVersions(tx, newest ?? definition)
      return { definition: await described(tx, definition), newest: newest ?? definition, olderRounds }
    })
  },

  /**
   * One page of the versions of a definition, newest first, each with how many rounds run by it and in what it differs
   * from the one before. @throws forbidden, not_found
   */
  async versions(actor: Actor, id: string, query: PageAsked = {}) {
    authorize(actor, 'documents.read')
    return transact(deps, actor, async (tx) => {
      const { familyId } = await requireDefinition(tx, actor, id)
      const total = await queries.countVersions(tx, actor.orgId, familyId)
      const { rows, ...place } = await readPage(query, total, (page) =>
        queries.listVersions(tx, actor.orgId, familyId, page),
      )
      return { versions: await compared(tx, actor.orgId, rows), ...place }
    })
  },

  examine: (actor: Actor, input: Parameters<typeof examine>[2]) => examine(deps, actor, input),
  dryRun: (actor: Actor, id: string, input?: DryRunInput) => dryRunOfStored(deps, actor, id, input),
  dryRunOf: (actor: Actor, steps: Definition['steps'], input?: DryRunInput) => dryRunOf(deps, actor, steps, input),

  /** The first version of a new family. @throws forbidden, invalid_input when it could not be carried out */
  async create(actor: Actor, given: DefinitionInput): Promise<Described> {
    authorize(actor, 'approval_definitions.manage')
    const input = checked(DefinitionInput, given)
    return transact(deps, actor, async (tx) => {
      await requireSound(tx, actor.orgId, input)
      const made = await store(tx, actor, deps.clock.now(), input, { familyId: newId(tx), version: 1 }, false)
      return described(tx, made)
    })
  },

  /**
   * Replaces a definition by a new version of the same type, which takes over being the default.
   * @throws forbidden, not_found, in_use when it is retired or somebody has changed it, invalid_input for another type,
   *   for one that is no longer the default of all documents, and as `create`
   */
  async change(actor: Actor, id: string, given: DefinitionInput): Promise<Described> {
    authorize(actor, 'approval_definitions.manage')
    const input = checked(DefinitionInput, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await queries.lockDefinitions(tx, actor.orgId)
      const before = await requireDefinition(tx, actor, id)
      await refuseRetired(tx, before)
      if (input.type !== before.type) {
        throw new DomainError('invalid_input', { errors: { type: `A new version keeps its type: ${before.type}` } })
      }
      await requireSound(tx, actor.orgId, input)
      const scopes = await scopesOfNewVersion(tx, before, input)
      await queries.setDefaults(tx, before, [])
      await queries.retireDefinition(tx, before, at)
      const place = { familyId: before.familyId, version: before.version + 1 }
      const made = await store(tx, actor, at, input, place, scopes.length > 0)
      await queries.setDefaults(
        tx,
        made,
        scopes.map((scope) => ({ ...scope, id: newId(tx) })),
      )
      return described(tx, made)
    })
  },

  /** Makes it what is used for the documents that it is for. @throws forbidden, not_found, in_use when it is retired */
  async setDefault(actor: Actor, id: string): Promise<Described> {
    authorize(actor, 'approval_definitions.manage')
    return transact(deps, actor, async (tx) => {
      await queries.lockDefinitions(tx, actor.orgId)
      const definition = await requireDefinition(tx, actor, id)
      await refuseRetired(tx, definition)
      const scopes = scopesOf(definition.appliesTo).map((scope) => ({ ...scope, id: newId(tx) }))
      await queries.setDefaults(tx, definition, scopes)
      const at = deps.clock.now()
      appendAudit(tx, actor, {
        at,
        action: 'approval_definition.changed',
        subjectId: id,
        after: facts(definition, true),
      })
      return described(tx, definition)
    })
  },

  /**
   * Offers it no more; running rounds go on. Documents of which it was the default use what is more general. May be repeated.
   * @throws forbidden, not_found, in_use for the default of all documents before another takes its place
   */
  async retire(actor: Actor, id: string): Promise<Described> {
    authorize(actor, 'approval_definitions.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await queries.lockDefinitions(tx, actor.orgId)
      const definition = await requireDefinition(tx, actor, id)
      const { defaultFor } = await described(tx, definition)
      if (defaultFor.some(isGeneral)) throw new DomainError('in_use', { by: ['being the default'] })
      if (definition.retiredAt) return described(tx, definition)
      await queries.setDefaults(tx, definition, [])
      const retired = await queries.retireDefinition(tx, definition, at)
      const before = facts(definition, defaultFor.length > 0)
      appendAudit(tx, actor, { at, action: 'approval_definition.retired', subjectId: id, before })
      return described(tx, retired)
    })
  },
})

export type ApprovalDefinitionService = ReturnType<typeof approvalDefinitionService>

async function requireDefinition(tx: Transaction, actor: Actor, id: string): Promise<Definition> {
  const definition = await queries.findDefinition(tx, actor.orgId, id)
  if (!definition) throw new DomainError('not_found')
  return definition
}

async function refuseRetired(tx: Transaction, definition: Definition): Promise<void> {
  if (!definition.retiredAt) return
  const newest = await queries.newestVersion(tx, definition)
  const isReplaced = newest !== null && newest.retiredAt === null
  throw new DomainError('in_use', {
    by: [isReplaced ? `version ${newest.version}, which somebody has made` : 'its retirement'],
  })
}

/** What a new version is the default of. That of all documents stays it, until somebody makes another one that. */
async function scopesOfNewVersion(
  tx: Transaction,
  before: Definition,
  { appliesTo }: z.output<typeof DefinitionInput>,
) {
  const all = await queries.listDefaults(tx, before.orgId, before.type)
  const own = all.filter(({ definitionId }) => definitionId === before.id)
  const others = all.filter(({ definitionId }) => definitionId !== before.id)
  const scopes = scopesAfterEdit(appliesTo, { own, others })
  if (own.some(isGeneral) && !scopes.some((scope) => isSameScope(scope, GENERAL))) {
    const errors = { appliesTo: 'It is the default of all documents. Make another one that first' }
    throw new DomainError('invalid_input', { errors })
  }
  return scopes
}

async function store(
  tx: Transaction,
  actor: Actor,
  at: Date,
  input: z.output<typeof DefinitionInput>,
  place: { familyId: string; version: number },
  isDefault: boolean,
): Promise<Definition> {
  const made = { orgId: actor.orgId, id: newId(tx), ...input, ...place, createdBy: memberOf(actor), createdAt: at }
  const action = place.version === 1 ? 'approval_definition.created' : 'approval_definition.changed'
  const stored = await queries.insertDefinition(tx, made)
  appendAudit(tx, actor, { at, action, subjectId: stored.id, after: facts(stored, isDefault) })
  return stored
}

/** What the audit log keeps of a definition. */
const facts = ({ familyId, version, name, type }: Definition, isDefault: boolean) => ({
  familyId,
  version,
  name,
  type,
  isDefault,
})
