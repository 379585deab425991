import type { Reporter, TestModule } from 'vitest/node'

const SHOWN = 10

/** Prints the slowest test files of a run, so that whoever adds to them sees what a run costs. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= SHOWN) return
    const files = modules
      .map((module) => ({ path: module.relativeModuleId, seconds: secondsOf(module) }))
      .toSorted((a, b) => b.seconds - a.seconds)
    const all = files.reduce((sum, { seconds }) => sum + seconds, 0)
    const lines = files.slice(0, SHOWN).map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`)
    const title = `The ${SHOWN} slowest of ${files.length} test files, which took ${all.toFixed(0)} s one by one:`
    process.stdout.write(`\n${[title, ...lines].join('\n')}\n`)
  }
}

/** Its tests, and what came before them: loading its modules and preparing what it works on. */
function secondsOf(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic()
  return (collectDuration + setupDuration + duration) / 1_000
}
