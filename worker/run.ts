import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@temporalio/client'
import { NativeConnection, type Worker } from '@temporalio/worker'
import { backoffMs } from '#domain/backoff.ts'
import { createAccountMails } from '#services/auth/account-mails.ts'
import { createInvitationMails } from '#services/invitations/mail.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import type { Mailer } from '#services/ports.ts'
import type { TemporalConfig } from '#services/temporal/connection.ts'
import { createRelay } from '#services/temporal/relay.ts'
import type { Deps } from '#services/transaction.ts'
import { keepSchedules } from './schedules.ts'
import { createWorkers, type WorkerDeps, type WorkflowCode } from './workers.ts'

/** What the worker runs with; the composition root and the tests fill it in. */
export interface WorkerConfig {
  temporal: TemporalConfig
  databaseUrl: string
  /** How often the reconciler compares what is under way with what runs at Temporal. */
  reconcileEverySeconds: number
  workflows: WorkflowCode
  /** How long activities under way may take once the worker is asked to stop. */
  graceMs: number
}
export interface RunningWorker {
  /** Comes when no more tasks are taken, also when nobody has asked for that: then there is an error, and `stop` throws it. */
  ended: Promise<void>
  stop(): Promise<void>
}

const RETRY = { firstMs: 500, mostMs: 15_000 }

/** Temporal may come up after the worker: it is tried until it answers. */
async function connectNative(address: string, { log }: Deps, gaveUp: AbortSignal) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      if (gaveUp.aborted) throw error
      const delayMs = backoffMs(failures, RETRY, Math.random())
      log.warn({ err: error, delayMs }, 'worker: Temporal does not answer, trying again')
      await sleep(delayMs, undefined, { signal: gaveUp }).catch(() => {})
    }
  }
}

/**
 * Starts everything that happens without a person: activities and workflows, the relay of the outbox, the mails. Mails
 * go out whether or not Temporal answers yet; facts wait for it.
 * @param gaveUp ends the wait for a Temporal that does not come up
 * @returns once tasks are being taken
 */
export async function runWorker(
  config: WorkerConfig,
  deps: WorkerDeps & { mailer: Mailer },
  gaveUp: AbortSignal = new AbortController().signal,
): Promise<RunningWorker> {
  const { temporal, databaseUrl, reconcileEverySeconds, workflows, graceMs } = config
  const { db, clock, log, mailer, publicUrl } = deps
  const delivery = createDelivery({ db, clock, mailer, publicUrl, log }).start(databaseUrl)
  const links = createAccountMails({ db, clock, mailer, publicUrl, log }).start(databaseUrl)
  const invitations = createInvitationMails({ db, clock, mailer, publicUrl, log }).start(databaseUrl)
  const begun: { stop(): Promise<void> }[] = [delivery, links, invitations]
  const stopLoops = () => Promise.all(begun.map((loop) => loop.stop()))
  try {
    const connection = await connectNative(temporal.address, deps, gaveUp)
    const client = new Client({ connection, namespace: temporal.namespace })
    const { namespace, queuePrefix } = temporal
    begun.push(createRelay({ db, client, queuePrefix, log }).start(databaseUrl))
    const workers = await createWorkers({ connection, namespace, queuePrefix, workflows, graceMs }, deps)
    begun.push(keepSchedules(client, { queuePrefix, reconcileEverySeconds }, log))
    const running = runAll(workers)
    const ended = running.catch((error: unknown) => log.fatal({ err: error }, 'worker: it ended by itself'))
    log.info({ taskQueues: workers.map(({ options }) => options.taskQueue) }, 'worker is taking tasks')
    return {
      ended,
      async stop() {
        shutDown(workers)
        await running.finally(stopLoops).finally(() => connection.close())
      },
    }
  } catch (error) {
    await stopLoops()
    throw error
  }
}

/** Runs the workers of all queues. When one of them ends, the others end too: a process serves all queues or none. */
async function runAll(workers: readonly Worker[]): Promise<void> {
  const runs = workers.map((worker) => worker.run().finally(() => shutDown(workers)))
  const results = await Promise.allSettled(runs)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
}
