import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { createDatabase } from '#db/client.ts'
import { CHROMIUM_ARGS } from '#engines/chromium.ts'
import { FileStore } from '#services/adapters/files.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { textThreads } from '#services/adapters/text-threads.ts'
import { loadWorkerConfig } from '#services/config.ts'
import { createLog, logUncaught } from '#services/log.ts'
import { systemClock, systemIds } from '#services/ports.ts'
import { WORKER_CONNECTIONS } from './queues.ts'
import { runWorker, type WorkerConfig } from './run.ts'

/** What is under way may end by itself for so long; the launcher waits a little longer before it insists. */
const GRACE_MS = 4_000

const config = loadWorkerConfig(process.env)
const log = createLog(config.logLevel)
logUncaught(log)

// Temporal's own runtime writes in our words and to our log; it must be configured before the first worker is made.
Runtime.install({
  logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
    const at = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const
    // A queue that has activities only is meant to be so.
    if (message.startsWith('No workflows registered')) return
    log[at[level]](meta ?? {}, message)
  }),
  shutdownSignals: [],
})

const db = createDatabase(config.databaseUrl, {
  max: WORKER_CONNECTIONS,
  onError: (err) => log.warn({ err }, 'a database connection broke'),
})
const mailer = smtpMailer(config.smtpUrl, config.mailFrom)
const printer = new PuppeteerPrinter({
  executablePath: config.chromiumPath,
  args: CHROMIUM_ARGS,
  warn: (message) => log.warn(message),
})
const texts = textThreads((err) => log.error({ err }, 'a thread for texts failed'))
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

try {
  const worker = await runWorker(
    {
      temporal: config.temporal,
      reconcileEverySeconds: config.reconcileEverySeconds,
      databaseUrl: config.databaseUrl,
      workflows: workflowCode(),
      graceMs: GRACE_MS,
    },
    {
      db,
      clock: systemClock,
      ids: systemIds,
      auditKeys: config.auditKeys,
      objects: new FileStore(join(config.dataDir, 'objects')),
      images: sharpImages(),
      texts,
      publicUrl: config.publicUrl,
      log,
      mailer,
      printer,
    },
    stopping.signal,
  )
  const asked = new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve()
    else stopping.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  // A worker that ended by itself takes no tasks any more: the process goes with it, and whoever watches starts another.
  await Promise.race([asked, worker.ended])
  log.info('worker is stopping')
  await worker.stop()
} finally {
  mailer.close()
  await printer.close()
  await texts.close()
  await db.$client.end()
}
log.info('worker has stopped')

/** In production the bundle lies beside this file; in development it is made from the sources at the start. */
function workflowCode(): WorkerConfig['workflows'] {
  const codePath = fileURLToPath(new URL('./workflows.js', import.meta.url))
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) }
}
