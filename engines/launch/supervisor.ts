import { setTimeout as delay } from 'node:timers/promises'
import { plainly } from '../plain-error.ts'

/** A part of Accord that runs: a process, or something that has one. */
export type Running = {
  pid: number | null
  /** Resolves with how it ended, if it ends by itself. */
  ended: Promise<string>
  /** Stops it and returns when nothing of it is left. */
  stop(): Promise<void>
}

export type Part = { name: string; start(): Promise<Running> }

export type Supervised = { name: string; stop(): Promise<void> }

export type Watcher = {
  started(name: string, pid: number | null): void
  say(line: string): void
}

const LONGEST_PAUSE_MS = 30_000
/** A part that ran this long had started well: its next end is a new trouble, not the old one. */
const SETTLED_MS = 60_000

/** Starts a part and starts it again whenever it ends, after a pause that doubles while it keeps ending. */
export async function supervise(part: Part, watcher: Watcher, firstPauseMs = 500): Promise<Supervised> {
  const stopping = new AbortController()
  const begin = async () => {
    const fresh = await part.start()
    watcher.started(part.name, fresh.pid)
    return fresh
  }
  let running = await begin()

  const keepRunning = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      const since = Date.now()
      const how = await Promise.race([running.ended, aborted(stopping.signal)])
      if (stopping.signal.aborted) return
      failures = Date.now() - since > SETTLED_MS ? 0 : failures + 1
      const pause = Math.min(firstPauseMs * 2 ** (failures - 1), LONGEST_PAUSE_MS)
      watcher.say(`${part.name} ended (${how}); starting it again in ${(pause / 1_000).toFixed(1)} s.`)
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      running = await begin().catch(failedStart)
    }
  }
  const loop = keepRunning()

  return {
    name: part.name,
    async stop() {
      stopping.abort()
      // A start under way is let through, so that what it made can be stopped.
      await loop
      await running.stop()
    },
  }
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('asked to stop'), { once: true }))
}

/** A start that failed counts as a run that ended at once. */
const failedStart = (error: unknown): Running => ({
  pid: null,
  ended: Promise.resolve(plainly(error)),
  stop: async () => undefined,
})
