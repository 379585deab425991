import { z } from 'zod'
import type { AppConfig } from './container.server.ts'

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  BASE_URL: z.url().optional(),
  TRUSTED_PROXIES: z.string().default('loopback'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SUPPORT_URL: z.url().optional(),
})

/** Reads the environment once, at start; a wrong value stops the process by its name. */
export function readWebConfig(environment: NodeJS.ProcessEnv): AppConfig {
  const read = Environment.parse(environment)
  return {
    mode: read.NODE_ENV,
    host: read.HOST,
    port: read.PORT,
    baseUrl: read.BASE_URL ?? null,
    trustedProxies: read.TRUSTED_PROXIES.split(',').map((proxy) => proxy.trim()),
    logLevel: read.LOG_LEVEL,
    supportUrl: read.SUPPORT_URL ?? null,
  }
}
