import { type Backoff, backoffMs } from '#domain/backoff.ts'
import { startWokenLoop } from './loop.ts'

/** The result of a job: done with what it returned, to be tried again, or given up. */
export type Outcome<Done> =
  | { state: 'done'; done: Done }
  | { state: 'retry'; error: string; retryMs: number }
  | { state: 'failed'; error: string }

export interface Settled<Job, Done> {
  job: Job
  outcome: Outcome<Done>
}

export interface QueueOptions<Job extends { attempts: number }, Done> {
  /** How many jobs run at once. */
  slots: number
  /**
   * One short transaction: stores the results of jobs whose lease is still held, and takes up to `free` jobs that are
   * due, each for the length of a lease.
   */
  exchange(settled: readonly Settled<Job, Done>[], free: number): Promise<Job[]>
  /** Does one job, outside of any transaction. Whatever it waits for has a timeout that is shorter than the lease. */
  work(job: Job): Promise<Done>
  /** Stores each result as soon as it is there, also while the queue is busy: for work that a crash would repeat in the open. */
  storesAtOnce?: boolean
  /** After so many attempts a job is given up; without a number, never. */
  retry: Backoff & { mostAttempts?: number }
  /** @param error what the job threw: a log may hold less of it than the row does */
  onFailure(job: Job, outcome: Exclude<Outcome<Done>, { state: 'done' }>, error: unknown): void
  /** Commits that add a job notify this channel. */
  channel: string
  /** Rows that wait for their next attempt notify nobody: so often the queue looks by itself. */
  everyMs?: number
  /** A pass failed, say because PostgreSQL cannot be reached. It is tried again. */
  onError(error: unknown): void
}

const LOOK_EVERY_MS = 5_000
/** The share of slots from which on a queue is busy, and for how long a busy queue collects results. */
const BUSY = 0.75
const COLLECT_MS = 50

export type Queue = ReturnType<typeof createQueue>

/**
 * Works off rows of a table: takes them by a lease, works outside of any transaction, stores the result if the lease is
 * still held. As soon as one job ends its slot is free for the next; no job waits for another one. Results are stored by
 * the transaction that takes the next jobs.
 */
export function createQueue<Job extends { attempts: number }, Done>(options: QueueOptions<Job, Done>) {
  const { slots, exchange, work, retry, onFailure, channel, everyMs = LOOK_EVERY_MS, onError, storesAtOnce } = options
  const running = new Set<Promise<void>>()
  let ended: Settled<Job, Done>[] = []
  let wake = () => {}
  let isCollecting = false

  const outcomeOf = async (job: Job): Promise<Outcome<Done>> => {
    try {
      return { state: 'done', done: await work(job) }
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
      const isLast = job.attempts >= (retry.mostAttempts ?? Number.POSITIVE_INFINITY)
      const outcome = isLast
        ? ({ state: 'failed', error } as const)
        : ({ state: 'retry', error, retryMs: backoffMs(job.attempts, retry, Math.random()) } as const)
      onFailure(job, outcome, thrown)
      return outcome
    }
  }

  /** While most slots are taken, one pass serves the jobs that end within a moment; a pass for each would cost more. */
  const collect = (): void => {
    if (storesAtOnce || running.size < slots * BUSY) wake()
    else if (!isCollecting) {
      isCollecting = true
      setTimeout(() => {
        isCollecting = false
        wake()
      }, COLLECT_MS).unref()
    }
  }

  const run = (job: Job): void => {
    const ending = outcomeOf(job).then((outcome) => {
      ended.push({ job, outcome })
      running.delete(ending)
      collect()
    })
    running.add(ending)
  }

  /** Stores what has ended and fills the free slots. @returns how many jobs it began */
  const pass = async (): Promise<number> => {
    const settled = ended
    const free = slots - running.size
    if (settled.length === 0 && free === 0) return 0
    ended = []
    try {
      const jobs = await exchange(settled, free)
      jobs.forEach(run)
      return jobs.length
    } catch (error) {
      // Not stored yet: the next pass stores them.
      ended = [...settled, ...ended]
      throw error
    }
  }

  const settleAll = async (): Promise<void> => {
    await Promise.all(running)
    if (ended.length > 0) await exchange(ended, 0)
    ended = []
  }

  return {
    /** Looks for jobs at once. */
    wake: () => wake(),

    /** Does everything that is due by now, and returns when all of it has ended. */
    async drain(): Promise<void> {
      while ((await pass()) > 0 || ended.length > 0) await Promise.all(running)
    },

    /** Works until it is stopped, woken by every commit that adds a job. */
    start(databaseUrl: string): { stop(): Promise<void> } {
      // After a pass either all slots are taken or no job is due, and the end of a job wakes the loop.
      const work = async () => void (await pass())
      const loop = startWokenLoop(databaseUrl, channel, { work, everyMs, onError })
      wake = loop.wake
      return {
        async stop() {
          await loop.stop()
          // What cannot be stored any more is done again when its lease is over.
          await settleAll().catch(onError)
        },
      }
    },
  }
}
