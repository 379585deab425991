import { join } from 'node:path'
import type { Logger } from 'pino'
import { acrossOrganizations, createDatabase } from '#db/client.ts'
import { type Backlog, outboxBacklog } from '#db/queries/outbox.ts'
import { type ProcessFigures, processFigures } from '#db/queries/processes.ts'
import { FileStore } from '#services/adapters/files.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { textThreads } from '#services/adapters/text-threads.ts'
import { type Auth, createAuth } from '#services/auth/index.ts'
import type { WebConfig } from '#services/config.ts'
import { createServices, type Services as UseCases } from '#services/index.ts'
import { type LiveService, liveService } from '#services/live/index.ts'
import { rightsOf } from '#services/live/rights.ts'
import { systemClock, systemIds } from '#services/ports.ts'
import { createRateLimits, type RateLimits } from '#services/rate-limits/index.ts'
import { type Readiness, readiness } from '#services/readiness.ts'
import { connectTemporal, temporalAnswers } from '#services/temporal/connection.ts'

/** What the web process reads from the environment. */
export interface AppConfig {
  mode: 'development' | 'production' | 'test'
  host: string
  port: number
  /** Where people reach us, such as `https://accord.example.com`; null takes the address of the request. */
  baseUrl: string | null
  /** Express "trust proxy": which proxies may name the client's address. */
  trustedProxies: string[]
  logLevel: string
  supportUrl: string | null
}

/** The use cases, and what notifies open pages of changes. */
export type Services = UseCases & { live: LiveService }
export type { Auth, Backlog, ProcessFigures, Readiness }

export interface Container {
  config: AppConfig
  auth: Auth
  limits: RateLimits
  services: Services
  ready(): Promise<Readiness>
  /** How many messages to Temporal wait. @throws when the database does not answer */
  backlog(): Promise<Backlog>
  /** What the reconciler found, and what has failed. @throws when the database does not answer */
  processes(): Promise<ProcessFigures[]>
  close(): Promise<void>
}

/** Sign-ins from one address within a minute. Higher outside production, where tests and demonstrations sign in often. */
const SIGN_INS_PER_MINUTE = { production: 30, development: 600, test: 600 } as const

/** Composition root of the web process: the one place that chooses the implementation behind each service. */
export async function createContainer(
  config: AppConfig,
  { databaseUrl, authSecret, auditKeys, publicUrl, signUp, dataDir, temporal: temporalConfig }: WebConfig,
  log: Logger,
): Promise<Container> {
  const db = createDatabase(databaseUrl, { onError: (err) => log.warn({ err }, 'a database connection broke') })
  const limits = createRateLimits(db)
  const auth = createAuth({
    db,
    clock: systemClock,
    limits,
    config: {
      baseUrl: publicUrl,
      secret: authSecret,
      production: config.mode === 'production',
      signUp,
      signInsPerMinute: SIGN_INS_PER_MINUTE[config.mode],
    },
  })
  const temporal = connectTemporal(temporalConfig)
  const objects = new FileStore(join(dataDir, 'objects'))
  const texts = textThreads((err) => log.error({ err }, 'a thread for texts failed'))
  const services = createServices({
    db,
    clock: systemClock,
    ids: systemIds,
    objects,
    images: sharpImages(),
    auditKeys,
    texts,
    publicUrl,
    log,
  })
  const live = liveService(databaseUrl, log, {
    readable: services.documents.readable,
    holds: rightsOf({ db, clock: systemClock }),
  })
  return {
    config,
    auth,
    limits,
    services: { live, ...services },
    backlog: () => acrossOrganizations(db, outboxBacklog),
    processes: () => acrossOrganizations(db, processFigures),
    ready: () => readiness(db, () => temporalAnswers(temporal.client)),
    async close() {
      await live.close()
      await texts.close()
      await temporal.close()
      await db.$client.end()
    },
  }
}
