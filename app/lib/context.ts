import type { Logger } from 'pino'
import type { Actor } from '#domain/actor.ts'
import type { Session } from '#services/auth/types.ts'
import type { RateLimits } from '#services/rate-limits/index.ts'
import type { AppConfig, Auth, Readiness, Services } from './container.server.ts'

/** Who sent the request, asked once for the guard and all loaders of a page. */
export interface AskedOnce {
  session?: Promise<Session | null>
  /** By the address of the organization. */
  actors: Map<string, Promise<Actor | null>>
}

/** What every loader and action finds in `context`. Made once a request by the server, never by a route. */
export interface RequestContext {
  auth: Auth
  services: Services
  config: AppConfig
  /** For addresses that need no session. */
  limits: RateLimits
  /** For the content security policy: only scripts and styles that carry it run. */
  nonce: string
  requestId: string
  clientIp: string
  log: Logger
  asked: AskedOnce
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends RequestContext {}
}

export type { AppConfig, Readiness, Services }
