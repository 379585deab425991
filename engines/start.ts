import { existsSync, readFileSync } from 'node:fs'

// `npm start` and `npm run dev`. What needs a newer Node than this one is imported only after the version was checked.
const NEEDED = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node as string
const [, least = 0, leastMinor = 0, below = 0] = (/>=(\d+)\.(\d+) <(\d+)/.exec(NEEDED) ?? []).map(Number)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < least || (major === least && minor < leastMinor) || major >= below) {
  console.error(`Accord needs Node ${NEEDED}; this is Node ${process.versions.node}.`)
  process.exit(1)
}

if (existsSync('.env')) process.loadEnvFile()
const { launch } = await import('./launch/launcher.ts')
const { loadLaunchConfig } = await import('#services/config.ts')
const { plainly } = await import('./plain-error.ts')

const stop = new AbortController()
// Once asked, it stops: npm passes a Ctrl-C on that the terminal has sent here already.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (!stop.signal.aborted) console.log('\nStopping …')
    stop.abort()
  })
}

// Engines that stop cut the connections of steps under way; nobody waits for those steps any more.
process.on('uncaughtException', (error) => {
  if (stop.signal.aborted) return
  console.error(describe(error))
  stop.abort()
  process.exitCode = 1
})

try {
  const config = loadLaunchConfig(process.env)
  await launch({ config, fromSource: process.argv.includes('--dev'), signal: stop.signal })
} catch (error) {
  if (!stop.signal.aborted) {
    console.error(`\n${describe(error)}`)
    process.exitCode = 1
  }
}
// Whatever still holds the event loop open, a socket of an aborted step for one, is not worth waiting for.
process.exit()

/** A sentence for people; where it was thrown only when someone asks for it. */
function describe(error: unknown): string {
  return plainly(error, ['debug', 'trace'].includes(process.env.LOG_LEVEL ?? ''))
}
