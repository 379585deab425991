import { createDatabase, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { bootstrapRoles, connected, createDatabase as createEmpty, withDatabase } from '#engines/postgres/roles.ts'
import type { TestEngines } from '#test/support/engines.ts'

export type BenchDatabase = { db: Database; url: string; superuserUrl: string }

/** A migrated database of its own on the engines of this run, which are thrown away with all that is in them. */
export async function benchDatabase(engines: TestEngines, name: string): Promise<BenchDatabase> {
  await createEmpty(engines.superuserUrl, name)
  const superuserUrl = withDatabase(engines.superuserUrl, name)
  const passwordIn = (url: string) => decodeURIComponent(new URL(url).password)
  await bootstrapRoles(superuserUrl, { owner: passwordIn(engines.ownerUrl), app: passwordIn(engines.appUrl) })
  await migrate(withDatabase(engines.ownerUrl, name))
  const url = withDatabase(engines.appUrl, name)
  return { db: createDatabase(url), url, superuserUrl }
}

/** Loads rows in bulk: triggers and references off, which is why the loader writes what triggers would have kept. */
export async function load(superuserUrl: string, statements: string[]): Promise<void> {
  await connected(superuserUrl, async (client) => {
    await client.query(
      `set session_replication_role = 'replica'; set maintenance_work_mem = '256MB'; select setseed(0.5)`,
    )
    for (const statement of statements) await client.query(statement)
  })
}
