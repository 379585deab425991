class LaneFull extends Error {}

/** Lets so many jobs run at once and so many wait, first come, first served. */
export function createLane(slots: number, waiting: number) {
  const queue: (() => void)[] = []
  let running = 0

  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(begin), 1)
        reject(signal.reason)
      }
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      signal.addEventListener('abort', giveUp, { once: true })
      queue.push(begin)
    })

  return {
    /** @param signal ends the wait @throws what `isFull` is true for when too many wait already */
    async run<T>(job: () => Promise<T>, signal: AbortSignal): Promise<T> {
      if (running < slots) running += 1
      else if (queue.length >= waiting) throw new LaneFull()
      else await turn(signal)
      try {
        return await job()
      } finally {
        // The slot goes on to whoever waits.
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    },
    isFull: (error: unknown): boolean => error instanceof LaneFull,
  }
}
