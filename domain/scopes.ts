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

export const isApiScope = (value: unknown): value is ApiScope => API_SCOPES.some((scope) => scope === value)
