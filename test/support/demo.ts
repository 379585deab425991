import { afterAll } from 'vitest'
import { createDatabase } from '#db/client.ts'
import { seedDemo } from '#db/seed/index.ts'
import { systemClock } from '#services/ports.ts'
import { type House, openHouse } from './house.ts'

/** A running house with the demo organizations in it. Call it at the top of a test file: it stops after its last test. */
export async function openDemo(): Promise<House> {
  const house = await openHouse()
  afterAll(house.stop)
  const db = createDatabase(house.appUrl)
  try {
    await seedDemo({ db, clock: systemClock })
  } finally {
    await db.$client.end()
  }
  return house
}
