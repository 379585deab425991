import { afterAll } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { seedDemo } from '#engines/seed/index.ts'
import { systemClock } from '#services/ports.ts'
import { startTestStack, type TestStack } from './stack.ts'

/** A stack with the demo organizations in it. Call it at the top of a test file: it stops after the file's last test. */
export async function startDemoStack(): Promise<TestStack> {
  const stack = await startTestStack()
  afterAll(stack.stop)
  const db = createDatabase(stack.appUrl)
  try {
    await seedDemo({ db, clock: systemClock })
  } finally {
    await db.$client.end()
  }
  return stack
}
