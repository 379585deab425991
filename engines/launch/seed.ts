import { join } from 'node:path'
import { createDatabase } from '#db/client.ts'
import { FileStore } from '#services/adapters/files.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { systemClock } from '#services/ports.ts'
import { seedDemo } from '../seed/index.ts'

/** Writes the demo organizations that are not there yet. */
export async function seed(appUrl: string, dataDir: string): Promise<void> {
  const db = createDatabase(appUrl, { max: 1 })
  try {
    await seedDemo({ db, clock: systemClock, objects: new FileStore(join(dataDir, 'objects')), images: sharpImages() })
  } finally {
    await db.$client.end()
  }
}
