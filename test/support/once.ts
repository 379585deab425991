import { inject } from 'vitest'
import { connected, withDatabase } from '#engines/postgres/roles.ts'

/**
 * Makes something that all test files of a run share. Files run at once: the first that asks makes it, and the others
 * wait until it is there.
 * @param what names it
 */
export async function madeOnce(
  what: string,
  isMade: () => Promise<boolean> | boolean,
  make: () => Promise<unknown>,
): Promise<void> {
  if (await isMade()) return
  // Not the migrated database: nobody may be connected to it while others clone it.
  await connected(withDatabase(inject('engines').superuserUrl, 'postgres'), async (client) => {
    // The connection holds the lock, so a test run that is killed leaves none behind.
    await client.query('select pg_advisory_lock(hashtext($1))', [what])
    if (!(await isMade())) await make()
  })
}
