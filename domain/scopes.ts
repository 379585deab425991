/** What an API key may be limited to. A key never does more than the person it belongs to. */
export const API_SCOPES = [
  'documents:read',
  'documents:write',
  'documents:publish',
  'signoffs:decide',
  'audit:read',
  'members:read',
  'members:write',
  'settings:write',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** What each lets a key do, for whoever chooses them. */
export const SCOPE_WORDS = {
  'documents:read': 'Read documents, versions, rounds, campaigns and notifications, search and download',
  'documents:write': 'Make, write, describe and submit documents',
  'documents:publish': 'Publish, revise, archive and restore documents, and run campaigns',
  'signoffs:decide': 'Sign, refuse to sign, comment on what is to be signed, and accept what one was asked to read',
  'audit:read': 'Read, export and verify the audit log',
  'members:read': 'Read members, groups, departments and invitations',
  'members:write': 'Invite, change and remove members, manage groups and departments',
  'settings:write': 'Manage API keys and approval definitions',
} as const satisfies Record<ApiScope, string>

export const isApiScope = (value: unknown): value is ApiScope => API_SCOPES.some((scope) => scope === value)
