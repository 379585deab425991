import type { Transaction } from '#db/client.ts'
import { findDepartment } from '#db/queries/departments.ts'
import {
  countMembers,
  countOtherAdmins,
  findActive,
  listChoices,
  listManagers,
  listMembers,
  lockMember,
  type MembershipRow,
  updateMember,
} from '#db/queries/members.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { withThoseAbove } from '#domain/audiences/audience.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, type Role } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { nudgeCampaigns } from '../campaigns/nudge.ts'
import { LONGEST_PAGE, PAGE_SIZE, type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { ChangeMember, ChangeProfile } from './input.ts'
import { removalService } from './removal.ts'
import { replanRounds } from './replan-rounds.ts'

/** What the audit log keeps of a member: what they may do and by which calendar they are chased. */
const facts = (
  { name, roles, positionTitle, managerId, timeZone, workingDays }: MembershipRow,
  department: string | null,
) => ({
  name,
  roles,
  positionTitle,
  managerId,
  department,
  timeZone,
  workingDays,
})

export interface ListMembers extends PageAsked {
  /** A part of a name, an address or a position. */
  q?: string
}

export interface ChooseMembers {
  /** A part of a name, an address or a position. */
  q?: string
  /** Those who hold one of these stand first. */
  rolesFirst?: readonly Role[]
  /** Offered whatever the limit says. */
  chosen?: string[]
  limit?: number
}

/** What is searched for; the database refuses text with a NUL in it. */
const wordsIn = (q: string | undefined): string | null => q?.replaceAll('\0', '').trim() || null

/** The people of an organization. */
export const memberService = (deps: Deps) => ({
  ...removalService(deps),

  /** One page of the active members, by name. @throws forbidden */
  async list(actor: Actor, query: ListMembers = {}) {
    authorize(actor, 'members.read')
    const q = wordsIn(query.q)
    return transact(deps, actor, async (tx) => {
      const total = await countMembers(tx, actor.orgId, q)
      const { rows, ...place } = await readPage(query, total, (page) => listMembers(tx, actor.orgId, { q, ...page }))
      return { members: rows, ...place }
    })
  },

  /**
   * Whom a pick list offers: the first of those who fit, and whoever is chosen already. `more` when there are others, who
   * have to be searched for. @throws forbidden
   */
  async choices(actor: Actor, { q, rolesFirst = [], chosen = [], limit = PAGE_SIZE }: ChooseMembers = {}) {
    authorize(actor, 'members.read')
    const asked = { q: wordsIn(q), rolesFirst, chosen, limit: Math.min(limit, LONGEST_PAGE) }
    const rows = await transact(deps, actor, (tx) => listChoices(tx, actor.orgId, asked))
    return {
      people: rows
        .filter(({ id, place }) => place <= asked.limit || chosen.includes(id))
        .map(({ place: _place, ...person }) => person),
      more: rows.some(({ place }) => place > asked.limit),
    }
  },

  /** The active ones among these, by their id. @throws forbidden */
  async named(actor: Actor, ids: string[]) {
    authorize(actor, 'members.read')
    const rows = ids.length === 0 ? [] : await transact(deps, actor, (tx) => findActive(tx, actor.orgId, ids))
    return new Map(rows.map((row) => [row.id, row]))
  },

  /** One active member. @throws forbidden, not_found */
  async get(actor: Actor, id: string): Promise<MembershipRow> {
    authorize(actor, 'members.read')
    return transact(deps, actor, (tx) => requireMember(tx, actor.orgId, id))
  },

  /**
   * Changes what a member may do and is called. Whoever was asked to sign by a role that is taken away, is asked no more.
   * @throws forbidden, not_found, last_admin, invalid_input when they would report to themselves
   */
  async change(actor: Actor, id: string, given: ChangeMember): Promise<MembershipRow> {
    authorize(actor, 'members.manage')
    const input = checked(ChangeMember, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      // The organization first, always: otherwise two admins could take the role from one another at the same time.
      await lockOrganization(tx, actor.orgId)
      const before = await requireMember(tx, actor.orgId, id)
      if (input.roles && before.roles.includes('admin') && !input.roles.includes('admin')) {
        if ((await countOtherAdmins(tx, actor.orgId, id)) === 0) throw new DomainError('last_admin')
      }
      if (input.departmentId) await requireOpenDepartment(tx, actor.orgId, input.departmentId)
      if (input.managerId) await refuseCircle(tx, actor.orgId, id, input.managerId)
      const after = await write(tx, actor, before, input, at)
      if (before.roles.some((role) => !after.roles.includes(role))) {
        await replanRounds(tx, actor, after, 'role lost', at)
      }
      return after
    })
  },

  /** Changes how this organization names oneself; roles and position are not one's own to change. */
  async changeOwn(actor: Actor, given: ChangeProfile): Promise<MembershipRow> {
    const me = memberOf(actor)
    const input = checked(ChangeProfile, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => write(tx, actor, await requireMember(tx, actor.orgId, me), input, at))
  },
})

async function write(
  tx: Transaction,
  actor: Actor,
  before: MembershipRow,
  input: ChangeMember | ChangeProfile,
  at: Date,
): Promise<MembershipRow> {
  const after = { ...before, ...input }
  const was = facts(before, await departmentName(tx, before))
  const is = facts(after, after.departmentId === before.departmentId ? was.department : await departmentName(tx, after))
  if (JSON.stringify([was, before.departmentId]) === JSON.stringify([is, after.departmentId])) return before
  await updateMember(tx, actor.orgId, before.id, input, at)
  if ('roles' in input || 'departmentId' in input) await nudgeCampaigns(tx, actor.orgId)
  appendAudit(tx, actor, {
    at,
    action: 'member.changed',
    subjectId: before.id,
    before: was,
    after: is,
  })
  return after
}

async function requireMember(tx: Transaction, orgId: string, id: string): Promise<MembershipRow> {
  const member = await lockMember(tx, orgId, id)
  if (member?.status !== 'active') throw new DomainError('not_found')
  return member
}

/** What a member's department is called. */
async function departmentName(tx: Transaction, { orgId, departmentId }: MembershipRow): Promise<string | null> {
  return departmentId === null ? null : ((await findDepartment(tx, orgId, departmentId))?.name ?? null)
}

/** The organization is locked: nobody retires it meanwhile. */
async function requireOpenDepartment(tx: Transaction, orgId: string, id: string): Promise<void> {
  const department = await findDepartment(tx, orgId, id)
  if (department && !department.retiredAt) return
  throw new DomainError('invalid_input', { errors: { departmentId: 'Choose a department that is not retired' } })
}

/** Reports climb from manager to manager; a circle would climb for ever. */
async function refuseCircle(tx: Transaction, orgId: string, id: string, managerId: string): Promise<void> {
  await requireMember(tx, orgId, managerId)
  const places = (await listManagers(tx, orgId)).map((row) => ({ id: row.id, parentId: row.managerId }))
  if (!withThoseAbove(managerId, places).includes(id)) return
  throw new DomainError('invalid_input', { errors: { managerId: 'They would report to themselves' } })
}
