import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
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
  for (const file of ['security.sql', 'search.sql']) await writeFile(join(folder, file), '')
  return folder
}

/** Everything that tells two schemas apart, one line each. */
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

test('texts that were indexed before they were numbered and their titles counted', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  const database = withDatabase(superuserUrl, new URL(url).pathname.slice(1))
  const [orgId, documentId] = [randomUUID(), randomUUID()]
  await connected(database, async (client) => {
    // As a database of that time stood, with a document and its text in effect and at work.
    await client.query(`
      drop trigger take_number on document_search; drop trigger keep_words on document_search;
      drop trigger keep_changed_words on document_search; alter table document_search drop column number;
      set session_replication_role = 'replica';
      insert into organizations (id, slug, name, type) values ('${orgId}', 'harbor', 'Harbor', 'enterprise');
      insert into documents (org_id, id, kind, identifier, title, category, type, owner_id, created_by)
        values ('${orgId}', '${documentId}', 'policy', 'POL-1', 'Sounding the depths', 'custom', 'security', '${orgId}', '${orgId}');
      insert into document_search (org_id, document_id, in_effect, identifier, title, keywords, body)
        select org_id, id, working, identifier, title, '', 'By lead and line.' from documents, unnest('{t,f}'::bool[]) working`)
  })
  await migrate(url)
  expect(await shapeOf(url)).toEqual(expected)
  await connected(database, async (client) => {
    const numbers = await client.query('select number from document_search order by 1')
    expect(numbers.rows).toEqual([{ number: 0 }, { number: 1 }])
    const words = await client.query('select word, texts from search_words order by 1')
    expect(words.rows).toEqual([
      { word: 'depths', texts: 2 },
      { word: 'sounding', texts: 2 },
    ])
    const found = await client.query(
      `select set_config('app.org_id', $1, false), (select count(*)::int from find_text('{lead}', true, true, '{}', null)) as n`,
      [orgId],
    )
    expect(found.rows[0]).toMatchObject({ n: 2 })
  })
})

test('a migration that fails leaves no half of it behind', async () => {
  const url = await emptyDatabase()
  const folder = await folderAt(entries.length)
  await writeFile(join(folder, 'security.sql'), 'create table left_behind (id int); select 1 / 0;')
  await expect(migrate(url, folder)).rejects.toThrow('division by zero')
  expect((await shapeOf(url)).filter((line) => line.includes('left_behind'))).toEqual([])
})
