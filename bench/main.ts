import '#test/setup/deprecations.ts'
import { bootEngines, type TestEngines } from '#test/support/engines.ts'
import { documentPageBench } from './document-page.ts'
import { libraryBench } from './library.ts'
import { liveBench } from './live.ts'
import { notificationsBench } from './notifications.ts'
import { printBench } from './print.ts'
import { relayBench } from './relay.ts'
import { roundsBench } from './rounds.ts'
import { startBench } from './start.ts'
import { intoReadme, keep, type Result } from './support/report.ts'

// `npm run bench -- [name …]`: what is compared was measured on both sides in the same run on the same machine.
const BENCHES: Record<string, (engines: TestEngines) => Promise<Result>> = {
  library: libraryBench,
  print: printBench,
  rounds: roundsBench,
  relay: relayBench,
  'document-page': documentPageBench,
  live: liveBench,
  notifications: notificationsBench,
  start: startBench,
}

const names = Object.keys(BENCHES)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are ${names.join(', ')}.`)
  process.exit(2)
}

const { engines, stop } = await bootEngines({ durable: true })
try {
  for (const name of asked.length > 0 ? asked : names) {
    const result = await BENCHES[name]?.(engines)
    if (result) await keep(result)
  }
  await intoReadme(names)
} finally {
  await stop()
}
