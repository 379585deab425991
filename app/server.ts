import { createServer, type Server } from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import type { Logger } from 'pino'
import { loadWebConfig } from '#services/config.ts'
import { logUncaught } from '#services/log.ts'
import { webConfig } from './lib/config.server.ts'
import { createContainer } from './lib/container.server.ts'
import { builtFiles, createApp, type Pages } from './server/http.ts'
import { loadBuild } from './server/load-build.ts'
import { createTelemetry } from './server/observability.ts'

/** How long an answer under way may take once we are asked to stop: less than the launcher and containers wait. */
const STOP_GRACE_MS = 5_000
/**
 * Longer than proxies keep an idle connection (Caddy two minutes, most others one): whoever closes first must be the
 * proxy, or it sends a request into a connection that is just being closed and people see a 502.
 */
const IDLE_CONNECTION_MS = 125_000

const environment = loadWebConfig(process.env)
const config = webConfig(environment)
const telemetry = createTelemetry(config.logLevel)
logUncaught(telemetry.log)
const container = await createContainer(config, environment, telemetry.log)
const server = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS })
const fromSource = import.meta.url.endsWith('.ts')
// Sources reload what changes; what was built serves what was built, also on a developer's machine.
const pages = fromSource && config.mode === 'development' ? await vitePages(server) : await builtPages()
server.on('request', createApp(container, telemetry, pages))

server.listen(config.port, config.host, () => telemetry.log.info({ port: config.port }, 'web is listening'))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(server, telemetry.log))

/** Takes no new connection, lets answers end, closes streams, then lets go of the database. */
async function stop(listening: Server, log: Logger) {
  log.info('web is stopping')
  const force = setTimeout(() => listening.closeAllConnections(), STOP_GRACE_MS)
  const closed = new Promise<void>((resolve) => listening.close(() => resolve()))
  listening.closeIdleConnections()
  await container.close()
  await closed
  clearTimeout(force)
  log.info('web has stopped')
}

/** Reloads by way of our own server: a second port would be taken as soon as two copies are worked on. */
async function vitePages(over: Server): Promise<Pages> {
  const { createServer: createVite } = await import('vite')
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server: over } } })
  return {
    files: [vite.middlewares],
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
  }
}

async function builtPages(): Promise<Pages> {
  const root = new URL(fromSource ? '../build/' : './', import.meta.url)
  return { files: builtFiles(new URL('client', root).pathname), build: await loadBuild(root) }
}
