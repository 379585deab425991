import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { taskQueue, temporalAddress } from './temporal.ts'

const ROOT = join(import.meta.dirname, '..', '..')

interface WorkerProcess {
  databaseUrl: string
  smtpUrl: string
  dataDir: string
  /** Where the browser is that prints. */
  browser: string
  /** What is logged goes to standard output; without a level, only errors are. */
  logLevel?: string
}

/** Starts the worker as it was built for production, in a process of its own. `ensureBuilt` comes before, and the caller ends it. */
export const startWorkerProcess = (options: WorkerProcess): ChildProcess =>
  spawn(process.execPath, ['--enable-source-maps', 'build/worker.js'], {
    cwd: ROOT,
    stdio: ['ignore', options.logLevel ? 'pipe' : 'ignore', options.logLevel ? 'pipe' : 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      ACCORD_DATA_DIR: options.dataDir,
      // What a killed process leaves behind goes with the rest of it.
      TMPDIR: options.dataDir,
      DATABASE_URL: options.databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_QUEUE_PREFIX: taskQueue(),
      SMTP_URL: options.smtpUrl,
      AUTH_SECRET: 'a secret of at least thirty-two characters',
      PUPPETEER_EXECUTABLE_PATH: options.browser,
      LOG_LEVEL: options.logLevel ?? 'error',
    },
  })

/** Resolves with the exit code, or null when a signal ended it. */
export const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(child.exitCode),
  )
