import { join } from 'node:path'
import { type LaunchConfig, sentence } from '#services/config.ts'
import { accountFor } from './postgres/account.ts'
import { findBinaries } from './postgres/binaries.ts'
import { type Cluster, initialize, isInitialized, runningPort, start, stop } from './postgres/cluster.ts'
import { bootstrapRoles, connected, createDatabase, withRole } from './postgres/roles.ts'
import { keptSecret, readState, writeState } from './state.ts'

const DATABASE = 'accord'

/** A PostgreSQL to work with. `superuserUrl` is null when it is not ours to administer. */
export type Postgres = {
  ownerUrl: string
  appUrl: string
  superuserUrl: string | null
  origin: 'given' | 'attached' | 'started'
  /** Stops what was started here; does nothing to a PostgreSQL that was given. */
  stop(): Promise<void>
}

export type PostgresOptions = {
  /** Server settings on top of the defaults, for example `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
}

/** Finds the PostgreSQL that DATABASE_URL names, or starts the embedded one, and sees to its roles. */
export async function ensurePostgres(
  config: Pick<LaunchConfig, 'dataDir' | 'databaseUrl' | 'databaseOwnerUrl'>,
  { settings = {} }: PostgresOptions = {},
): Promise<Postgres> {
  const { dataDir, databaseUrl } = config
  return databaseUrl ? adoptGiven(dataDir, databaseUrl, config.databaseOwnerUrl) : startEmbedded(dataDir, settings)
}

async function startEmbedded(dataDir: string, settings: Record<string, string>): Promise<Postgres> {
  const cluster = await embeddedCluster(dataDir)
  await initialize(cluster)
  const remembered = join(dataDir, 'postgres.json')
  const attached = await runningPort(cluster)
  const port = attached ?? (await start(cluster, readState<{ port: number }>(remembered)?.port ?? 54_320, settings))
  writeState(remembered, { port })

  const superuserUrl = withRole(`postgres://127.0.0.1:${port}/${DATABASE}`, 'postgres', cluster.password)
  await createDatabase(superuserUrl, DATABASE)
  const urls = await ensureRoles(dataDir, superuserUrl)
  return { ...urls, superuserUrl, origin: attached ? 'attached' : 'started', stop: () => stop(cluster) }
}

/** Stops the embedded PostgreSQL of a data folder, whoever left it running, and returns where its files lie. */
export async function stopEmbedded(dataDir: string): Promise<{ clusterDir: string }> {
  const cluster = await embeddedCluster(dataDir)
  if (await runningPort(cluster)) await stop(cluster)
  return { clusterDir: cluster.account.clusterDir }
}

/** Whether the data folder has an embedded PostgreSQL: before the first start it has none. */
export const hasEmbedded = async (dataDir: string): Promise<boolean> => isInitialized(await accountFor(dataDir))

/** Whether the embedded PostgreSQL of a data folder runs. */
export async function isEmbeddedServing(dataDir: string): Promise<boolean> {
  return (await runningPort(await embeddedCluster(dataDir))) !== null
}

async function embeddedCluster(dataDir: string): Promise<Cluster> {
  const account = await accountFor(dataDir)
  return { account, binaries: await findBinaries(account.readableCopy), password: keptSecret(dataDir, 'postgres') }
}

async function adoptGiven(dataDir: string, databaseUrl: string, databaseOwnerUrl: string | null): Promise<Postgres> {
  const given = { origin: 'given', stop: async () => undefined } as const
  if (databaseOwnerUrl) return { ownerUrl: databaseOwnerUrl, appUrl: databaseUrl, superuserUrl: null, ...given }
  if (!(await isSuperuser(databaseUrl))) throw new Error(sentence('DATABASE_OWNER_URL', 'is required:'))
  // A superuser escapes row-level security, so Accord never works as one: it makes its own roles and signs in as those.
  return { ...(await ensureRoles(dataDir, databaseUrl)), superuserUrl: databaseUrl, ...given }
}

async function ensureRoles(dataDir: string, superuserUrl: string): Promise<{ ownerUrl: string; appUrl: string }> {
  const passwords = { owner: keptSecret(dataDir, 'owner'), app: keptSecret(dataDir, 'app') }
  await bootstrapRoles(superuserUrl, passwords)
  return {
    ownerUrl: withRole(superuserUrl, 'accord_owner', passwords.owner),
    appUrl: withRole(superuserUrl, 'accord_app', passwords.app),
  }
}

async function isSuperuser(url: string): Promise<boolean> {
  const query = 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user'
  return connected(url, async (client) => (await client.query<{ rolsuper: boolean }>(query)).rows[0]?.rolsuper === true)
}
