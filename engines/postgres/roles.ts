import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** The passwords of the two roles that may sign in. */
export type RolePasswords = { owner: string; app: string }

/** Makes the roles of engines/roles.sql in the database that `superuserUrl` names. Safe to repeat. */
export async function bootstrapRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  const sql = await readFile(join(import.meta.dirname, '..', 'roles.sql'), 'utf8')
  await connected(superuserUrl, async (client) => {
    await client.query(
      "SELECT set_config('accord.owner_password', $1, false), set_config('accord.app_password', $2, false)",
      [passwords.owner, passwords.app],
    )
    await client.query(sql)
  })
}

/** Makes the database when there is none. */
export async function createDatabase(superuserUrl: string, name: string): Promise<void> {
  await connected(withDatabase(superuserUrl, 'postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  })
}

/** Opens a connection, hands it over, and closes it whatever happens. */
export async function connected<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A server that stops ends its connections; the query that was running says so, the idle socket need not.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The same address with another database. */
export function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** The same address, signed in as another role. */
export function withRole(url: string, role: string, password: string): string {
  const address = new URL(url)
  address.username = role
  address.password = encodeURIComponent(password)
  return address.href
}
