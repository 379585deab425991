import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { webConfig } from '#app/lib/config.server.ts'
import { createContainer } from '#app/lib/container.server.ts'
import { builtFiles, createApp } from '#app/server/http.ts'
import { build as buildAll } from '#engines/build/build.ts'
import { isBuilt } from '#engines/build/sources.ts'
import { seedDemo } from '#engines/seed/index.ts'
import { FileStore } from '#services/adapters/files.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { loadWebConfig } from '#services/config.ts'
import { systemClock } from '#services/ports.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { benchDatabase } from './databases.ts'

/** The pages as production builds them, over the demo organizations, in this process. */
export async function openSite(engines: TestEngines, name: string, dataDir: string) {
  const { db, url: databaseUrl } = await benchDatabase(engines, name)
  await seedDemo({ db, clock: systemClock, objects: new FileStore(join(dataDir, 'objects')), images: sharpImages() })
  await db.$client.end()
  const environment = loadWebConfig({
    NODE_ENV: 'test',
    ACCORD_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    AUTH_SECRET: 'a secret of at least thirty-two characters, for benchmarks only',
  })
  const log = pino({ level: 'silent' })
  const container = await createContainer(webConfig(environment), environment, log)
  const build = await builtPages()
  const closing = [() => container.close()]

  return {
    build,
    container,
    /** Serves the pages, or others made from them, on a port of its own. @returns their address */
    async serve(pages: ServerBuild): Promise<string> {
      const files = builtFiles(resolve('build/client'))
      const server = createServer(createApp(container, { log, registry: new Registry() }, { files, build: pages }))
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      closing.unshift(async () => {
        server.closeAllConnections()
        await new Promise((closed) => server.close(closed))
      })
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async close(): Promise<void> {
      for (const step of closing) await step()
    },
  }
}

/** Signs somebody in, one of the demo's people by default. @returns their cookie */
export async function signIn(url: string, email: string, password = 'accord-demo'): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    body: JSON.stringify({ email, password }),
    headers: { 'content-type': 'application/json', origin: url },
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function builtPages(): Promise<ServerBuild> {
  if (!(await isBuilt())) await buildAll({ quiet: true })
  // React asks once, as it is loaded, whether it is in production: there it renders several times as fast.
  process.env.NODE_ENV = 'production'
  return (await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild
}
