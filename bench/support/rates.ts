import { milliseconds } from './measure.ts'

/** Does something so many times, so many of them at once. */
export async function allOf(times: number, atOnce: number, work: () => Promise<unknown>): Promise<void> {
  let left = times
  const next = async (): Promise<void> => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: atOnce }, next))
}

/** How often a second something can be done, so many at once. */
const rate = async (work: () => Promise<unknown>, times: number, atOnce: number): Promise<number> =>
  (times * 1_000) / (await milliseconds(() => allOf(times, atOnce, work)))

export interface Rates {
  ours: number
  bare: number
}

/** A statement is planned for its values five times on each connection, and code is compiled after it was run for a while. */
export const WARM_UP_TURNS = 2

/**
 * Rates of two things, in many short turns so that whatever else the machine does falls on both; some of each before it
 * counts. The turn with the median ratio speaks for all.
 */
export async function inTurns(
  sides: { ours: () => Promise<unknown>; bare: () => Promise<unknown> },
  { turns, times, atOnce }: { turns: number; times: number; atOnce: number },
): Promise<Rates> {
  for (const side of ['ours', 'bare'] as const) await rate(sides[side], WARM_UP_TURNS * times, atOnce)
  const rates: Rates[] = []
  for (let turn = 0; turn < turns; turn++) {
    const measured: Rates = { ours: 0, bare: 0 }
    for (const side of turn % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
      measured[side] = await rate(sides[side], times, atOnce)
    }
    rates.push(measured)
  }
  const sorted = rates.toSorted((a, b) => a.ours / a.bare - b.ours / b.bare)
  const median = sorted[Math.floor(sorted.length / 2)]
  if (!median) throw new Error('nothing was measured')
  return median
}
