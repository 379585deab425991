import { cancellationSignal, heartbeat } from '@temporalio/activity'

/** Some beats may be late on a busy machine, before the activity counts as dead: see `RENDER.heartbeatTimeout`. */
const BEAT_MS = 4_000

/**
 * Runs the work of an activity that takes longer than a moment, and reports to Temporal all the while that it goes on: a
 * worker that dies in it is noticed within the heartbeat timeout, not after all the time that the work might take.
 * @param work is given a signal: the activity was canceled, or its worker stops and cannot wait for it
 */
export async function withHeartbeat<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const beating = setInterval(heartbeat, BEAT_MS)
  try {
    return await work(cancellationSignal())
  } finally {
    clearInterval(beating)
  }
}
