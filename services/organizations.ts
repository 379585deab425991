import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { withActor } from '#db/client.ts'
import {
  findOwnMembership,
  insertMember,
  listOwnOrganizations,
  lockOrganization,
  type OrganizationRow,
} from '#db/queries/members.ts'
import { organizations } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, ROLES, type Role } from '#domain/roles.ts'
import { record } from './audit.ts'
import { type Deps, transact } from './kernel.ts'
import type { ChangeOrganization, NewOrganization } from './members/input.ts'

/** What is known of a request before it is known whose it is. */
export interface RequestFacts {
  requestId: string | null
  ip: string | null
}

const isRole = (role: string): role is Role => ROLES.some((known) => known === role)

/** What the audit log keeps of an organization. */
const facts = ({ name, timeZone, workingDays, settings }: OrganizationRow) => ({
  name,
  timeZone,
  workingDays,
  settings,
})

/** Organizations: the ones a person belongs to, making one, and what it has decided about itself. */
export const organizationService = (deps: Deps) => ({
  /** The actor that a person is in an organization, or null when they are not an active member: the two look the same from outside. */
  async actorFor(userId: string, slug: string, facts: RequestFacts): Promise<Actor | null> {
    const found = await withActor(deps.db, { orgId: null, userId }, (tx) => findOwnMembership(tx, userId, slug))
    if (!found) return null
    const { membership, organization } = found
    return {
      orgId: organization.id,
      orgSlug: organization.slug,
      userId,
      membershipId: membership.id,
      name: membership.name,
      roles: membership.roles.filter(isRole),
      positionTitle: membership.positionTitle,
      via: 'page',
      scopes: null,
      requestId: facts.requestId,
      ip: facts.ip,
      workflowId: null,
    }
  },

  /** The organizations of a person, for the switcher. */
  async listOf(userId: string) {
    return withActor(deps.db, { orgId: null, userId }, (tx) => listOwnOrganizations(tx, userId))
  },

  /** Makes an organization; its maker is its first admin. @throws already_exists when the address is taken */
  async create(user: { id: string; name: string; email: string }, input: NewOrganization, request: RequestFacts) {
    const orgId = uuidv7()
    const membershipId = uuidv7()
    const at = deps.clock.now()
    const roles: Role[] = ['admin', 'compliance_manager']
    return withActor(deps.db, { orgId, userId: user.id }, async (tx) => {
      const { name, slug, type, timeZone, workingDays } = input
      const [made] = await tx
        .insert(organizations)
        .values({ id: orgId, name, slug, type, timeZone, workingDays, createdAt: at })
        .onConflictDoNothing()
        .returning()
      if (!made) throw new DomainError('already_exists', { what: `The address ${slug}` })
      const person = { userId: user.id, name: user.name, email: user.email }
      await insertMember(tx, { orgId, id: membershipId, ...person, roles, createdAt: at })
      const actor: Actor = {
        orgId,
        orgSlug: slug,
        userId: user.id,
        membershipId,
        name: user.name,
        roles,
        positionTitle: null,
        via: 'page',
        scopes: null,
        ...request,
        workflowId: null,
      }
      await record(tx, actor, {
        at,
        action: 'organization.created',
        subject: { type: 'organization', id: orgId },
        after: { name, slug, type, timeZone, workingDays },
      })
      return made
    })
  },

  /** What the organization says of itself. */
  async get(actor: Actor) {
    return transact(deps, actor, async (tx) => {
      const [row] = await tx.select().from(organizations).where(eq(organizations.id, actor.orgId))
      if (!row) throw new DomainError('not_found')
      return row
    })
  },

  /** Changes name, time zone, working days or settings; the address stays, links in mails depend on it. @throws forbidden */
  async change(actor: Actor, input: ChangeOrganization) {
    authorize(actor, 'settings.manage')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const before = await lockOrganization(tx, actor.orgId)
      if (!before) throw new DomainError('not_found')
      const { authorsMayApprove, ...columns } = input
      const settings = authorsMayApprove === undefined ? before.settings : { ...before.settings, authorsMayApprove }
      const [after] = await tx
        .update(organizations)
        .set({ ...columns, settings })
        .where(eq(organizations.id, actor.orgId))
        .returning()
      if (!after) throw new DomainError('not_found')
      await record(tx, actor, {
        at,
        action: 'organization.changed',
        subject: { type: 'organization', id: actor.orgId },
        before: facts(before),
        after: facts(after),
      })
      return after
    })
  },
})

export type OrganizationService = ReturnType<typeof organizationService>
