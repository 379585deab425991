import { inject } from 'vitest'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import type { TestDatabase } from './database.ts'

/**
 * Runs work while every write of ours fails as PostgreSQL fails it on a full disk: with the SQLSTATE 53100. Reading works on, as it
 * does there.
 */
export async function withFullDisk({ url }: Pick<TestDatabase, 'url'>, work: () => Promise<void>): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  const run = (sql: string) =>
    connected(withDatabase(inject('engines').superuserUrl, name), (client) => client.query(sql))
  const onEachTable = (statement: string) =>
    run(`do $$ declare t record; begin
      for t in select c.oid::regclass as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
        execute format('${statement}', t.name);
      end loop;
    end $$`)
  await run(`create function disk_is_full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  await onEachTable('create trigger disk_is_full before insert or update on %s execute function disk_is_full()')
  try {
    await work()
  } finally {
    await run('drop function disk_is_full cascade')
  }
}
