import { setTimeout as delay } from 'node:timers/promises'

/**
 * Polls a condition until it holds, and returns what it answered. Throws after `deadlineMs`, with the
 * condition's last error as the cause; `failure` begins the sentence. For engines that offer no event to wait for.
 */
export async function until<T>(
  condition: () => Promise<T> | T,
  deadlineMs: number,
  failure = 'A condition did not come true',
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + deadlineMs
  let cause: unknown
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 250)) {
    try {
      const value = await condition()
      if (value) return value as Exclude<T, false | null | undefined>
    } catch (error) {
      cause = error
    }
    if (Date.now() >= end) throw new Error(`${failure} within ${deadlineMs / 1_000} s.`, { cause })
    await delay(pause)
  }
}
