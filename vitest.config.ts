import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import LongestFirst from './test/setup/longest-first.ts'

/** Tests that need no engine: pure rules, the shape of the code, text in and text out. */
const UNIT = [
  'test/domain/**/*.test.{ts,tsx}',
  'test/architecture/**/*.test.ts',
  'test/services/content/**/*.test.ts',
  'test/services/config.test.ts',
  'test/app/components/**/*.test.tsx',
  'test/**/*.unit.test.{ts,tsx}',
]
const BROWSER = ['test/e2e/**/*.test.ts']

/** Tests over more random cases than all (see test/support/random-runs.ts) get as much more time. */
const PATIENCE = Math.max(1, Number(process.env.RANDOM_RUNS ?? 1))

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/slowest-files.ts'],
    // Much of a test's time is waiting for an engine: one file more than there are cores runs at once.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    setupFiles: 'test/setup/deprecations.ts',
    // Loading the modules takes longer than most files' tests, so one process runs many files, one after the other. They
    // share modules only: databases, queues and servers belong to one file each.
    isolate: false,
    // What was built runs as it was built.
    server: { deps: { external: [/\/build\/server\//] } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: UNIT, testTimeout: 60_000 * PATIENCE },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...UNIT, ...BROWSER],
          globalSetup: 'test/setup/engines.ts',
          testTimeout: 60_000 * PATIENCE,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: BROWSER,
          globalSetup: 'test/setup/engines.ts',
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
