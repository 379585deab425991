import type { WebConfig } from '#services/config.ts'
import type { AppConfig } from './container.server.ts'

/** What the web process's own code needs of the configuration. */
export function webConfig(config: WebConfig): AppConfig {
  return {
    mode: config.environment,
    host: config.host,
    port: config.port,
    baseUrl: config.publicUrlGiven ? config.publicUrl : null,
    trustedProxies: config.trustedProxies,
    logLevel: config.logLevel,
    supportUrl: config.supportUrl,
  }
}
