import type { Logger } from 'pino'
import type { AppConfig, Auth, Readiness, Services } from './container.server.ts'

/** What every loader and action finds in `context`. Made once a request by the server, never by a route. */
export interface RequestContext {
  auth: Auth
  services: Services
  config: AppConfig
  /** For the content security policy: only scripts and styles that carry it run. */
  nonce: string
  requestId: string
  clientIp: string
  log: Logger
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends RequestContext {}
}

export type { AppConfig, Readiness, Services }
