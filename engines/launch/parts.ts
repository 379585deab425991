import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Reader, readBy, VARIABLE_NAMES } from '#services/config/variables.ts'
import type { LaunchConfig } from '#services/config.ts'
import { auditKeysOf } from '../audit/keys.ts'
import { chromiumPath } from '../chromium.ts'
import { mailboxCommand } from '../mailbox.ts'
import { isPortFree } from '../ports.ts'
import { ensurePostgres, isEmbeddedServing, type Postgres } from '../postgres.ts'
import { keptSecret } from '../state.ts'
import { prepareNamespace } from '../temporal/attributes.ts'
import { startTemporal } from '../temporal.ts'
import { startChild } from './child.ts'
import { keepLogsSmall } from './logs.ts'
import type { Ports } from './ports.ts'
import { say } from './progress.ts'
import type { Part, Running } from './supervisor.ts'

const never = new Promise<string>(() => undefined)
const nothing: Running = { pid: null, ended: never, stop: async () => undefined }

/** PostgreSQL, as a part; `found` gets its address. */
export function postgresPart(config: LaunchConfig, found: (postgres: Postgres) => void): Part {
  return {
    name: 'PostgreSQL',
    async start() {
      const postgres = await ensurePostgres(config)
      found(postgres)
      if (postgres.origin === 'given') return nothing
      const stopped = new AbortController()
      const stop = async () => {
        stopped.abort()
        await postgres.stop()
      }
      return { pid: null, ended: untilGone(config.dataDir, stopped.signal), stop }
    },
  }
}

/** PostgreSQL detaches itself, so its end is no event of a child: it is looked for. */
async function untilGone(dataDir: string, signal: AbortSignal): Promise<string> {
  while (!signal.aborted) {
    if (!(await isEmbeddedServing(dataDir))) return 'it is gone'
    await delay(1_000, undefined, { signal }).catch(() => undefined)
  }
  return 'stopped'
}

/** The Temporal server, as a part; one that was given is only made ready. */
export function temporalPart(config: LaunchConfig, ports: Ports): Part {
  const { address, namespace } = config.temporal
  return {
    name: 'Temporal',
    async start() {
      if (address) {
        await prepareNamespace(address, namespace, 10_000)
        return nothing
      }
      const { child, stop } = await startTemporal({
        stateDir: config.dataDir,
        port: ports.temporal,
        uiPort: ports.temporalUi,
        namespace,
        say,
      })
      const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? `exit code ${code}`))
      return { pid: null, ended, stop }
    },
  }
}

/** What the launcher has found and started, as the variables that say so. */
export async function childEnvironment(config: LaunchConfig, ports: Ports, appUrl: string): Promise<NodeJS.ProcessEnv> {
  const { temporal, dataDir } = config
  return {
    ...process.env,
    NODE_ENV: config.environment,
    PORT: String(ports.web),
    ACCORD_DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: temporal.address ?? `127.0.0.1:${ports.temporal}`,
    SMTP_URL: config.smtpUrl ?? (usesMailbox(config) ? `smtp://127.0.0.1:${ports.smtp}` : ''),
    AUTH_SECRET: config.authSecret ?? keptSecret(dataDir, 'auth'),
    AUDIT_KEYS: auditKeysOf(config)
      .map(({ id, secret }) => `${id}:${secret}`)
      .join(','),
    PUPPETEER_EXECUTABLE_PATH: await chromiumPath(config.chromiumPath, say),
  }
}

/** Of Accord's variables a process gets only those that it reads: neither owns the tables, and the worker signs no sessions. */
export function environmentOf(reader: Reader, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const given = { ...env }
  for (const name of VARIABLE_NAMES) if (!readBy(reader).includes(name)) delete given[name]
  return given
}

export const usesMailbox = (config: LaunchConfig): boolean => !config.smtpUrl && config.environment !== 'production'

export const temporalPage = (config: LaunchConfig, ports: Ports): string | null =>
  config.temporal.address ? config.temporal.uiUrl : `http://localhost:${ports.temporalUi}`

/** A Node process of ours, as a part. In production its output is the terminal's, for whoever collects logs there. */
export function processPart(
  name: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  config: LaunchConfig,
  shows: boolean,
): Part {
  const log = shows || config.environment === 'production' ? null : join(config.dataDir, `${name}.log`)
  const part = { name, start: () => startChild({ args, env, log, graceMs: 6_000 }) }
  return log ? keepLogsSmall(part, log) : part
}

export function mailboxPart(ports: Ports, config: LaunchConfig): Part {
  const args = mailboxCommand({ smtp: ports.smtp, page: ports.mailPage }, config.dataDir)
  return onFreePorts(processPart('mailbox', args, process.env, config, false), [ports.smtp, ports.mailPage])
}

/**
 * Starts a part only where nobody else listens. Claims keep other installations away from a port, and nothing keeps another
 * program away: its pages would be taken for ours, and our mails would be sent to it.
 * @throws when one of the ports is taken; the supervisor tries again
 */
export const onFreePorts = (part: Part, ports: readonly number[]): Part => ({
  ...part,
  async start() {
    for (const port of ports)
      if (!(await isPortFree(port))) throw new Error(`another program has taken port ${port} meanwhile`)
    return part.start()
  },
})
