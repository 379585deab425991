import { setTimeout as sleep } from 'node:timers/promises'
import { Piscina } from 'piscina'
import { DomainError } from '#domain/errors.ts'
import type { TextJob, TextJobs } from '../content/jobs.ts'
import { textsHere } from '../content/texts-here.ts'
import type { Texts } from '../ports.ts'
import { createLane } from './lane.ts'
import type { TextAnswer, TextTask } from './text-thread.ts'

const LIMITS = {
  /** More threads would take the processor from the pages. */
  threads: 3,
  /** So many comparisons run at once: they are the slowest, and one thread stays free for everything else. */
  comparisons: 2,
  /** At two seconds for the slowest comparison, the last in the queue waits about eight seconds. */
  waiting: 8,
  /** Everything else takes milliseconds, and each page that is read asks for it. */
  waitingOthers: 200,
  /** From the question to the answer, the time in the queue included. */
  milliseconds: 15_000,
  /** A thread that needs more memory fails, and the process goes on. */
  heapMb: 512,
  /** A shorter text takes less time here than its way to a thread is worth: in characters. */
  short: 8_000,
}
/** All threads but one end when they have had nothing to do for so long. */
const IDLE_MS = 30_000
/** For so long a shutdown waits for jobs that are under way. */
const CLOSE_MS = 3_000

/** In development and in tests the thread runs from the source, in production from the file that the build wrote. */
const THREAD = import.meta.url.endsWith('.ts')
  ? { filename: new URL('./text-thread.ts', import.meta.url).href, execArgv: ['--import', 'tsx'] }
  : { filename: new URL('./text-thread.js', import.meta.url).href }

/** Jobs that compare texts: they are the slowest. */
const SLOW = ['compare', 'place', 'showWordings', 'takeWording'] as const satisfies readonly TextJob[]
const isSlow = (job: TextJob): boolean => SLOW.some((slow) => slow === job)

/** What is not available, in words. */
const WHAT: Record<TextJob, string> = {
  compare: 'The comparison',
  read: 'Reading this text',
  facts: 'Counting this text',
  show: 'Showing this text',
  toMarkdown: 'The export',
  index: 'Indexing this text',
  passages: 'Reading this text',
  mark: 'Showing this text',
  anchor: 'Finding this paragraph',
  place: 'Finding these paragraphs',
  wordingAt: 'Finding this paragraph',
  readWording: 'Reading this wording',
  showWordings: 'Showing these wordings',
  takeWording: 'Taking this wording',
}

/**
 * Computes what takes long in worker threads, so that no text holds up anything else in the process. The first long text
 * starts the first thread. A job is refused as `unavailable` when too many wait, when it takes longer than the time limit, and
 * at shutdown, and as `content_too_large` when it needs more memory than a thread may have.
 * @param onError gets the error of a thread that failed while it had nothing to do
 */
export function textThreads(
  onError: (error: unknown) => void,
  limits: Partial<typeof LIMITS> = {},
): Texts & { close(): Promise<void> } {
  const { threads, comparisons, waiting, waitingOthers, milliseconds, heapMb, short } = { ...LIMITS, ...limits }
  const slow = createLane(Math.min(comparisons, threads), waiting)
  const quick = createLane(threads, waitingOthers)
  const running = new Set<Promise<unknown>>()
  let pool: Piscina<TextTask, TextAnswer> | null = null
  let closed = false
  const start = () => {
    // One thread stays: Piscina starts the thread that takes over a queue only below the least number of threads.
    const options = { ...THREAD, minThreads: 1, maxThreads: threads, idleTimeout: IDLE_MS }
    return new Piscina<TextTask, TextAnswer>({
      ...options,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    }).on('error', onError)
  }

  async function inThread<J extends TextJob>(
    job: J,
    ...args: Parameters<TextJobs[J]>
  ): Promise<ReturnType<TextJobs[J]>> {
    const refusal = () => new DomainError('unavailable', { what: WHAT[job] })
    if (closed) throw refusal()
    const signal = AbortSignal.timeout(milliseconds)
    const lane = isSlow(job) ? slow : quick
    const asked = lane.run(() => {
      pool ??= start()
      return pool.run({ job, args }, { signal })
    }, signal)
    running.add(asked)
    try {
      const answer = await asked
      if ('refused' in answer) throw new DomainError(answer.refused, answer.details)
      return answer.value as ReturnType<TextJobs[J]>
    } catch (error) {
      if (error instanceof DomainError) throw error
      if (isOutOfMemory(error)) throw new DomainError('content_too_large')
      throw closed || lane.isFull(error) || signal.aborted ? refusal() : error
    } finally {
      running.delete(asked)
    }
  }

  const place = (content: string): Omit<Texts, (typeof SLOW)[number]> =>
    content.length <= short ? textsHere : threaded
  const threaded = {
    read: (...args: Parameters<Texts['read']>) => inThread('read', ...args),
    facts: (...args: Parameters<Texts['facts']>) => inThread('facts', ...args),
    show: (...args: Parameters<Texts['show']>) => inThread('show', ...args),
    toMarkdown: (...args: Parameters<Texts['toMarkdown']>) => inThread('toMarkdown', ...args),
    index: (...args: Parameters<Texts['index']>) => inThread('index', ...args),
    passages: (...args: Parameters<Texts['passages']>) => inThread('passages', ...args),
    mark: (...args: Parameters<Texts['mark']>) => inThread('mark', ...args),
    anchor: (...args: Parameters<Texts['anchor']>) => inThread('anchor', ...args),
    wordingAt: (...args: Parameters<Texts['wordingAt']>) => inThread('wordingAt', ...args),
    readWording: (...args: Parameters<Texts['readWording']>) => inThread('readWording', ...args),
  }
  return {
    // Two short texts may take long as well: each part of one is compared with each part of the other.
    compare: (before, after) => inThread('compare', before, after),
    read: (sent) => place(sent.body).read(sent),
    facts: (content, variables) => place(content).facts(content, variables),
    show: (content, variables, ...how) => place(content).show(content, variables, ...how),
    toMarkdown: (content, title) => place(content).toMarkdown(content, title),
    index: (content, variables) => place(content).index(content, variables),
    passages: (content, variables) => place(content).passages(content, variables),
    mark: (html, words) => place(html).mark(html, words),
    anchor: (text, ...where) => place(text.content).anchor(text, ...where),
    wordingAt: (text, block) => place(text.content).wordingAt(text, block),
    readWording: (text, ...wording) => place(text.content).readWording(text, ...wording),
    place: (from, anchors, to) => inThread('place', from, anchors, to),
    showWordings: (text, wordings) => inThread('showWordings', text, wordings),
    takeWording: (from, wording, to) => inThread('takeWording', from, wording, to),
    async close() {
      closed = true
      await Promise.race([Promise.allSettled(running), sleep(CLOSE_MS, undefined, { ref: false })])
      await pool?.destroy()
    },
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
