import { z } from 'zod'
import { ROLES } from '#domain/roles.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from './common.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from './examples.ts'

type Member = Awaited<ReturnType<Services['members']['get']>>
type Invitation = Awaited<ReturnType<Services['invitations']['list']>>['invitations'][number]
type Key = Awaited<ReturnType<Services['apiKeys']['list']>>['keys'][number]

/** A role that this release does not know is not shown rather than shown wrong. */
const rolesOf = (roles: readonly string[]) => ROLES.filter((role) => roles.includes(role))

export const MemberView = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    positionTitle: z.string().nullable(),
    managerId: id.nullable(),
    timeZone: z.string().nullable().meta({ description: "Null: the organization's." }),
    workingDays: z.array(z.number().int()).nullable().meta({ description: "ISO weekdays; null: the organization's." }),
    joinedAt: instant,
  })
  .meta({ id: 'Member' })

export const memberView = (member: Member): z.input<typeof MemberView> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  roles: rolesOf(member.roles),
  positionTitle: member.positionTitle,
  managerId: member.managerId,
  timeZone: member.timeZone,
  workingDays: member.workingDays,
  joinedAt: iso(member.createdAt),
})

export const InvitationView = z
  .object({
    id,
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    positionTitle: z.string().nullable(),
    invitedBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' })

export const invitationView = ({ invitation, invitedByName }: Invitation): z.input<typeof InvitationView> => ({
  id: invitation.id,
  email: invitation.email,
  roles: rolesOf(invitation.roles),
  positionTitle: invitation.positionTitle,
  invitedBy: invitedByName,
  createdAt: iso(invitation.createdAt),
  expiresAt: iso(invitation.expiresAt),
})

export const ApiKeyView = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().meta({ description: 'The first characters, to tell keys apart.' }),
    scopes: z.array(z.enum(API_SCOPES)),
    memberName: z.string().meta({ description: 'As whom it acts.' }),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

export const NewApiKeyView = z
  .object({
    id,
    key: z.string().nullable().meta({ description: 'Shown once: a repeat of the request answers null.' }),
    prefix: z.string(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'NewApiKey' })

export const apiKeyView = (key: Key): z.input<typeof ApiKeyView> => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: API_SCOPES.filter((scope) => key.scopes.includes(scope)),
  memberName: key.memberName,
  createdAt: iso(key.createdAt),
  expiresAt: isoOrNull(key.expiresAt),
  lastUsedAt: isoOrNull(key.lastUsedAt),
  revokedAt: isoOrNull(key.revokedAt),
})

export const MEMBER_EXAMPLE = {
  id: EXAMPLE_IDS.signer,
  name: 'Miguel Santos',
  email: 'miguel@helix.example',
  roles: ['approver'],
  positionTitle: 'CTO',
  managerId: null,
  timeZone: null,
  workingDays: null,
  joinedAt: EXAMPLE_TIME,
} satisfies z.input<typeof MemberView>

export const INVITATION_EXAMPLE = {
  id: EXAMPLE_IDS.invitation,
  email: 'grace@helix.example',
  roles: ['author'],
  positionTitle: null,
  invitedBy: 'Ada Okafor',
  createdAt: EXAMPLE_TIME,
  expiresAt: '2026-06-08T09:00:00.000Z',
} satisfies z.input<typeof InvitationView>

export const API_KEY_EXAMPLE = {
  id: EXAMPLE_IDS.apiKey,
  name: 'Nightly export',
  prefix: 'acc_Zm9vYm',
  scopes: ['documents:read'],
  memberName: 'Ada Okafor',
  createdAt: EXAMPLE_TIME,
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
} satisfies z.input<typeof ApiKeyView>
