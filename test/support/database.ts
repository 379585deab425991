import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { createDatabase, type Database } from '#db/client.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import { seedDemo } from '#engines/seed/index.ts'
import { FileStore } from '#services/adapters/files.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { systemClock } from '#services/ports.ts'
import { madeOnce } from './once.ts'

/** A database of one test file's own. */
export type TestDatabase = {
  /** As the application works: bound by row-level security. */
  db: Database
  /** As the owner of the tables, for what no service offers. */
  ownerDb: Database
  url: string
  ownerUrl: string
}

const DEMO = 'demo'

/** The folder with the files of the demo. */
export const demoObjects = (): string => join(inject('engines').dataDir, 'demo-objects')

/** Clones the migrated database. Call it at the top of a test file: the clone is dropped after the file's last test. */
export const createTestDatabase = (): Promise<TestDatabase> =>
  cloneOf(new URL(inject('engines').appUrl).pathname.slice(1))

/** The same, with the demo organizations in it. They are made once for all test files of a run. */
export async function createDemoDatabase(): Promise<TestDatabase> {
  const isMade = async () => {
    const { rowCount } = await administer(`SELECT FROM pg_database WHERE datname = '${DEMO}'`)
    return rowCount === 1
  }
  await madeOnce(DEMO, isMade, async () => {
    const { appUrl } = inject('engines')
    const unfinished = `${DEMO}_unfinished`
    await administer(`CREATE DATABASE ${unfinished} TEMPLATE ${new URL(appUrl).pathname.slice(1)} OWNER accord_owner`)
    const db = createDatabase(withDatabase(appUrl, unfinished))
    await seedDemo({ db, clock: systemClock, objects: new FileStore(demoObjects()), images: sharpImages() }).finally(
      () => db.$client.end(),
    )
    await administer(`ALTER DATABASE ${unfinished} RENAME TO ${DEMO}`)
  })
  return cloneOf(DEMO)
}

/**
 * Takes a database away while `work` runs, as an operator's mistake would: nobody gets in, and whoever is inside is thrown out.
 */
export async function withoutDatabase({ url }: TestDatabase, work: () => Promise<void>): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await administer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  try {
    await administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    await work()
  } finally {
    await administer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  }
}

const administer = (sql: string) =>
  connected(withDatabase(inject('engines').superuserUrl, 'postgres'), (client) => client.query(sql))

async function cloneOf(template: string): Promise<TestDatabase> {
  const engines = inject('engines')
  const name = `test_${randomUUID().replaceAll('-', '')}`
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
