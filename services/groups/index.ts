import type { Transaction } from '#db/client.ts'
import { definitionsNamingGroup } from '#db/queries/approval-definitions.ts'
import * as queries from '#db/queries/groups.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { pastedPeople } from '#domain/groups/paste.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { replanRounds } from '../members/replan-rounds.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AddToGroup, ChangeGroup, GroupInput, MEMBERS_AT_ONCE, PastedPeople } from './input.ts'

type Group = queries.GroupRow

export interface ListGroups extends PageAsked {
  retired?: boolean
}
export interface ListGroupMembers extends PageAsked {
  /** Who was in it at a moment, or all who ever were; absent: who is in it now. */
  at?: queries.GroupMoment
}

const facts = ({ name, description }: Group) => ({ name, description })

/** Groups of people across departments. Who was in one, and when, is kept. */
export const groupService = (deps: Deps) => ({
  /** One page of the groups by name, each with its number of members. @throws forbidden */
  async list(actor: Actor, { retired = false, ...asked }: ListGroups = {}) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countGroups(tx, actor.orgId, retired)
      const { rows, ...place } = await readPage(asked, total, (page) =>
        queries.listGroups(tx, actor.orgId, retired, page),
      )
      return { groups: rows.map(({ group, members }) => ({ ...group, members })), ...place }
    })
  },

  /** A group, retired or not, with its number of members. @throws forbidden, not_found */
  async get(actor: Actor, id: string) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const group = await requireGroup(tx, actor, id)
      return { ...group, members: await queries.countGroupMembers(tx, actor.orgId, id, 'now') }
    })
  },

  /** One page of who is in a group, or was. @throws forbidden, not_found */
  async members(actor: Actor, id: string, { at = 'now', ...asked }: ListGroupMembers = {}) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      await requireGroup(tx, actor, id)
      const total = await queries.countGroupMembers(tx, actor.orgId, id, at)
      const { rows, ...place } = await readPage(asked, total, (page) =>
        queries.listGroupMembers(tx, actor.orgId, id, at, page),
      )
      return { members: rows, ...place }
    })
  },

  /** The groups that a person is in now. @throws forbidden */
  async ofMember(actor: Actor, membershipId: string) {
    authorize(actor, 'members.read')
    return transact(deps, actor, (tx) => queries.groupsOfMember(tx, actor.orgId, membershipId))
  },

  /** Makes a group without members. @throws forbidden, already_exists */
  async create(actor: Actor, given: GroupInput): Promise<Group> {
    authorize(actor, 'groups.manage')
    const input = checked(GroupInput, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      await refuseName(tx, actor, input.name)
      const group = await queries.insertGroup(tx, { orgId: actor.orgId, id: newId(tx), ...input, createdAt: at })
      appendAudit(tx, actor, { at, action: 'group.created', subjectId: group.id, after: facts(group) })
      return group
    })
  },

  /** Changes what a group is called. @throws forbidden, not_found, already_exists, in_use when it is retired */
  async change(actor: Actor, id: string, given: ChangeGroup): Promise<Group & { members: number }> {
    authorize(actor, 'groups.manage')
    const input = checked(ChangeGroup, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const before = await requireOpen(tx, actor, id)
      const members = await queries.countGroupMembers(tx, actor.orgId, id, 'now')
      const after = { ...before, members, ...input }
      if (JSON.stringify(facts(before)) === JSON.stringify(facts(after))) return after
      await refuseName(tx, actor, after.name, id)
      await queries.updateGroup(tx, before, facts(after))
      appendAudit(tx, actor, {
        at,
        action: 'group.changed',
        subjectId: id,
        before: facts(before),
        after: facts(after),
      })
      return after
    })
  },

  /**
   * Retires a group: it can be chosen no more, and everybody leaves it. May be repeated.
   * @throws forbidden, not_found, in_use while approval definitions ask it
   */
  async retire(actor: Actor, id: string): Promise<Group> {
    authorize(actor, 'groups.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      await lockOrganization(tx, actor.orgId)
      const group = await requireGroup(tx, actor, id, 'update')
      if (group.retiredAt) return group
      const asking = await definitionsNamingGroup(tx, actor.orgId, id)
      if (asking.length > 0) {
        throw new DomainError('in_use', { by: asking.map(({ name }) => `the approval definition “${name}”`) })
      }
      const members = await queries.countGroupMembers(tx, actor.orgId, id, 'now')
      const retired = await queries.updateGroup(tx, group, { retiredAt: at })
      appendAudit(tx, actor, {
        at,
        action: 'group.retired',
        subjectId: id,
        before: { ...facts(group), members },
      })
      return retired
    })
  },

  /**
   * Adds people; who is in it already stays as they are. @returns how many came to it
   * @throws forbidden, not_found, in_use when it is retired, invalid_input for who is no active member
   */
  async add(actor: Actor, id: string, given: AddToGroup): Promise<{ added: number }> {
    authorize(actor, 'groups.manage')
    const { membershipIds } = checked(AddToGroup, given)
    return transact(deps, actor, async (tx) => {
      const group = await requireOpen(tx, actor, id)
      const people = await queries.admittable(tx, actor.orgId, { ids: membershipIds })
      const active = new Map(people.map((person) => [person.id, person.name]))
      const unknown = membershipIds.flatMap((one, n) => (active.has(one) ? [] : [n]))
      if (unknown.length > 0) {
        const errors = Object.fromEntries(unknown.map((n) => [`membershipIds/${n}`, 'Choose active members']))
        throw new DomainError('invalid_input', { errors })
      }
      return admit(tx, actor, group, active, deps.clock.now())
    })
  },

  /**
   * Adds the people of a pasted list by their addresses: all of them, or nobody.
   * @throws forbidden, not_found, in_use when it is retired, invalid_input with a sentence for each wrong line
   */
  async paste(actor: Actor, id: string, given: PastedPeople): Promise<{ added: number }> {
    authorize(actor, 'groups.manage')
    const rows = pastedPeople(checked(PastedPeople, given).list)
    return transact(deps, actor, async (tx) => {
      const group = await requireOpen(tx, actor, id)
      if (rows.length > MEMBERS_AT_ONCE) {
        throw new DomainError('invalid_input', { errors: { list: `Add at most ${MEMBERS_AT_ONCE} people at once` } })
      }
      const addresses = rows.flatMap(({ address }) => address ?? [])
      const found = await queries.admittable(tx, actor.orgId, { addresses })
      const byAddress = new Map(found.map((person) => [person.email, person]))
      const wrong = rows.flatMap(({ line, address }) => {
        if (address === null) return [`Line ${line} has no address`]
        return byAddress.has(address) ? [] : [`Line ${line}: no member has the address ${address}`]
      })
      if (wrong.length > 0) throw new DomainError('invalid_input', { errors: { list: shortened(wrong) } })
      return admit(tx, actor, group, new Map(found.map((person) => [person.id, person.name])), deps.clock.now())
    })
  },

  /**
   * Takes a person out of a group; that they were in it is kept. Whoever was asked to sign by the group, is asked no more.
   * @throws forbidden, not_found when they are not in it
   */
  async removeMember(actor: Actor, id: string, membershipId: string): Promise<void> {
    authorize(actor, 'groups.manage')
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      // The organization before rounds, as every change of who may sign.
      await lockOrganization(tx, actor.orgId)
      const group = await requireGroup(tx, actor, id)
      const [person] = await membersByIds(tx, actor.orgId, [membershipId])
      if (!person || !(await queries.endGroupMember(tx, group, membershipId, at))) throw new DomainError('not_found')
      await replanRounds(tx, actor, person, 'group left', at)
      appendAudit(tx, actor, {
        at,
        action: 'group.member_removed',
        subjectId: id,
        before: { name: group.name, membershipId, person: person.name },
      })
    })
  },
})

const WRONG_LINES_SHOWN = 20
const shortened = (sentences: string[]): string => {
  const more = sentences.length - WRONG_LINES_SHOWN
  return [...sentences.slice(0, WRONG_LINES_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join('. ')
}

async function requireGroup(tx: Transaction, actor: Actor, id: string, lock?: 'share' | 'update') {
  const group = await queries.findGroup(tx, actor.orgId, id, lock)
  if (!group) throw new DomainError('not_found')
  return group
}

/** Not retired, and not while the transaction runs. */
async function requireOpen(tx: Transaction, actor: Actor, id: string): Promise<Group> {
  const group = await requireGroup(tx, actor, id, 'share')
  if (group.retiredAt) throw new DomainError('in_use', { by: ['its retirement'] })
  return group
}

/** The organization is locked, so that no other takes the name meanwhile. */
async function refuseName(tx: Transaction, actor: Actor, name: string, own?: string): Promise<void> {
  const other = await queries.findGroupByName(tx, actor.orgId, name)
  if (other && other.id !== own) throw new DomainError('already_exists', { what: `The group “${other.name}”` })
}

/** Adds active members in the order of their ids, as every lock of several members. */
async function admit(
  tx: Transaction,
  actor: Actor,
  group: Group,
  people: ReadonlyMap<string, string>,
  at: Date,
): Promise<{ added: number }> {
  const past = await queries.pastInGroup(tx, actor.orgId, group.id, [...people.keys()])
  const rows = [...people.keys()]
    .filter((id) => !past.get(id)?.isIn)
    .toSorted()
    .map((membershipId) => {
      // Clocks of two processes differ: nobody comes back before they left.
      const from = new Date(Math.max(at.getTime(), past.get(membershipId)?.leftAt?.getTime() ?? 0))
      return { orgId: actor.orgId, id: newId(tx), groupId: group.id, membershipId, from }
    })
  const added = await queries.insertGroupMembers(tx, rows)
  if (added.length > 0) {
    appendAudit(tx, actor, {
      at,
      action: 'group.members_added',
      subjectId: group.id,
      after: { name: group.name, membershipIds: added, people: added.map((id) => people.get(id) ?? '') },
    })
  }
  return { added: added.length }
}
