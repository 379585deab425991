import type { OrganizationType } from './organizations/types.ts'
import type { Role } from './roles.ts'
import type { ApiScope } from './scopes.ts'

/** Who acts, in which organization, through which door. Every use case takes one. */
export type Actor = {
  orgId: string
  orgSlug: string
  /** Null for the system, which does not look at it. */
  orgType: OrganizationType | null
  /** Null for the system. */
  userId: string | null
  membershipId: string | null
  name: string
  roles: Role[]
  /** Their position as it is shown, copied onto what the person signs. */
  positionTitle: string | null
  via: 'page' | 'api' | 'system'
  /** Null: not limited, as in a browser session. */
  scopes: ApiScope[] | null
  requestId: string | null
  ip: string | null
  /** What the browser or the program calls itself, as far as it says so. */
  userAgent?: string | null
  /** The workflow in whose name the system acts. */
  workflowId: string | null
}

/** The actor of activities: no roles, no person, named by its workflow in the audit log. */
export function systemActor(orgId: string, workflowId: string | null, orgSlug = ''): Actor {
  return {
    orgId,
    orgSlug,
    orgType: null,
    userId: null,
    membershipId: null,
    name: 'Accord',
    roles: [],
    positionTitle: null,
    via: 'system',
    scopes: null,
    requestId: null,
    ip: null,
    workflowId,
  }
}
