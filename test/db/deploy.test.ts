import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { connected } from '#engines/postgres/roles.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeOrganization } from '#test/support/factories.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * A deployment migrates while the pages of the version before it are in use.
 */
const { db, ownerDb, ownerUrl } = await createTestDatabase()
const { id: orgId } = await makeOrganization(db)

const REQUESTS_PER_SECOND = 50

/** Transactions that read and write, so many a second, until the test ends; answers how many milliseconds each took. */
function startTraffic() {
  const times: number[] = []
  const failures: unknown[] = []
  const open = new Set<Promise<void>>()
  const request = async () => {
    const began = performance.now()
    await withActor(db, { orgId, userId: null }, async (tx) => {
      await tx.execute(sql`select count(*) from documents`)
      await tx.execute(
        sql`insert into search_words (org_id, word, lexeme, texts) values (${orgId}, gen_random_uuid()::text, '', 1)`,
      )
    }).catch((error: unknown) => failures.push(error))
    times.push(performance.now() - began)
  }
  const timer = setInterval(() => {
    const asked = request().finally(() => open.delete(asked))
    open.add(asked)
  }, 1000 / REQUESTS_PER_SECOND)
  const stop = async () => {
    clearInterval(timer)
    await Promise.all(open)
  }
  onTestFinished(stop)
  return { times, failures, stop }
}

/** The folder of a next version, which has one more migration or one more statement in its SQL files. */
async function nextVersion(change: { migration?: string; sql?: string }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-deploy-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const part of ['sql', 'migrations']) await cp(join('db', part), join(folder, part), { recursive: true })
  if (change.sql) await appendFile(join(folder, 'sql', 'live.sql'), change.sql)
  if (change.migration) {
    const journal = join(folder, 'migrations', 'meta', '_journal.json')
    const { entries } = JSON.parse(await readFile(journal, 'utf8'))
    const added = { ...entries.at(-1), idx: entries.length, tag: 'added', when: Date.now() }
    await writeFile(journal, JSON.stringify({ entries: [...entries, added] }))
    await writeFile(join(folder, 'migrations', 'added.sql'), change.migration)
  }
  return folder
}

const has = async (found: string) => (await ownerDb.$client.query(`select ${found} as found`)).rows[0].found as boolean

test('a migration waits for no lock when there is nothing to change', async () => {
  await migrate(ownerUrl)
  await connected(ownerUrl, async (writer) => {
    await writer.query('begin; lock table documents, organizations in access exclusive mode')
    await migrate(ownerUrl)
    await writer.query('rollback')
  })
})

test('what was changed by hand is put right when the database is said to have no SQL applied', async () => {
  await migrate(ownerUrl)
  await ownerDb.$client.query('drop policy tenant_isolation on documents; delete from drizzle.applied_sql')
  await migrate(ownerUrl)
  const { rowCount } = await ownerDb.$client.query(
    `select from pg_policies where tablename = 'documents' and policyname = 'tenant_isolation'`,
  )
  expect(rowCount).toBe(1)
})

// The schema comes last: its database has a migration that this version does not have.
test.each([
  {
    what: 'the SQL files',
    change: { sql: 'create function added() returns int return 1;' },
    found: `to_regproc('added') is not null`,
  },
  {
    what: 'the schema',
    change: { migration: 'alter table documents add column added int' },
    found: `exists (select from pg_attribute where attrelid = 'documents'::regclass and attname = 'added')`,
  },
])(
  'a change of $what is applied while 50 requests a second and a long reader go on, and none waits a second',
  async ({ change, found }) => {
    const folder = await nextVersion(change)
    const traffic = startTraffic()
    await waitFor(() => traffic.times.length > 20)
    await connected(ownerUrl, async (reader) => {
      await reader.query('begin; select count(*) from documents')
      const migration = migrate(ownerUrl, folder)
      // A migration that fails shows below; until then nobody waits for it.
      migration.catch(() => undefined)
      const before = traffic.times.length
      await waitFor(() => traffic.times.length > before + 2 * REQUESTS_PER_SECOND)
      expect(await has(found)).toBe(false)
      await reader.query('commit')
      await migration
    })
    expect(await has(found)).toBe(true)
    await traffic.stop()
    expect(traffic.failures).toEqual([])
    expect(Math.max(...traffic.times)).toBeLessThan(1_000)
  },
)
