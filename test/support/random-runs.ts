/**
 * How many random cases a property test tries. An ordinary run tries a fifth of `full`, at least five, and other cases
 * each time. The variable RANDOM_RUNS sets another share: 1 tries all, 20 twenty times as many.
 */
export function randomRuns(full: number): number {
  return Math.max(5, Math.round(full * share()))
}

/** Whether this run tries at least all random cases. */
export const isFullRun = (): boolean => share() >= 1

function share(): number {
  const asked = Number(process.env.RANDOM_RUNS ?? 0.2)
  if (!(asked > 0)) throw new Error(`RANDOM_RUNS must be a number above 0, not ${process.env.RANDOM_RUNS}.`)
  return asked
}
