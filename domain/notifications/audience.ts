import type { Role } from '../roles.ts'

/** To whom a notification goes. Roles and `everyone` mean the active members at the time of the commit. */
export type Audience = { members: readonly string[] } | { roles: readonly Role[] } | 'everyone'
