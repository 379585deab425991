import { inject } from 'vitest'
import { build } from '#engines/build/build.ts'
import { isBuilt } from '#engines/build/sources.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'

/** Builds what production runs, unless that was done. Test files run at once, and the first that asks builds for all. */
export async function ensureBuilt(): Promise<void> {
  if (await isBuilt()) return
  // Not the migrated database: nobody may be connected to it while others clone it.
  await connected(withDatabase(inject('engines').superuserUrl, 'postgres'), async (client) => {
    // Held by the connection, so that a test run that is killed leaves no lock behind.
    await client.query(`select pg_advisory_lock(hashtext('build'))`)
    if (!(await isBuilt())) await build({ quiet: true })
  })
}
