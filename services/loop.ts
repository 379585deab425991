import { listen } from '#db/listen.ts'

/** Work that is done whenever there is some: nudged from outside, looked after now and then all the same. */
interface Loop {
  nudge(): void
  /** Stops after the round under way. */
  stop(): Promise<void>
}

interface LoopOptions {
  /** One round of work; true when there is more to do at once. */
  work: () => Promise<boolean>
  onError: (error: unknown) => void
  /** A nudge may get lost, and some work falls due by the clock: so often it looks without one. */
  everyMs: number
}

const RETRY_MS = { first: 500, most: 15_000 }

/** Runs rounds of work one after the other. A failed round is tried again with growing, jittered delays. */
function startLoop({ work, onError, everyMs }: LoopOptions): Loop {
  let stopped = false
  let nudged = true
  let wake = () => {}
  let delay = RETRY_MS.first

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!stopped) {
      nudged = false
      try {
        const more = await work()
        delay = RETRY_MS.first
        // A nudge during the round may be about something the round did not see.
        if (!more && !nudged && !stopped) await rest(everyMs)
      } catch (error) {
        onError(error)
        if (!stopped) await rest(delay * (0.5 + Math.random()))
        delay = Math.min(delay * 2, RETRY_MS.most)
      }
    }
  }

  const running = run()
  return {
    nudge() {
      nudged = true
      wake()
    },
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}

/**
 * Runs rounds of work woken by every commit that notifies `channel`, and now and then all the same.
 * @param databaseUrl where the commits are heard, over a connection of its own
 */
export function startWokenLoop(databaseUrl: string, channel: string, options: LoopOptions): { stop(): Promise<void> } {
  const loop = startLoop(options)
  const listener = listen(databaseUrl, channel, { onNotice: loop.nudge, onConnected: loop.nudge })
  return {
    async stop() {
      await listener.close()
      await loop.stop()
    },
  }
}
