import type { Transaction } from '#db/client.ts'
import { findMemberOfUser, insertMember, updateMember } from '#db/queries/members.ts'
import type { Actor } from '#domain/actor.ts'
import type { OrganizationType } from '#domain/organizations/types.ts'
import { appendAudit } from '../audit/append.ts'
import { nudgeCampaigns } from '../campaigns/nudge.ts'
import { newId } from '../ids.ts'
import { actorOf, type RequestFacts } from './actor.ts'

interface Person {
  id: string
  name: string
  email: string
}

/** What a person becomes in an organization. */
interface Place {
  organization: { id: string; slug: string; type: OrganizationType }
  roles: string[]
  positionTitle: string | null
}

/**
 * Makes a person a member of an organization, and records it. Whoever was removed gets the membership that they had:
 * what they did then stays theirs.
 * @returns the actor who joins, or null when they were made a member at the same moment
 */
export async function joinOrganization(
  tx: Transaction,
  { organization, roles, positionTitle }: Place,
  person: Person,
  request: RequestFacts,
  at: Date,
): Promise<Actor | null> {
  const { id: userId, name, email } = person
  const orgId = organization.id
  const before = await findMemberOfUser(tx, orgId, userId)
  if (before?.status === 'removed') {
    const again = { status: 'active', removedAt: null, roles, positionTitle, name, email } as const
    await updateMember(tx, orgId, before.id, again, at)
  }
  const row = { orgId, id: newId(tx), userId, name, email, roles, positionTitle, createdAt: at }
  const { id } = before ?? (await insertMember(tx, row)) ?? {}
  if (id === undefined) return null
  const actor = actorOf({ id, name, roles, positionTitle }, organization, userId, request)
  await nudgeCampaigns(tx, orgId)
  appendAudit(tx, actor, { at, action: 'member.joined', subjectId: id, after: { email, roles } })
  return actor
}
