import { until } from '#engines/until.ts'

/** Waits until a condition holds and returns its value; fails the test with the condition's own error after the deadline. */
export function waitFor<T>(condition: () => Promise<T> | T, deadlineMs = 10_000, what = 'The condition waited for') {
  return until(condition, deadlineMs, `${what} did not come`)
}
