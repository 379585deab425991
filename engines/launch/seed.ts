import { createDatabase } from '#db/client.ts'
import { seedDemo } from '../seed/index.ts'

/** Writes the demo organizations that are not there yet. */
export async function seed(appUrl: string): Promise<void> {
  const db = createDatabase(appUrl, { max: 1 })
  try {
    await seedDemo({ db, clock: { now: () => new Date() } })
  } finally {
    await db.$client.end()
  }
}
