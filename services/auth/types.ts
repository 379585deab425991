import type { Database } from '#db/client.ts'
import type { Clock } from '../ports.ts'
import type { RateLimits } from '../rate-limits/index.ts'

export interface AuthConfig {
  /** Where people reach Accord, without a slash at the end. Links in mails begin with it, never with what a request claims. */
  baseUrl: string
  /** Signs the cookies; at least 32 random characters. */
  secret: string
  /** Secure cookies, one origin only, no demo people. */
  production: boolean
  /** Who may make a new organization. */
  signUp: 'open' | 'closed'
  /** Sign-ins from one address within a minute, right or wrong. */
  signInsPerMinute: number
}

export interface AuthDeps {
  db: Database
  clock: Clock
  limits: RateLimits
  config: AuthConfig
}

/** What is known of the sender of a request. */
export interface Caller {
  /** As the page received them: cookies, origin, user agent. */
  headers: Headers
  ip: string | null
}

export interface SignedInUser {
  id: string
  name: string
  email: string
  isDemo: boolean
}

export interface Session {
  id: string
  expiresAt: Date
  user: SignedInUser
}

/** What became of a fresh sign-in of somebody who is signed in. */
export type ConfirmResult =
  | { ok: true; at: Date }
  | { ok: false; reason: 'wrong' }
  | { ok: false; reason: 'locked'; retryAfterSeconds: number }

/** What became of an attempt. `headers` carry the cookies of a success. */
export type SignInResult =
  | { ok: true; headers: Headers }
  | { ok: false; reason: 'wrong' | 'refused' }
  | { ok: false; reason: 'locked' | 'too_many'; retryAfterSeconds: number }
