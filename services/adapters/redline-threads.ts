import { setTimeout as sleep } from 'node:timers/promises'
import { Piscina } from 'piscina'
import { DomainError } from '#domain/errors.ts'
import type { Compared } from '../content/redline.ts'
import type { Redliner } from '../ports.ts'

const LIMITS = {
  /** Two readers are served at once; more threads would take the processor from the pages. */
  threads: 2,
  /** At two seconds for the slowest comparison and two threads, the last in the queue waits about eight seconds. */
  waiting: 8,
  /** From the question to the answer, the time in the queue included. */
  milliseconds: 15_000,
}
/** The second thread ends when it has had nothing to do for so long. */
const IDLE_MS = 30_000
/** A thread that needs more memory fails, and the process goes on. */
const MAX_HEAP_MB = 512
/** For so long a shutdown waits for comparisons that are under way. */
const CLOSE_MS = 3_000

/** In development and in tests the thread runs from the source, in production from the file that the build wrote. */
const THREAD = import.meta.url.endsWith('.ts')
  ? { filename: new URL('./redline-thread.ts', import.meta.url).href, execArgv: ['--import', 'tsx'] }
  : { filename: new URL('./redline-thread.js', import.meta.url).href }

/**
 * Compares texts in worker threads, so that a long comparison holds up nothing else in the process. The first comparison
 * starts the first thread. A comparison is refused as `unavailable` when too many wait, when it takes longer than the time
 * limit, and at shutdown.
 * @param onError gets the error of a thread that failed while it had no comparison to do
 */
export function redlineThreads(
  onError: (error: unknown) => void,
  limits: Partial<typeof LIMITS> = {},
): Redliner & { close(): Promise<void> } {
  const { threads, waiting, milliseconds } = { ...LIMITS, ...limits }
  const running = new Set<Promise<Compared>>()
  let pool: Piscina<unknown, Compared> | null = null
  let closed = false
  const start = () => {
    // One thread stays: Piscina starts the thread that takes over a queue only below the least number of threads.
    const options = { ...THREAD, minThreads: 1, maxThreads: threads, idleTimeout: IDLE_MS }
    return new Piscina({ ...options, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } }).on('error', onError)
  }
  return {
    async compare(before, after) {
      // Counted here: Piscina's own limit leaves out of account whatever has a signal.
      if (closed || running.size >= threads + waiting) throw refused()
      pool ??= start()
      const signal = AbortSignal.timeout(milliseconds)
      const comparison = pool.run({ before, after }, { signal })
      running.add(comparison)
      try {
        return await comparison
      } catch (error) {
        throw closed || signal.aborted ? refused() : error
      } finally {
        running.delete(comparison)
      }
    },
    async close() {
      closed = true
      await Promise.race([Promise.allSettled(running), sleep(CLOSE_MS, undefined, { ref: false })])
      await pool?.destroy()
    },
  }
}

const refused = () => new DomainError('unavailable', { what: 'The comparison' })
