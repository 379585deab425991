import canonicalize from 'canonicalize'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { chainAfter } from '#db/queries/audit.ts'
import type { Actor } from '#domain/actor.ts'
import { describeReport, verifyEverything } from '#engines/audit/verify.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import { appendAudit, chainHash } from '#services/audit/append.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'

/*
 * Somebody with the keys to the database, triggers off, changes history. Each way is found and the row named.
 */
const { db, ownerDb, url } = await createTestDatabase()
const owner = ownerDb.$client
const ROWS = 6

let actor: Actor

beforeEach(async () => {
  const organization = await makeOrganization(db)
  actor = await makeMember(db, organization, ['auditor'])
  for (let row = 1; row <= ROWS; row++) await write(`POL-${row}`)
})

const write = (identifier: string) =>
  transact(testDeps(db), actor, async (tx) =>
    appendAudit(tx, actor, {
      at: new Date('2026-06-01T09:00:00Z'),
      action: 'document.deleted',
      subjectId: actor.orgId,
      before: { identifier, title: 'Access control', contentHash: 'a'.repeat(64) },
    }),
  )

/** As a superuser with every trigger off: nothing in the database stands in the way. */
const tamper = (sql: string, values: unknown[] = []) =>
  connected(withDatabase(inject('engines').superuserUrl, new URL(url).pathname.slice(1)), async (client) => {
    await client.query(`set session_replication_role = 'replica'`)
    const { rowCount } = await client.query(sql, values)
    expect(rowCount).toBeGreaterThan(0)
  })

/** What the command line says about this organization. */
async function verdict(): Promise<string> {
  const reports = await verifyEverything(url)
  const report = reports.find(({ slug }) => slug === actor.orgSlug)
  if (!report) throw new Error('the verifier left the organization out')
  expect(report).toMatchObject(await testServices(db).audit.verify(actor))
  return describeReport(report).replace(`${actor.orgSlug}: `, '')
}

type Link = { entry: string; previousHash: string; hash: string }

async function linkAt(seq: number): Promise<Link> {
  const { rows } = await connected(url, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [actor.orgId])
    return client.query<Link>('select entry, previous_hash as "previousHash", hash from audit_log where seq = $1', [
      seq,
    ])
  })
  if (!rows[0]) throw new Error(`the chain has no row ${seq}`)
  return rows[0]
}

/** An entry changed by somebody who knows how the hash is made. */
async function forge(seq: number, change: (entry: string) => string): Promise<Link> {
  const { entry, previousHash } = await linkAt(seq)
  const forged = change(entry)
  return { entry: forged, previousHash, hash: chainHash(previousHash, forged) }
}

const rewrite = (seq: number, { entry, hash }: Link) =>
  tamper('update audit_log set entry = $3, hash = $4 where org_id = $1 and seq = $2', [actor.orgId, seq, entry, hash])

test('an untouched chain is unbroken', async () => {
  expect(await verdict()).toMatch(/^✓ 6 rows, unbroken; the tip is [0-9a-f]{64}$/)
})

test('what is hashed is canonical JSON, whatever is written', async () => {
  const owners = { ownerId: actor.orgId, secondOwnerId: null }
  await transact(testDeps(db), actor, async (tx) =>
    appendAudit(
      tx,
      { ...actor, name: 'Zoë "Z" O’Hara' },
      {
        at: new Date('2026-06-01T09:00:00Z'),
        action: 'document.changed',
        subjectId: actor.orgId,
        before: { ...owners, title: 'a,"seq":1', tags: ['ü', '€'], category: undefined },
        after: { ...owners, title: '"seq":7', tags: [] },
      },
    ),
  )
  const rows = await withActor(db, actor, (tx) => chainAfter(tx, actor.orgId, 0, 100))
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
  for (const { entry, seq } of rows) {
    expect(canonicalize(JSON.parse(entry))).toBe(entry)
    expect(JSON.parse(entry)).toMatchObject({ seq, orgId: actor.orgId })
  }
})

describe('named by its row is', () => {
  test('an entry that was altered', async () => {
    await tamper(`update audit_log set entry = replace(entry, 'POL-3', 'POL-9') where org_id = $1 and seq = 3`, [
      actor.orgId,
    ])
    expect(await verdict()).toBe('✗ Row 3 was altered: it no longer has the hash it was written with.')
  })

  test('an altered column that lists filter by, though the entry is whole', async () => {
    await tamper(`update audit_log set actor_name = 'Somebody else' where org_id = $1 and seq = 4`, [actor.orgId])
    expect(await verdict()).toBe('✗ Row 4 was altered: it no longer has the hash it was written with.')
  })

  test('an altered entry whose own hash was made to fit', async () => {
    await rewrite(2, await forge(2, (entry) => entry.replace('POL-2', 'POL-8')))
    expect(await verdict()).toBe('✗ Row 3 was inserted or replaced: it does not continue row 2.')
  })

  test('a row that was removed from the middle', async () => {
    await tamper('delete from audit_log where org_id = $1 and seq = 3', [actor.orgId])
    expect(await verdict()).toBe('✗ Row 3 was removed: row 4 follows row 2.')
  })

  test('a removed row whose gap was closed by renumbering', async () => {
    await tamper('delete from audit_log where org_id = $1 and seq = 3', [actor.orgId])
    await tamper('update audit_log set seq = -seq + 1 where org_id = $1 and seq > 3', [actor.orgId])
    await tamper('update audit_log set seq = -seq where org_id = $1 and seq < 0', [actor.orgId])
    expect(await verdict()).toBe('✗ Row 3 was altered: it no longer has the hash it was written with.')
  })

  test('the first row, removed', async () => {
    await tamper('delete from audit_log where org_id = $1 and seq = 1', [actor.orgId])
    expect(await verdict()).toBe('✗ Row 1 was removed: row 2 follows row 0.')
  })

  test('the last row, removed', async () => {
    await tamper('delete from audit_log where org_id = $1 and seq = $2', [actor.orgId, ROWS])
    expect(await verdict()).toBe('✗ Row 6 was removed: the chain ends at row 5, and row 6 had been written.')
  })

  test('a whole chain, removed', async () => {
    await tamper('delete from audit_log where org_id = $1', [actor.orgId])
    expect(await verdict()).toBe('✗ Row 1 was removed: the chain ends at row 0, and row 6 had been written.')
  })

  test('a row that was inserted in the middle, the later ones moved up', async () => {
    await tamper('update audit_log set seq = -seq - 1 where org_id = $1 and seq > 3', [actor.orgId])
    await tamper('update audit_log set seq = -seq where org_id = $1 and seq < 0', [actor.orgId])
    const { entry } = await linkAt(3)
    const forged = entry.replace('"seq":3', '"seq":4').replace('POL-3', 'POL-X')
    await tamper(
      `insert into audit_log select org_id, 4, at, action, actor_id, actor_name, subject_type, subject_id, document_id,
         $2, repeat('f', 64), $3 from audit_log where org_id = $1 and seq = 3`,
      [actor.orgId, forged, chainHash('f'.repeat(64), forged)],
    )
    expect(await verdict()).toBe('✗ Row 4 was inserted or replaced: it does not continue row 3.')
  })

  test('two rows that changed places', async () => {
    await tamper(`update audit_log set seq = case seq when 2 then -5 else -2 end where org_id = $1 and seq in (2, 5)`, [
      actor.orgId,
    ])
    await tamper('update audit_log set seq = -seq where org_id = $1 and seq < 0', [actor.orgId])
    expect(await verdict()).toBe('✗ Row 2 was altered: it no longer has the hash it was written with.')
  })

  test('a last row that was written anew, hash and all', async () => {
    await rewrite(ROWS, await forge(ROWS, (entry) => entry.replace('POL-6', 'POL-7')))
    expect(await verdict()).toBe('✗ Row 6 was replaced: its hash is not the one that was noted when it was written.')
  })
})

test('a fault in one organization is not laid to another', async () => {
  const other = await makeMember(db, await makeOrganization(db), ['auditor'])
  await transact(testDeps(db), other, async (tx) =>
    appendAudit(tx, other, {
      at: new Date(),
      action: 'member.joined',
      subjectId: other.orgId,
      after: { email: 'ida@people.example', roles: [] },
    }),
  )
  await tamper('delete from audit_log where org_id = $1 and seq = 2', [actor.orgId])
  const faults = (await verifyEverything(url)).filter(({ slug }) => [actor.orgSlug, other.orgSlug].includes(slug))
  expect(faults.map(({ slug, fault }) => [slug, fault?.seq ?? null]).toSorted()).toEqual(
    [
      [actor.orgSlug, 2],
      [other.orgSlug, null],
    ].toSorted(),
  )
})

describe('with the triggers on', () => {
  const bound = (pool: typeof owner, change: string) =>
    pool.connect().then(async (client) => {
      try {
        await client.query('begin')
        await client.query(`select set_config('app.org_id', $1, true)`, [actor.orgId])
        return await client.query(change)
      } finally {
        await client.query('rollback')
        client.release()
      }
    })

  test.each([`update audit_log set actor_name = 'x'`, 'delete from audit_log', 'truncate audit_log'])(
    'neither the application nor the owner of the tables may: %s',
    async (change) => {
      await expect(bound(db.$client, change)).rejects.toThrow('permission denied for table audit_log')
      await expect(bound(owner, change)).rejects.toThrow('audit_log is append-only')
    },
  )
})
