import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { MigrationMeta } from 'drizzle-orm/migrator'
import pg from 'pg'

/** What Drizzle cannot express, in the order of application. Each file may be applied again to any state of itself. */
const SQL_FILES = [
  'isolation',
  'audit',
  'commit',
  'live',
  'counters',
  'search',
  'verify',
  'limits',
  'attachments',
  'groups',
  'campaigns',
  'bound',
  'comments',
  'retention',
  'absences',
].map((name) => `${name}.sql`)

/**
 * Applies the files of a folder in one transaction, unless the same files were applied after the same migrations before.
 * All tables are locked first, by one statement: while it waits, every statement that comes after it waits too, so it
 * may wait for `lockWaitMs` in total and not for each table.
 * @param client a connection as the owner of the tables
 * @throws a `pg.DatabaseError` when a file fails, or with code 57014 when the tables could not be locked in time
 */
export async function applySql(
  client: pg.Client,
  folder: string,
  { migrations, lockWaitMs }: { migrations: MigrationMeta[]; lockWaitMs: number },
): Promise<void> {
  const files = await Promise.all(SQL_FILES.map((file) => readFile(path.join(folder, file), 'utf8')))
  // A migration may add a table, which the files then cover.
  const parts = [...migrations.map(({ hash }) => hash), ...files]
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  await client.query(`create table if not exists drizzle.applied_sql (
    id bigint generated always as identity primary key, hash text not null, applied_at timestamptz not null default now())`)
  const { rows: applied } = await client.query('select hash from drizzle.applied_sql order by id desc limit 1')
  if (applied[0]?.hash === hash) return
  const { rows: tables } = await client.query(
    `select string_agg(oid::regclass::text, ', ' order by oid) as names from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner = current_user::regrole`,
  )
  try {
    await client.query(`
      begin;
      set local statement_timeout = ${lockWaitMs};
      lock table ${tables[0].names} in access exclusive mode;
      set local statement_timeout to default;
      ${files.join('\n')}
      insert into drizzle.applied_sql (hash) values (${pg.escapeLiteral(hash)});
      commit;`)
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
