/** A distribution of durations, in milliseconds. */
export type Timing = { runs: number; p50: number; p95: number; max: number }

/** The share of runs that were at most this long, by the nearest rank. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function timing(durations: readonly number[]): Timing {
  const sorted = durations.toSorted((a, b) => a - b)
  return {
    runs: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    max: sorted.at(-1) ?? Number.NaN,
  }
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/**
 * Times two things in turns, so that whatever else the machine does falls on both alike.
 * @param warmUp rounds that are not counted: plans are cached, code is compiled
 */
export async function alternate(
  sides: { a: (round: number) => Promise<unknown>; b: (round: number) => Promise<unknown> },
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<{ a: number[]; b: number[] }> {
  const times = { a: [] as number[], b: [] as number[] }
  for (let round = -warmUp; round < rounds; round++) {
    const index = round + warmUp
    for (const side of index % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const)) {
      const took = await milliseconds(() => sides[side](index))
      if (round >= 0) times[side].push(took)
    }
  }
  return times
}
