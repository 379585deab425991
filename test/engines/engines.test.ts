import { chmodSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Connection, Client as TemporalClient } from '@temporalio/client'
import { Client } from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { anyFreePort } from '#engines/ports.ts'
import { accountFor } from '#engines/postgres/account.ts'
import { findBinaries } from '#engines/postgres/binaries.ts'
import { initialize } from '#engines/postgres/cluster.ts'
import { bootstrapRoles, connected } from '#engines/postgres/roles.ts'
import { ensurePostgres, isEmbeddedServing, stopEmbedded } from '#engines/postgres.ts'
import { isAlive } from '#engines/processes.ts'
import { keptSecret } from '#engines/state.ts'
import { prepareNamespace } from '#engines/temporal/attributes.ts'
import { endLeftover, startTemporal } from '#engines/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'accord-engines-'))
// As root, PostgreSQL runs as another user, who has to get in.
chmodSync(dataDir, 0o755)
const embedded = { dataDir, databaseUrl: null, databaseOwnerUrl: null }
const postmaster = async () =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])

async function connectedTo<T>(address: string, use: (client: TemporalClient) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address })
  try {
    return await use(new TemporalClient({ connection }))
  } finally {
    await connection.close()
  }
}

afterAll(async () => {
  await stopEmbedded(dataDir)
  await endLeftover(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})

describe('the embedded PostgreSQL', () => {
  test('a second start attaches to the one that a killed launcher left running', async () => {
    const first = await ensurePostgres(embedded)
    const second = await ensurePostgres(embedded)
    expect([first.origin, second.origin]).toEqual(['started', 'attached'])
    expect(second.appUrl).toBe(first.appUrl)
  })

  test('it comes back on its port, with its rows, after it was killed', async () => {
    const before = await ensurePostgres(embedded)
    await connected(before.ownerUrl, (client) => client.query('CREATE TABLE kept AS SELECT 1 AS one'))
    process.kill(await postmaster(), 'SIGKILL')
    await waitFor(async () => !(await isEmbeddedServing(dataDir)))
    const after = await ensurePostgres(embedded)
    expect(after).toMatchObject({ origin: 'started', appUrl: before.appUrl })
    const { rows } = await connected(after.ownerUrl, (client) => client.query('SELECT one FROM kept'))
    expect(rows).toEqual([{ one: 1 }])
  })

  test('two that start in the same moment, and wish for the same port, both start', async () => {
    const other = mkdtempSync(join(tmpdir(), 'accord-engines-'))
    chmodSync(other, 0o755)
    const folders = [dataDir, other]
    for (const folder of folders) await (await ensurePostgres({ ...embedded, dataDir: folder })).stop()
    const port = await anyFreePort()
    for (const folder of folders) writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ port }))
    const started = await Promise.all(folders.map((folder) => ensurePostgres({ ...embedded, dataDir: folder })))
    const ports = started.map(({ appUrl }) => Number(new URL(appUrl).port))
    expect(ports).toContain(port)
    expect(new Set(ports).size).toBe(2)
    await stopEmbedded(other)
    await rm(other, { recursive: true, force: true })
  })

  test('a first start that was cut off leaves nothing that the next one takes for whole', async () => {
    const other = mkdtempSync(join(tmpdir(), 'accord-engines-'))
    chmodSync(other, 0o755)
    const account = await accountFor(other)
    const binaries = await findBinaries(account.readableCopy)
    // An initdb that ends in the middle: the version is the first thing that it writes.
    const cutOff = join(other, 'initdb')
    writeFileSync(cutOff, '#!/bin/sh\ncd $(expr "$1" : "--pgdata=\\(.*\\)") && touch PG_VERSION\nkill -9 $$\n', {
      mode: 0o755,
    })
    const cluster = { account, binaries: { ...binaries, initdb: cutOff }, password: keptSecret(other, 'postgres') }
    await expect(initialize(cluster)).rejects.toThrow()

    expect((await ensurePostgres({ ...embedded, dataDir: other })).origin).toBe('started')
    await stopEmbedded(other)
    expect(readdirSync(other).filter((name) => name.includes('unfinished'))).toEqual([])
    await rm(other, { recursive: true, force: true })
  })

  test('a process id file of a machine that lost its power does not keep it from starting', async () => {
    const { stop } = await ensurePostgres(embedded)
    await stop()
    // The id was given to another process since: this one.
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n0\n54320\n`)
    expect((await ensurePostgres(embedded)).origin).toBe('started')
  })

  test.runIf(process.getuid?.() === 0)(
    'as root, a folder closed to others does not keep it from starting',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'accord-closed-'))
      const { stop } = await ensurePostgres({ ...embedded, dataDir: closed })
      await stop()
      const { clusterDir } = await stopEmbedded(closed)
      expect(clusterDir.startsWith(closed)).toBe(false)
      expect(existsSync(join(clusterDir, 'PG_VERSION'))).toBe(true)
      await Promise.all([closed, dirname(clusterDir)].map((folder) => rm(folder, { recursive: true })))
    },
  )

  test('nobody signs in without a password', async () => {
    const { appUrl } = await ensurePostgres(embedded)
    const address = new URL(appUrl)
    address.password = 'guessed'
    await expect(new Client({ connectionString: address.href }).connect()).rejects.toThrow(
      'password authentication failed',
    )
  })
})

describe('a PostgreSQL that was given', () => {
  test('with both addresses, it is used as it is', async () => {
    const { ownerUrl, appUrl } = inject('engines')
    const given = await ensurePostgres({ dataDir, databaseUrl: appUrl, databaseOwnerUrl: ownerUrl })
    expect(given).toMatchObject({ origin: 'given', ownerUrl, appUrl, superuserUrl: null })
  })

  test('as a role that cannot make roles, it asks for the owner', async () => {
    const { appUrl } = inject('engines')
    const start = ensurePostgres({ dataDir, databaseUrl: appUrl, databaseOwnerUrl: null })
    await expect(start).rejects.toThrow('DATABASE_OWNER_URL is required')
  })

  test('as a superuser, Accord makes its own roles and works as those', async () => {
    const server = await ensurePostgres(embedded)
    const other = mkdtempSync(join(tmpdir(), 'accord-given-'))
    const given = await ensurePostgres({ dataDir: other, databaseUrl: server.superuserUrl, databaseOwnerUrl: null })
    const { rows } = await connected(given.appUrl, (client) => client.query('SELECT current_user AS role'))
    expect(rows).toEqual([{ role: 'accord_app' }])
    await rm(other, { recursive: true })
  })

  test('the roles may be made twice', async () => {
    const { superuserUrl } = await ensurePostgres(embedded)
    const passwords = { owner: 'one', app: 'two' }
    await bootstrapRoles(superuserUrl ?? '', passwords)
    await bootstrapRoles(superuserUrl ?? '', passwords)
  })
})

describe('the local Temporal server', () => {
  test('one that a killed launcher left behind is ended, and its workflows are kept', async () => {
    const first = await startTemporal({ stateDir: dataDir })
    const started = { workflowId: 'kept', taskQueue: 'nobody' }
    await connectedTo(first.address, (client) => client.workflow.start('anything', started))

    const second = await startTemporal({ stateDir: dataDir })
    expect(await isAlive(first.child.pid ?? 0)).toBe(false)
    const description = await connectedTo(second.address, (client) => client.workflow.getHandle('kept').describe())
    expect(description.status.name).toBe('RUNNING')

    await second.stop()
    expect(await isAlive(second.child.pid ?? 0)).toBe(false)
  })

  test('a server that lacks a search attribute is given it', async () => {
    // A server of this file's own: other test files start workflows with all attributes.
    const server = await startTemporal({ stateDir: dataDir })
    await connectedTo(server.address, async ({ connection: { operatorService } }) => {
      await operatorService.removeSearchAttributes({ namespace: 'default', searchAttributes: ['Stage'] })
      const has = async () => {
        const { customAttributes } = await operatorService.listSearchAttributes({ namespace: 'default' })
        return 'Stage' in customAttributes
      }
      await waitFor(async () => !(await has()))
      await prepareNamespace(server.address, 'default', 10_000)
      await waitFor(has)
    })
    await server.stop()
  })
})
