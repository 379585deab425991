import type { Actor } from '#domain/actor.ts'
import { shownPosition } from '#domain/members/position.ts'
import type { OrganizationType } from '#domain/organizations/types.ts'
import { isRole } from '#domain/roles.ts'

/** What is known of a request before it is known whose it is. */
export interface RequestFacts {
  requestId: string | null
  ip: string | null
  userAgent?: string | null
}

interface Membership {
  id: string
  name: string
  roles: string[]
  positionTitle: string | null
}

/** A person in one of their organizations, acting on a page. */
export const actorOf = (
  { id, name, roles, positionTitle }: Membership,
  organization: { id: string; slug: string; type: OrganizationType },
  userId: string,
  { requestId, ip, userAgent }: RequestFacts,
): Actor => ({
  orgId: organization.id,
  orgSlug: organization.slug,
  orgType: organization.type,
  userId,
  membershipId: id,
  name,
  roles: roles.filter(isRole),
  positionTitle: shownPosition({ positionTitle, roles }),
  via: 'page',
  scopes: null,
  requestId,
  ip,
  userAgent: userAgent ?? null,
  workflowId: null,
})
