import { bootEngines, type TestEngines } from '#test/support/engines.ts'
import { documentPageBench } from './document-page.ts'
import { libraryBench } from './library.ts'
import { roundsBench } from './rounds.ts'
import { keep, type Result } from './support/report.ts'

// `npm run bench -- [name …]`: each prints ratios whose two sides were measured in the same run on the same machine.
const BENCHES: Record<string, (engines: TestEngines) => Promise<Result>> = {
  library: libraryBench,
  'document-page': documentPageBench,
  rounds: roundsBench,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const { engines, stop } = await bootEngines()
try {
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
    const result = await BENCHES[name]?.(engines)
    if (result) await keep(result)
  }
} finally {
  await stop()
}
