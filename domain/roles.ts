import type { Actor } from './actor.ts'
import { DomainError } from './errors.ts'
import type { OrganizationType } from './organizations/types.ts'
import type { ApiScope } from './scopes.ts'

/** What a membership may be; one membership may hold several. */
export const ROLES = ['admin', 'compliance_manager', 'author', 'approver', 'it_manager', 'auditor', 'member'] as const
export type Role = (typeof ROLES)[number]

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)

export const ROLE_LABELS = {
  admin: 'Admin',
  compliance_manager: 'Compliance manager',
  author: 'Author',
  approver: 'Approver',
  it_manager: 'IT manager',
  auditor: 'Auditor',
  member: 'Member',
} as const satisfies Record<Role, string>

/** `any`: on every row of the organization. `own`: only on what the actor owns or wrote. */
type Grant = 'any' | 'own'
type Capable = { action: string; scope: ApiScope; roles: Partial<Record<Role, Grant>> }

const everyone = {
  admin: 'any',
  compliance_manager: 'any',
  author: 'any',
  approver: 'any',
  it_manager: 'any',
  auditor: 'any',
  member: 'any',
} as const
const owners = { author: 'own', approver: 'own', it_manager: 'own', auditor: 'own', member: 'own' } as const
const managers = { admin: 'any', compliance_manager: 'any' } as const
const writers = { ...managers, author: 'own' } as const

/**
 * Who may do what: the one table. Rows are capabilities, columns are roles, an absent column is a no.
 * `action` completes the sentence "You cannot …". `scope` is what an API key must carry for it.
 */
export const CAPABILITIES = {
  'documents.read': { action: 'read documents in effect', scope: 'documents:read', roles: everyone },
  'documents.read_drafts': {
    action: 'read drafts, rounds and comments',
    scope: 'documents:read',
    roles: { ...managers, author: 'any', approver: 'any', auditor: 'any' },
  },
  'documents.create': { action: 'create documents', scope: 'documents:write', roles: { ...managers, author: 'any' } },
  'documents.edit': { action: 'edit this document', scope: 'documents:write', roles: writers },
  'documents.submit': { action: 'submit this document', scope: 'documents:write', roles: writers },
  'documents.publish': { action: 'publish documents', scope: 'documents:publish', roles: managers },
  'documents.revise': { action: 'send documents back for revision', scope: 'documents:publish', roles: managers },
  /** The owner answers for the text, whatever else they may do. */
  'documents.confirm_review': {
    action: 'confirm the review of this document',
    scope: 'documents:write',
    roles: { ...owners, ...managers },
  },
  'reviews.manage': {
    action: 'move reviews to another day',
    scope: 'documents:publish',
    roles: managers,
  },
  'reviews.subscribe': { action: 'subscribe to reviews', scope: 'documents:write', roles: everyone },
  'documents.archive': { action: 'archive documents', scope: 'documents:publish', roles: managers },
  'documents.delete': { action: 'delete this document', scope: 'documents:write', roles: { ...writers, admin: 'any' } },
  'signoffs.be_asked': {
    action: 'be asked to sign by role',
    scope: 'signoffs:decide',
    roles: { ...managers, approver: 'any' },
  },
  'rounds.manage': {
    action: 'change a running round',
    scope: 'documents:write',
    roles: { ...managers, author: 'own' },
  },
  'rounds.retry': { action: 'retry an approval', scope: 'documents:publish', roles: managers },
  'approval_definitions.manage': { action: 'manage approval definitions', scope: 'settings:write', roles: managers },
  'campaigns.read': {
    action: 'see acknowledgment campaigns',
    scope: 'documents:read',
    roles: { ...managers, auditor: 'any' },
  },
  'campaigns.manage': { action: 'run acknowledgment campaigns', scope: 'documents:publish', roles: managers },
  /** The owner answers for the text, and knows what must be understood of it. */
  'checks.write': {
    action: 'write the questions about this document',
    scope: 'documents:write',
    roles: { ...owners, ...managers },
  },
  'campaigns.accept': { action: 'accept what you are asked to read', scope: 'signoffs:decide', roles: everyone },
  'audit.read': {
    action: 'read the audit log',
    scope: 'audit:read',
    roles: { ...managers, it_manager: 'any', auditor: 'any' },
  },
  'members.read': { action: 'see the members', scope: 'members:read', roles: everyone },
  'members.read_invitations': { action: 'see who is invited', scope: 'members:read', roles: { admin: 'any' } },
  'members.manage': { action: 'manage members', scope: 'members:write', roles: { admin: 'any' } },
  'groups.manage': { action: 'manage groups and departments', scope: 'members:write', roles: managers },
  'settings.manage': {
    action: 'change settings and API keys',
    scope: 'settings:write',
    roles: { admin: 'any' },
  },
} as const satisfies Record<string, Capable>
export type Capability = keyof typeof CAPABILITIES

/** What a command, a page or a tab asks of its reader; what is absent is not asked. */
export interface Needs {
  capability?: Capability
  /** Only organizations of this type have it. */
  orgType?: OrganizationType
}

/** What is known of the row: `own` is true when the actor owns it or wrote it. */
export type CapabilityContext = { own?: boolean }

/** The roles that hold a capability on any row, in the order of ROLES. Denials name them. */
export function rolesThatCan(capability: Capability): Role[] {
  const { roles }: Capable = CAPABILITIES[capability]
  return ROLES.filter((role) => roles[role] === 'any')
}

/** What of an actor decides what they may do. */
export type Holder = Pick<Actor, 'via' | 'roles' | 'scopes'>

/** May this actor do this? The system may do all: it acts on what a person decided before. */
export function can(actor: Holder, capability: Capability, context: CapabilityContext = {}): boolean {
  if (actor.via === 'system') return true
  const { roles, scope }: Capable = CAPABILITIES[capability]
  if (actor.scopes !== null && !actor.scopes.includes(scope)) return false
  return actor.roles.some((role) => roles[role] === 'any' || (roles[role] === 'own' && context.own === true))
}

/** Does this reader have what a command, a page or a tab needs? */
export const meets = (actor: Holder & Pick<Actor, 'orgType'>, { capability, orgType }: Needs): boolean =>
  (orgType === undefined || actor.orgType === orgType) && (capability === undefined || can(actor, capability))

/** Throws what `can` denies, naming the missing scope or the roles that could. */
export function authorize(actor: Actor, capability: Capability, context: CapabilityContext = {}): void {
  if (can(actor, capability, context)) return
  const { action, scope }: Capable = CAPABILITIES[capability]
  if (actor.scopes !== null && !actor.scopes.includes(scope)) throw new DomainError('scope_missing', { scope })
  throw new DomainError('forbidden', { capability, action, roles: rolesThatCan(capability) })
}
