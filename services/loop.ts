import { listen } from '#db/listen.ts'
import { backoffMs } from '#domain/backoff.ts'

/** Work that is done whenever there is some: woken from outside, and now and then all the same. */
export interface Loop {
  wake(): void
  /** Stops after the round under way. */
  stop(): Promise<void>
}

interface LoopOptions {
  /** One round of work. */
  work: () => Promise<void>
  onError: (error: unknown) => void
  /** A wake may get lost, and some work falls due by the clock: so often it looks without one. */
  everyMs: number
}

const RETRY = { firstMs: 1_000, mostMs: 20_000 }

/** Runs rounds of work one after the other. A failed round is tried again with growing, jittered delays. */
export function startLoop({ work, onError, everyMs }: LoopOptions): Loop {
  let stopped = false
  let woken = true
  let endRest = () => {}
  let failures = 0

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      endRest = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!stopped) {
      woken = false
      try {
        await work()
        failures = 0
        // A wake during the round may be about something the round did not see.
        if (!woken && !stopped) await rest(everyMs)
      } catch (error) {
        onError(error)
        failures += 1
        if (!stopped) await rest(backoffMs(failures, RETRY, Math.random()))
      }
    }
  }

  const running = run()
  return {
    wake() {
      woken = true
      endRest()
    },
    async stop() {
      stopped = true
      endRest()
      await running
    },
  }
}

/**
 * Runs rounds of work woken by every commit that notifies `channel`, and now and then all the same.
 * @param databaseUrl where to listen for the commits, over a connection of its own
 */
export function startWokenLoop(databaseUrl: string, channel: string, options: LoopOptions): Loop {
  const loop = startLoop(options)
  const listener = listen(databaseUrl, channel, { onNotice: loop.wake, onConnected: loop.wake })
  return {
    wake: loop.wake,
    async stop() {
      await listener.close()
      await loop.stop()
    },
  }
}
