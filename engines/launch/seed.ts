import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Writes the demo organizations when the project has them. Loaded late: a start from a filled database needs none of it. */
export async function seed(ownerUrl: string, appUrl: string): Promise<void> {
  const file = resolve('db/seed/index.ts')
  if (!existsSync(file)) return
  const { seedDemo } = (await import(file)) as {
    seedDemo(options: { ownerUrl: string; appUrl: string }): Promise<void>
  }
  await seedDemo({ ownerUrl, appUrl })
}
