import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { migrate, UnknownSchemaError } from '#db/migrate.ts'
import { bootstrapRoles, connected, createDatabase, withDatabase } from '#engines/postgres/roles.ts'

type Journal = { entries: { tag: string }[] }

const { superuserUrl, ownerUrl, appUrl } = inject('engines')
const DB_FOLDER = join(import.meta.dirname, '..', '..', 'db')
const JOURNAL = join('migrations', 'meta', '_journal.json')
const { entries } = JSON.parse(await readFile(join(DB_FOLDER, JOURNAL), 'utf8')) as Journal

/** An empty database with the roles in place, as a new installation has; dropped after the test. */
async function emptyDatabase(): Promise<string> {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`
  await createDatabase(superuserUrl, name)
  onTestFinished(async () => {
    await connected(withDatabase(superuserUrl, 'postgres'), (client) =>
      client.query(`drop database ${name} with (force)`),
    )
  })
  const passwordIn = (url: string) => decodeURIComponent(new URL(url).password)
  await bootstrapRoles(withDatabase(superuserUrl, name), { owner: passwordIn(ownerUrl), app: passwordIn(appUrl) })
  return withDatabase(ownerUrl, name)
}

/** The folder as it was when only the first migrations had been written; what is applied after them has no past. */
async function folderAt(migrations: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join(DB_FOLDER, 'migrations'), join(folder, 'migrations'), { recursive: true })
  const journal = JSON.parse(await readFile(join(folder, JOURNAL), 'utf8')) as Journal
  await writeFile(join(folder, JOURNAL), JSON.stringify({ ...journal, entries: journal.entries.slice(0, migrations) }))
  await mkdir(join(folder, 'sql'))
  for (const file of await readdir(join(DB_FOLDER, 'sql'))) await writeFile(join(folder, 'sql', file), '')
  return folder
}

/** Everything in which two schemas differ, one line each. */
async function shapeOf(url: string): Promise<string[]> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
        from information_schema.columns where table_schema = 'public'
      union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
      union all select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace
      union all select format('policy %s %s %s %s', tablename, policyname, qual, with_check) from pg_policies
      union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all select format('grant %s %s %s', table_name, grantee, privilege_type)
        from information_schema.role_table_grants where table_schema = 'public'
      union all select format('enum %s %s', t.typname, e.enumlabel) from pg_enum e join pg_type t on t.oid = e.enumtypid
      order by 1`)
    return rows.map(({ line }) => line)
  })
}

const expected = await shapeOf(ownerUrl)

describe('migrations bring to the same schema', () => {
  test('a database that is empty', async () => {
    const url = await emptyDatabase()
    await migrate(url)
    expect(expected.length).toBeGreaterThan(300)
    expect(await shapeOf(url)).toEqual(expected)
  })

  test('a database that two processes migrate at once, and a third once more', async () => {
    const url = await emptyDatabase()
    await Promise.all([migrate(url), migrate(url)])
    await migrate(url)
    expect(await shapeOf(url)).toEqual(expected)
    const applied = await connected(url, (client) => client.query('select from drizzle.__drizzle_migrations'))
    expect(applied.rowCount).toBe(entries.length)
  })

  test.each(entries.map(({ tag }, index) => [tag, index + 1] as const))(
    'a database that stands at %s',
    async (_, migrations) => {
      const url = await emptyDatabase()
      await migrate(url, await folderAt(migrations))
      await migrate(url)
      expect(await shapeOf(url)).toEqual(expected)
    },
  )
})

describe('a database of another version, from which no migration leads here', () => {
  const madeByAnotherVersion = async () => {
    const url = await emptyDatabase()
    const folder = await folderAt(1)
    await writeFile(join(folder, 'migrations', '0000_first.sql'), 'create table documents (id int)')
    await migrate(url, folder)
    return url
  }

  test('is refused with one sentence that names the way out, and stays as it is', async () => {
    const url = await madeByAnotherVersion()
    const before = await shapeOf(url)
    await expect(migrate(url)).rejects.toThrow(UnknownSchemaError)
    await expect(migrate(url)).rejects.toThrow('npm run reset')
    expect(await shapeOf(url)).toEqual(before)
  })

  test('is refused by the command in one line, without a trace', async () => {
    const url = await madeByAnotherVersion()
    const env = { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: url }
    const run = promisify(execFile)('node', ['--import', 'tsx', 'engines/migrate.ts'], { env })
    const failure = await run.then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    )
    expect(failure?.code).toBe(1)
    expect(failure?.stderr).toBe(`${new UnknownSchemaError().message}\n`)
  })
})

test('a migration that fails leaves no half of it behind', async () => {
  const url = await emptyDatabase()
  const folder = await folderAt(entries.length)
  await writeFile(join(folder, 'sql', 'isolation.sql'), 'create table left_behind (id int); select 1 / 0;')
  await expect(migrate(url, folder)).rejects.toThrow('division by zero')
  expect((await shapeOf(url)).filter((line) => line.includes('left_behind'))).toEqual([])
})
