import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { organizationTables } from './catalog.ts'
import { insertRow, type MadeRow, rowMaker } from './rows.ts'

/*
 * Two organizations with a row in every table that the schema has, and the application's own role, bound to one of
 * them, trying to reach the other's. A new table is tried by itself.
 */
const { db, ownerDb, url } = await createTestDatabase()
const app = db.$client
const tables = await organizationTables(ownerDb.$client)
const makeRow = await rowMaker(ownerDb.$client)
const mine = randomUUID()
const theirs = randomUUID()

beforeAll(() =>
  connected(withDatabase(inject('engines').superuserUrl, new URL(url).pathname.slice(1)), async (superuser) => {
    // Rows without their parents: only the policies are tried here, not the references.
    await superuser.query(`set session_replication_role = 'replica'`)
    for (const orgId of [mine, theirs]) {
      await insertRow(superuser, 'organizations', organizationRow(orgId))
      for (const table of tables) await insertRow(superuser, table, makeRow(table, orgId))
    }
  }),
)

/** What the application's role sees and may do, bound to an organization (or to none) for one transaction. */
async function bound<T>(orgId: string | null, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await app.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.org_id', $1, true)`, [orgId ?? ''])
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const may = async (table: string, privilege: string): Promise<boolean> =>
  (await app.query<{ may: boolean }>('select has_table_privilege(current_user, $1, $2) as may', [table, privilege]))
    .rows[0]?.may === true

/** How many rows a change reaches; a privilege that was never granted reaches none. */
async function reached(orgId: string, table: string, privilege: 'UPDATE' | 'DELETE', change: string): Promise<number> {
  if (!(await may(table, privilege))) {
    await expect(bound(orgId, (client) => client.query(change))).rejects.toThrow('permission denied')
    return 0
  }
  return (await bound(orgId, (client) => client.query(change))).rowCount ?? 0
}

test('there are tables to try', () => {
  expect(tables.length).toBeGreaterThanOrEqual(20)
})

describe.each([...tables, 'organizations'])('%s', (table) => {
  const key = table === 'organizations' ? 'id' : 'org_id'

  test('shows the rows of the own organization, and no others', async () => {
    const { rows } = await bound(mine, (client) => client.query(`select ${key} as org from ${table}`))
    expect(rows).toEqual([{ org: mine }])
  })

  test('shows nothing by asking for the other organization by name', async () => {
    const { rowCount } = await bound(mine, (client) => client.query(`select from ${table} where ${key} = '${theirs}'`))
    expect(rowCount).toBe(0)
  })

  test('shows nothing when no organization is bound', async () => {
    const { rowCount } = await bound(null, (client) => client.query(`select from ${table}`))
    expect(rowCount).toBe(0)
  })

  test('refuses a row for the other organization', async () => {
    const row = table === 'organizations' ? organizationRow(randomUUID()) : makeRow(table, theirs)
    await expect(bound(mine, (client) => insertRow(client, table, row))).rejects.toThrow(
      `row-level security policy for table "${table}"`,
    )
  })

  test('lets no row of the other organization be changed or removed', async () => {
    const where = `where ${key} = '${theirs}'`
    expect(await reached(mine, table, 'UPDATE', `update ${table} set ${key} = ${key} ${where}`)).toBe(0)
    expect(await reached(mine, table, 'DELETE', `delete from ${table} ${where}`)).toBe(0)
  })

  test('lets no row be moved to the other organization', async () => {
    if (!(await may(table, 'UPDATE'))) return
    const move = `update ${table} set ${key} = '${randomUUID()}'`
    await expect(bound(mine, (client) => client.query(move))).rejects.toThrow('row-level security')
  })
})

function organizationRow(id: string): MadeRow {
  return { columns: ['id', 'slug', 'name', 'type'], values: [id, `o${id.slice(0, 8)}`, 'O', 'enterprise'] }
}

test('search, which runs as a role that the policy lets through, answers for the organization of the transaction only', async () => {
  const find = (orgId: string | null) =>
    bound(orgId, (client) =>
      client.query(
        `select distinct subject_id from find_text('{''x''}', '{null}', '{x}', true, true, '{}', '{document}', null)`,
      ),
    )
  await connected(withDatabase(inject('engines').superuserUrl, new URL(url).pathname.slice(1)), (superuser) =>
    superuser.query(`set session_replication_role = 'replica'; update search_texts set words = 'x:1A', heading = 'x'`),
  )
  const own = await bound(mine, (client) => client.query('select subject_id from search_texts'))
  expect((await find(mine)).rows).toEqual(own.rows)
  expect((await find(null)).rows).toEqual([])
})
