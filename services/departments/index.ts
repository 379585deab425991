import type { Transaction } from '#db/client.ts'
import * as queries from '#db/queries/departments.ts'
import { lockMember } from '#db/queries/members.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { withThoseAbove } from '#domain/audiences/audience.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { ChangeDepartment, DepartmentInput, MergeDepartment, MOST_DEPARTMENTS } from './input.ts'

type Department = queries.DepartmentRow
type Place = Pick<Department, 'name' | 'parentId' | 'headId'>

const listed = ({ department, ...more }: Awaited<ReturnType<typeof queries.listDepartments>>[number]) => ({
  ...department,
  ...more,
})

/**
 * Departments and what they are part of. Changes come one after the other: each locks the organization first. Which
 * department was part of which, and who was in it, is kept.
 */
export const departmentService = (deps: Deps) => ({
  /** One page of the departments that are not retired, by name. @throws forbidden */
  async list(actor: Actor, asked: PageAsked = {}) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countDepartments(tx, actor.orgId)
      const { rows, ...place } = await readPage(asked, total, (page) => queries.listDepartments(tx, actor.orgId, page))
      return { departments: rows.map(listed), ...place }
    })
  },

  /** All of them, to be shown as a tree or chosen from; there are at most 500. @throws forbidden */
  async all(actor: Actor) {
    authorize(actor, 'members.read')
    const page = { limit: MOST_DEPARTMENTS, offset: 0 }
    const rows = await transact(deps, actor, (tx) => queries.listDepartments(tx, actor.orgId, page))
    return rows.map(listed)
  },

  /** A department, retired or not, with what hangs on it. @throws forbidden, not_found */
  async get(actor: Actor, id: string) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const department = await requireDepartment(tx, actor, id)
      return { ...department, hanging: await queries.hangingOn(tx, department) }
    })
  },

  /** @throws forbidden, already_exists, invalid_input when its head is no active member, or there are too many */
  async create(actor: Actor, given: DepartmentInput): Promise<Department> {
    authorize(actor, 'groups.manage')
    const input = checked(DepartmentInput, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      if ((await queries.countDepartments(tx, actor.orgId)) >= MOST_DEPARTMENTS) {
        throw new DomainError('invalid_input', {
          errors: { name: `An organization has at most ${MOST_DEPARTMENTS} departments` },
        })
      }
      const id = newId(tx)
      const parent = await requirePlace(tx, actor, id, input)
      const made = await queries.insertDepartment(tx, {
        ...input,
        orgId: actor.orgId,
        id,
        createdAt: at,
        changedAt: at,
      })
      appendAudit(tx, actor, { at, action: 'department.created', subjectId: id, after: facts(made, parent) })
      return made
    })
  },

  /**
   * Changes its name, its head, or what it is part of.
   * @throws forbidden, not_found, already_exists, in_use when it is retired, invalid_input when it would be part of itself
   */
  async change(actor: Actor, id: string, given: ChangeDepartment): Promise<Department> {
    authorize(actor, 'groups.manage')
    const input = checked(ChangeDepartment, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const before = await requireOpen(tx, actor, id)
      const parentBefore = before.parentId && (await queries.findDepartment(tx, actor.orgId, before.parentId))
      const after = { ...before, ...input }
      const parent = await requirePlace(tx, actor, id, after)
      const was = facts(before, parentBefore || null)
      const is = facts(after, parent)
      if (JSON.stringify([was, before.parentId]) === JSON.stringify([is, after.parentId])) return before
      const { name, parentId, headId } = after
      const changed = await queries.updateDepartment(tx, before, { name, parentId, headId }, at)
      appendAudit(tx, actor, { at, action: 'department.changed', subjectId: id, before: was, after: is })
      return changed
    })
  },

  /**
   * Moves all that hangs on a department to another, and retires it.
   * @throws forbidden, not_found, in_use when it is retired, invalid_input for itself or one below it
   */
  async merge(actor: Actor, id: string, given: MergeDepartment): Promise<Department> {
    authorize(actor, 'groups.manage')
    const { intoId } = checked(MergeDepartment, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const from = await requireOpen(tx, actor, id)
      const into = await queries.findDepartment(tx, actor.orgId, intoId)
      if (!into || into.retiredAt) refuse('intoId', 'Choose a department that is not retired')
      if (withThoseAbove(into.id, await queries.departmentPlaces(tx, actor.orgId)).includes(id)) {
        refuse('intoId', 'Choose another department, and none that is part of this one')
      }
      const hanging = await queries.hangingOn(tx, from)
      await queries.moveAll(tx, from, into, at)
      const gone = await queries.updateDepartment(tx, from, { parentId: null, headId: null, retiredAt: at }, at)
      appendAudit(tx, actor, {
        at,
        action: 'department.merged',
        subjectId: id,
        before: { name: from.name, ...hanging },
        after: { name: into.name },
      })
      return gone
    })
  },

  /** Retires an empty department; may be repeated. @throws forbidden, not_found, in_use while anything hangs on it */
  async retire(actor: Actor, id: string): Promise<Department> {
    authorize(actor, 'groups.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const before = await requireDepartment(tx, actor, id)
      if (before.retiredAt) return before
      const by = inWords(await queries.hangingOn(tx, before))
      if (by.length > 0) throw new DomainError('in_use', { by })
      const parent = before.parentId && (await queries.findDepartment(tx, actor.orgId, before.parentId))
      const retired = await queries.updateDepartment(tx, before, { parentId: null, headId: null, retiredAt: at }, at)
      appendAudit(tx, actor, {
        at,
        action: 'department.retired',
        subjectId: id,
        before: facts(before, parent || null),
      })
      return retired
    })
  },
})

/** What the audit log keeps of a department. */
const facts = ({ name, headId }: Place, parent: Department | null) => ({ name, parent: parent?.name ?? null, headId })

const counted = (n: number, one: string): string[] => (n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`])
const inWords = ({ members, departments }: { members: number; departments: number }): string[] => [
  ...counted(members, 'member'),
  ...counted(departments, 'department').map((words) => `${words} in it`),
]

function refuse(field: string, message: string): never {
  throw new DomainError('invalid_input', { errors: { [field]: message } })
}

async function requireDepartment(tx: Transaction, actor: Actor, id: string): Promise<Department> {
  const department = await queries.findDepartment(tx, actor.orgId, id)
  if (!department) throw new DomainError('not_found')
  return department
}

async function requireOpen(tx: Transaction, actor: Actor, id: string): Promise<Department> {
  const department = await requireDepartment(tx, actor, id)
  if (department.retiredAt) throw new DomainError('in_use', { by: ['its retirement'] })
  return department
}

/** Refuses a place that a department cannot have. @returns the department above it */
async function requirePlace(
  tx: Transaction,
  actor: Actor,
  id: string,
  { name, parentId, headId }: Place,
): Promise<Department | null> {
  const other = await queries.findDepartmentByName(tx, actor.orgId, name)
  if (other && other.id !== id) throw new DomainError('already_exists', { what: `The department “${other.name}”` })
  if (headId !== null && (await lockMember(tx, actor.orgId, headId))?.status !== 'active') {
    refuse('headId', 'Choose an active member')
  }
  if (parentId === null) return null
  const parent = await queries.findDepartment(tx, actor.orgId, parentId)
  if (!parent || parent.retiredAt) refuse('parentId', 'Choose a department that is not retired')
  if (withThoseAbove(parentId, await queries.departmentPlaces(tx, actor.orgId)).includes(id)) {
    refuse('parentId', 'It would be part of itself')
  }
  return parent
}
