import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { createDatabase, type Database } from '#db/client.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'

/** A database of one test file's own. */
export type TestDatabase = {
  /** As the application works: bound by row-level security. */
  db: Database
  /** As the owner of the tables, for what no service offers. */
  ownerDb: Database
  url: string
  ownerUrl: string
}

/** Clones the migrated database. Call it at the top of a test file: the clone is dropped after the file's last test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const engines = inject('engines')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = new URL(engines.appUrl).pathname.slice(1)
  const administer = (sql: string) =>
    connected(withDatabase(engines.superuserUrl, 'postgres'), (client) => client.query(sql))

  await administer(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER accord_owner`)
  const url = withDatabase(engines.appUrl, name)
  const ownerUrl = withDatabase(engines.ownerUrl, name)
  const db = createDatabase(url)
  const ownerDb = createDatabase(ownerUrl, { max: 2 })
  afterAll(async () => {
    await Promise.all([db.$client.end(), ownerDb.$client.end()])
    await administer(`DROP DATABASE ${name} WITH (FORCE)`)
  })
  return { db, ownerDb, url, ownerUrl }
}
