import { sleep } from '@temporalio/workflow'

/** Waits for a year of workflow time and returns how many days passed by its own clock. */
export async function sleeper(): Promise<number> {
  const before = Date.now()
  await sleep('365 days')
  return Math.round((Date.now() - before) / 86_400_000)
}
