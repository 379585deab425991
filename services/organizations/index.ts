import { type Transaction, withActor } from '#db/client.ts'
import { findFirstSteps } from '#db/queries/first-steps.ts'
import { findOwnMembership, insertMember, listOwnOrganizations } from '#db/queries/members.ts'
import {
  findOrganization,
  insertOrganization,
  lockOrganization,
  type OrganizationRow,
  updateOrganization,
} from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { allDone, type FirstSteps } from '#domain/organizations/first-steps.ts'
import { authorize, type Role } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { consumeSignUp } from '../auth/sign-up.ts'
import { insertUser, passwordHash } from '../auth/users.ts'
import { newId } from '../ids.ts'
import { actorOf, type RequestFacts } from '../members/actor.ts'
import { ChangeOrganization, NewAccount, NewOrganization } from '../members/input.ts'
import { nudgeAllReviews } from '../reviews/process.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'

interface Person {
  id: string
  name: string
  email: string
}

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
  async actorFor(userId: string, slug: string, request: RequestFacts): Promise<Actor | null> {
    const own = await withActor(deps.db, { orgId: null, userId }, (tx) => findOwnMembership(tx, userId, slug))
    if (!own) return null
    return actorOf(own.membership, own.organization, userId, request)
  },

  /** The organizations of a person, for the switcher. */
  async listOf(userId: string) {
    return withActor(deps.db, { orgId: null, userId }, (tx) => listOwnOrganizations(tx, userId))
  },

  /** Makes an organization; its maker is its first admin. @throws already_exists when the address is taken */
  async create(person: Person, given: NewOrganization, request: RequestFacts): Promise<{ slug: string }> {
    const input = checked(NewOrganization, given)
    const orgId = deps.ids.next()
    const at = deps.clock.now()
    return transact(deps, { orgId, userId: person.id }, (tx) => found(tx, orgId, person, input, request, at))
  },

  /**
   * Finishes a sign-up: the account and its organization, or neither.
   * @throws invitation_not_open when the mailed link was used or is too old, already_exists
   */
  async signUp(token: string, person: NewAccount, given: NewOrganization, request: RequestFacts) {
    const account = checked(NewAccount, person)
    const input = checked(NewOrganization, given)
    const orgId = deps.ids.next()
    const at = deps.clock.now()
    const hash = await passwordHash(account.password)
    return transact(deps, { orgId, userId: null }, async (tx) => {
      const email = await consumeSignUp(tx, token, at)
      const user = await insertUser(tx, { name: account.name, email, hash })
      return { email, ...(await found(tx, orgId, user, input, request, at)) }
    })
  },

  /** What the organization says of itself. */
  async get(actor: Actor) {
    return transact(deps, actor, async (tx) => {
      const row = await findOrganization(tx, actor.orgId)
      if (!row) throw new DomainError('not_found')
      return row
    })
  },

  /** Changes name, time zone, working days or settings; the address stays, links in mails depend on it. @throws forbidden */
  async change(actor: Actor, given: ChangeOrganization) {
    const { name, timeZone, workingDays, ...decided } = checked(ChangeOrganization, given)
    return change(deps, actor, { name, timeZone, workingDays }, decided)
  },

  /** What makes a new organization ready; null once all of it is done or nobody wants to see it. @throws forbidden */
  async firstSteps(actor: Actor): Promise<FirstSteps | null> {
    authorize(actor, 'settings.manage')
    const found = await transact(deps, actor, (tx) => findFirstSteps(tx, actor.orgId, readerOf(actor)))
    return found === null || found.hidden || allDone(found.steps) ? null : found.steps
  },

  /** Shows the first steps to no admin any more. @throws forbidden */
  async hideFirstSteps(actor: Actor): Promise<void> {
    await change(deps, actor, {}, { firstStepsHidden: true })
  },
})

/** Whether a change moves the reminders of reviews: each process then looks at its rows again. */
const concernsReminders = (before: OrganizationRow, after: OrganizationRow): boolean => {
  const when = ({ timeZone, workingDays, settings }: OrganizationRow) =>
    JSON.stringify([timeZone, workingDays, settings.reviewRhythm])
  return when(before) !== when(after)
}

/** Changes what the organization has decided about itself. @throws forbidden */
function change(
  deps: Deps,
  actor: Actor,
  columns: Pick<ChangeOrganization, 'name' | 'timeZone' | 'workingDays'>,
  decided: OrganizationRow['settings'],
): Promise<OrganizationRow> {
  authorize(actor, 'settings.manage')
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const before = await lockOrganization(tx, actor.orgId)
    if (!before) throw new DomainError('not_found')
    const after = await updateOrganization(tx, actor.orgId, {
      ...columns,
      settings: { ...before.settings, ...decided },
    })
    if (!after) throw new DomainError('not_found')
    if (concernsReminders(before, after)) await nudgeAllReviews(tx, actor.orgId)
    appendAudit(tx, actor, {
      at,
      action: 'organization.changed',
      subjectId: actor.orgId,
      before: facts(before),
      after: facts(after),
    })
    return after
  })
}

/** The rows of a new organization, in a transaction that is bound to its id already. */
async function found(
  tx: Transaction,
  orgId: string,
  person: Person,
  { name, slug, type, timeZone, workingDays }: NewOrganization,
  request: RequestFacts,
  at: Date,
): Promise<{ slug: string }> {
  const after = { name, slug, type, timeZone, workingDays }
  const isFree = await insertOrganization(tx, { id: orgId, ...after, createdAt: at })
  if (!isFree) throw new DomainError('already_exists', { what: `The address “${slug}”` })
  // Both: whoever starts alone has to write documents too, and can give the second role away.
  const roles: Role[] = ['admin', 'compliance_manager']
  const membershipId = newId(tx)
  await insertMember(tx, {
    orgId,
    id: membershipId,
    userId: person.id,
    name: person.name,
    email: person.email,
    roles,
    createdAt: at,
  })
  const membership = { id: membershipId, name: person.name, roles, positionTitle: null }
  const actor = actorOf(membership, { id: orgId, slug, type }, person.id, request)
  appendAudit(tx, actor, { at, action: 'organization.created', subjectId: orgId, after })
  return { slug }
}
