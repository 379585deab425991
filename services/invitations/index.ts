import { acrossOrganizations, type Transaction, withActor } from '#db/client.ts'
import * as queries from '#db/queries/invitations.ts'
import { findMemberByEmail } from '#db/queries/members.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { findUserByEmail, insertUser, passwordHash } from '../auth/users.ts'
import { newId } from '../ids.ts'
import type { RequestFacts } from '../members/actor.ts'
import { Invite, NewAccount } from '../members/input.ts'
import { joinOrganization } from '../members/join.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'

const WEEK = 7 * 86_400_000

interface Person {
  id: string
  name: string
  email: string
}

/** Asking people to join, and joining. */
export const invitationService = (deps: Deps) => ({
  /** One page of the invitations that wait for an answer, by address, expired ones too. @throws forbidden */
  async list(actor: Actor, query: PageAsked = {}) {
    authorize(actor, 'members.read_invitations')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countOpenInvitations(tx, actor.orgId)
      const { rows, ...place } = await readPage(query, total, (page) =>
        queries.listOpenInvitations(tx, actor.orgId, page),
      )
      return { invitations: rows, ...place }
    })
  },

  /** Invites an address; the mail leaves by itself. @throws forbidden, already_exists for a member or an open invitation */
  async create(actor: Actor, given: Invite): Promise<{ id: string }> {
    authorize(actor, 'members.manage')
    const input = checked(Invite, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      if (await findMemberByEmail(tx, actor.orgId, input.email)) {
        throw new DomainError('already_exists', { what: 'A member with this address' })
      }
      const earlier = await queries.lockOpenInvitation(tx, actor.orgId, input.email)
      if (earlier && earlier.expiresAt <= at) await queries.updateInvitation(tx, earlier, { revokedAt: at })
      const made = await queries.insertInvitation(tx, {
        orgId: actor.orgId,
        id: newId(tx),
        ...input,
        // Nobody holds this token: the one that counts is made when the mail is.
        tokenHash: tokenHash(newToken()),
        invitedBy: memberOf(actor),
        createdAt: at,
        expiresAt: new Date(at.getTime() + WEEK),
      })
      if (!made) throw new DomainError('already_exists', { what: 'An invitation of this address' })
      appendAudit(tx, actor, {
        at,
        action: 'member.invited',
        subjectId: made.id,
        after: input,
      })
      return { id: made.id }
    })
  },

  /** Mails the invitation again, for another week; links of earlier mails stop working. @throws forbidden, invitation_not_open */
  async resend(actor: Actor, id: string): Promise<void> {
    authorize(actor, 'members.manage')
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      const invitation = await requireUnanswered(tx, actor.orgId, id)
      const expiresAt = new Date(at.getTime() + WEEK)
      await queries.updateInvitation(tx, invitation, { expiresAt, ...queries.newMail() })
      appendAudit(tx, actor, { at, action: 'invitation.resent', subjectId: id, after: { email: invitation.email } })
    })
  },

  /** Takes an invitation back. @throws forbidden, invitation_not_open */
  async revoke(actor: Actor, id: string): Promise<void> {
    authorize(actor, 'members.manage')
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      const invitation = await requireUnanswered(tx, actor.orgId, id)
      await queries.updateInvitation(tx, invitation, { revokedAt: at })
      appendAudit(tx, actor, { at, action: 'invitation.revoked', subjectId: id, before: { email: invitation.email } })
    })
  },

  /** What an invitation says, to whoever holds its token; null when it was used, withdrawn or is too old. */
  async read(token: string) {
    const at = deps.clock.now()
    const place = await locate(deps, token)
    if (!place) return null
    return withActor(deps.db, { orgId: place.orgId, userId: null }, async (tx) => {
      const found = await queries.findInvitation(tx, place.orgId, place.id)
      if (!found || !isOpen(found.invitation, at)) return null
      const { email, roles } = found.invitation
      const known = (await findUserByEmail(tx, email)) !== null
      return { email, roles, known, organization: found.organization.name, invitedBy: found.invitedByName }
    })
  },

  /**
   * Joins with an account that exists. Of two clicks at once one joins and the other finds it done.
   * @throws invitation_not_open, forbidden when it was sent to another address
   */
  async accept(token: string, person: Person, request: RequestFacts): Promise<{ slug: string }> {
    return joinWith(deps, token, request, async (_tx, invitation) => {
      if (invitation.email.toLowerCase() !== person.email.toLowerCase()) {
        throw new DomainError('forbidden', { action: 'use an invitation that was sent to another address' })
      }
      return person
    })
  },

  /** Joins with a new account, made in the same transaction: the mailed link proves the address. @throws invitation_not_open, already_exists */
  async acceptAsNew(token: string, given: NewAccount, request: RequestFacts): Promise<{ slug: string; email: string }> {
    const account = checked(NewAccount, given)
    const hash = await passwordHash(account.password)
    return joinWith(deps, token, request, (tx, { email }) => insertUser(tx, { name: account.name, email, hash }))
  },
})

const isOpen = (invitation: queries.InvitationRow, at: Date) =>
  invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > at

const locate = (deps: Deps, token: string) =>
  acrossOrganizations(deps.db, (tx) => queries.locateInvitation(tx, tokenHash(token)))

async function requireUnanswered(tx: Transaction, orgId: string, id: string): Promise<queries.InvitationRow> {
  const invitation = await queries.lockInvitation(tx, orgId, id)
  if (!invitation) throw new DomainError('not_found')
  if (invitation.acceptedAt || invitation.revokedAt) throw new DomainError('invitation_not_open')
  return invitation
}

async function joinWith(
  deps: Deps,
  token: string,
  request: RequestFacts,
  identify: (tx: Transaction, invitation: queries.InvitationRow) => Promise<Person>,
): Promise<{ slug: string; email: string }> {
  const at = deps.clock.now()
  const place = await locate(deps, token)
  if (!place) throw new DomainError('invitation_not_open')
  return transact(deps, { orgId: place.orgId, userId: null }, async (tx) => {
    const organization = await lockOrganization(tx, place.orgId)
    const invitation = await queries.lockInvitation(tx, place.orgId, place.id)
    if (!organization || !invitation || !isOpen(invitation, at)) throw new DomainError('invitation_not_open')
    const person = await identify(tx, invitation)
    const { roles, positionTitle } = invitation
    const joined = await joinOrganization(tx, { organization, roles, positionTitle }, person, request, at)
    if (!joined) throw new DomainError('invitation_not_open')
    await queries.updateInvitation(tx, invitation, { acceptedAt: at })
    return { slug: organization.slug, email: person.email }
  })
}
