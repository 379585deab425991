/** The wait after a first failure, and the longest one. */
export interface Backoff {
  firstMs: number
  mostMs: number
}

/**
 * Milliseconds until the next attempt: twice as long after each failure, and between half and all of that, so that many
 * who failed together do not try again at one moment ("equal jitter").
 * @param failures how often it failed so far, at least 1
 * @param chance evenly distributed from 0 to 1, as `Math.random()` gives it
 */
export const backoffMs = (failures: number, { firstMs, mostMs }: Backoff, chance: number): number =>
  Math.min(firstMs * 2 ** (failures - 1), mostMs) * (0.5 + chance / 2)
