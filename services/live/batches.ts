/** How long changes of an organization are gathered. The delay doubles while changes keep coming, and falls back after a quiet one. */
const DELAY_MS = { first: 50, most: 1_000 }
/** As many changes within one delay count as "keep coming". */
const BUSY = 5

interface Batch<E> {
  /** By key, so that a row that changes many times counts once. */
  events: Map<string, E>
  delayMs: number
  timer: NodeJS.Timeout | null
}

/**
 * Gathers events by organization and hands them over together: with many open pages, the number of changes no longer
 * multiplies with the number of pages.
 * @param flush takes the events of one organization; its calls for one organization never overlap
 */
export function createBatches<E extends { org: string }>(
  keyOf: (event: E) => string,
  flush: (org: string, events: E[]) => Promise<void>,
) {
  const batches = new Map<string, Batch<E>>()

  const schedule = (org: string, batch: Batch<E>) => {
    batch.timer = setTimeout(() => void run(org, batch), batch.delayMs)
  }

  const run = async (org: string, batch: Batch<E>) => {
    const events = [...batch.events.values()]
    batch.events.clear()
    if (events.length === 0) {
      batches.delete(org)
      return
    }
    const grown = events.length >= BUSY ? batch.delayMs * 2 : batch.delayMs / 2
    batch.delayMs = Math.min(Math.max(grown, DELAY_MS.first), DELAY_MS.most)
    await flush(org, events)
    // Runs once more although nothing may have come: an organization that is quiet for one delay is forgotten.
    if (batches.get(org) === batch) schedule(org, batch)
  }

  return {
    add(event: E): void {
      const known = batches.get(event.org)
      const batch = known ?? { events: new Map(), delayMs: DELAY_MS.first, timer: null }
      batch.events.set(keyOf(event), event)
      if (known) return
      batches.set(event.org, batch)
      schedule(event.org, batch)
    },

    /** Forgets what was gathered. */
    clear(): void {
      for (const { timer } of batches.values()) if (timer) clearTimeout(timer)
      batches.clear()
    },
  }
}
