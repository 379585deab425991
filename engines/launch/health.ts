import { setTimeout as delay } from 'node:timers/promises'
import type { Part, Running } from './supervisor.ts'

export type HealthCheck = {
  /** Whether the part answers now. What it throws is no answer. */
  answers(): Promise<boolean>
  /** After so long without an answer the part counts as frozen, and so often it is asked. */
  patienceMs: number
  everyMs: number
}

/**
 * A part that is ended by force when it has not answered its health check for some time, so that whoever supervises it starts
 * it again. A process whose event loop stands still neither ends by itself nor follows a request to stop. Before its first answer
 * a part may take as long as it needs.
 */
export const watchHealth = (part: Part, check: HealthCheck): Part => ({
  name: part.name,
  async start() {
    const running = await part.start()
    const over = new AbortController()
    let isFrozen = false
    const ended = running.ended.then((how) => {
      over.abort()
      return isFrozen ? `no answer for ${Math.round(check.patienceMs / 1_000)} s` : how
    })
    void untilSilent(check, over.signal).then((isSilent) => {
      if (!isSilent) return
      isFrozen = true
      kill(running)
    })
    return {
      pid: running.pid,
      ended,
      async stop() {
        over.abort()
        await running.stop()
      },
    }
  },
})

/** @returns true when the part is silent for too long, false when nobody waits for its answers any more */
async function untilSilent({ answers, patienceMs, everyMs }: HealthCheck, over: AbortSignal): Promise<boolean> {
  let answeredAt: number | null = null
  while (!over.aborted) {
    if (await answers().catch(() => false)) answeredAt = Date.now()
    else if (answeredAt !== null && Date.now() - answeredAt > patienceMs) return true
    await delay(everyMs, undefined, { signal: over, ref: false }).catch(() => undefined)
  }
  return false
}

function kill({ pid }: Running): void {
  try {
    if (pid) process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}
