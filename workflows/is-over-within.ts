import type { Duration } from '@temporalio/common'
import { condition } from '@temporalio/workflow'

/**
 * Whether something comes to an end, good or bad, within a time. It goes on whatever the answer, and its end is for the
 * caller to await.
 * @param duration as `ms` reads it, like "10s"
 */
export function isOverWithin(promise: Promise<unknown>, duration: Duration): Promise<boolean> {
  let over = false
  const end = () => {
    over = true
  }
  promise.then(end, end)
  return condition(() => over, duration)
}
