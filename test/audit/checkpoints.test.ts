import { pino } from 'pino'
import { beforeEach, expect, inject, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { chainHead } from '#db/queries/audit.ts'
import { newestCheckpoints } from '#db/queries/audit-checkpoints.ts'
import type { Actor } from '#domain/actor.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import { appendAudit, chainHash } from '#services/audit/append.ts'
import { signatureOf } from '#services/audit/checkpoint.ts'
import { writeCheckpoints } from '#services/audit/checkpoints.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * Somebody with the keys to the database changes history. What they cannot do is sign a checkpoint.
 */
const { db, url } = await createTestDatabase()
const KEY = { id: '2026', secret: 'a'.repeat(32) }
const NEXT = { id: '2027', secret: 'b'.repeat(32) }
const deps = testDeps(db, { auditKeys: [KEY] })
const HOUR = 3_600_000
const START = new Date('2026-06-01T09:00:00Z')
const later = (hours: number) => new Date(START.getTime() + hours * HOUR)

let actor: Actor

/** Adds entries to the chain. */
const write = (count: number) =>
  transact(deps, actor, async (tx) => {
    for (let n = 0; n < count; n += 1)
      appendAudit(tx, actor, {
        at: START,
        action: 'invitation.resent',
        subjectId: actor.orgId,
        after: { email: `p${n}@people.example` },
      })
  })

const checkpoints = (auditKeys = [KEY], at = START) => writeCheckpoints({ ...deps, auditKeys }, at)
const seqs = async () =>
  (await withActor(db, actor, (tx) => newestCheckpoints(tx, actor.orgId, 100))).map(({ seq }) => seq)
const verify = (whole: boolean, auditKeys = [KEY]) => testServices(db, { auditKeys }).audit.verify(actor, { whole })
const [short, whole] = [() => verify(false), () => verify(true)]

/** As a superuser with every trigger off: nothing in the database stands in the way. */
const tamper = (sql: string, values: unknown[] = [actor.orgId]) =>
  connected(withDatabase(inject('engines').superuserUrl, new URL(url).pathname.slice(1)), async (client) => {
    await client.query(`set session_replication_role = 'replica'`)
    const { rowCount } = await client.query(sql, values)
    expect(rowCount).toBeGreaterThan(0)
  })

beforeEach(async () => {
  actor = await makeMember(db, await makeOrganization(db), ['auditor'])
  await write(5)
  await checkpoints()
  await write(5)
})

/** Writes the chain anew from an entry to its end, head included: by itself it is without a fault. */
async function rewriteFrom(seq: number) {
  const { rows } = await connected(url, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [actor.orgId])
    return client.query<{ seq: string; entry: string; previous: string }>(
      'select seq, entry, previous_hash as previous from audit_log where seq >= $1 order by seq',
      [seq],
    )
  })
  let tip = rows[0]?.previous ?? ''
  for (const { seq: at, entry } of rows) {
    const forged = entry.replace('people.example', 'elsewhere.example')
    const hash = chainHash(tip, forged)
    await tamper('update audit_log set entry = $3, previous_hash = $4, hash = $5 where org_id = $1 and seq = $2', [
      actor.orgId,
      at,
      forged,
      tip,
      hash,
    ])
    tip = hash
  }
  await tamper('update audit_heads set hash = $2 where org_id = $1', [actor.orgId, tip])
}

test('a chain is verified from its last checkpoint, and whole when that is asked for', async () => {
  expect(await short()).toMatchObject({ from: 5, rows: 10, fault: null })
  expect(await whole()).toMatchObject({ from: 0, rows: 10, fault: null })
  expect(await verify(false, [])).toMatchObject({ from: 0, rows: 10, fault: null })
})

test('an entry that was altered before the checkpoint is found by the whole walk', async () => {
  await tamper(`update audit_log set entry = replace(entry, 'p1@', 'p9@') where org_id = $1 and seq = 2`)
  expect(await short()).toMatchObject({ fault: null })
  expect(await whole()).toMatchObject({ fault: { seq: 2, fault: 'altered' } })
})

test.each([6, 10])('entry %i, altered after the checkpoint, is found by the short walk', async (seq) => {
  await tamper(`update audit_log set entry = replace(entry, 'people', 'others') where org_id = $1 and seq = ${seq}`)
  expect(await short()).toMatchObject({ from: 5, fault: { seq, fault: 'altered' } })
})

test('a chain that was rewritten to its end, head included, is found by the checkpoint it cannot sign', async () => {
  await rewriteFrom(2)
  const fault = { seq: 5, fault: 'altered' }
  expect(await verify(true, [])).toMatchObject({ rows: 10, fault: null })
  expect(await short()).toMatchObject({ fault })
  expect(await whole()).toMatchObject({ fault })
})

test('what was written anew after the last checkpoint, head included, shows only against a tip that was noted', async () => {
  const { tip } = await short()
  await rewriteFrom(7)
  const reports = [await short(), await whole()]
  expect(reports.map(({ fault }) => fault)).toEqual([null, null])
  expect(reports.filter((report) => report.tip === tip)).toEqual([])
})

test('a chain that was cut off before its checkpoint, head included, is found by both walks', async () => {
  await tamper('delete from audit_log where org_id = $1 and seq >= 4')
  await tamper(
    'update audit_heads set seq = 3, hash = (select hash from audit_log where org_id = $1 and seq = 3) where org_id = $1',
  )
  expect(await verify(true, [])).toMatchObject({ rows: 3, fault: null })
  expect(await short()).toMatchObject({ fault: { seq: 5, fault: 'removed' } })
  expect(await whole()).toMatchObject({ fault: { seq: 4, fault: 'removed' } })
})

test('a forged checkpoint is refused, and one that was altered too', async () => {
  await rewriteFrom(7)
  const forged = signatureOf(
    { id: KEY.id, secret: 'c'.repeat(32) },
    { orgId: actor.orgId, seq: 8, hash: 'x', at: START },
  )
  await tamper(
    `insert into audit_checkpoints select org_id, 8, hash, now(), '2026', $2 from audit_log where org_id = $1 and seq = 8`,
    [actor.orgId, forged],
  )
  const fault = { seq: 8, fault: 'forged' }
  expect(await short()).toMatchObject({ fault })
  expect(await whole()).toMatchObject({ fault })
  await tamper('delete from audit_checkpoints where org_id = $1 and seq = 8')
  await tamper(`update audit_checkpoints set hash = repeat('0', 64) where org_id = $1`)
  expect(await short()).toMatchObject({ fault: { seq: 5, fault: 'forged' } })
})

test('a checkpoint of one organization is none of another', async () => {
  const theirs = actor
  actor = await makeMember(db, await makeOrganization(db), ['auditor'])
  await write(6)
  await tamper(
    `insert into audit_checkpoints select $2, seq, hash, at, key_id, signature from audit_checkpoints where org_id = $1`,
    [theirs.orgId, actor.orgId],
  )
  expect(await short()).toMatchObject({ fault: { seq: 5, fault: 'forged' } })
})

test('after a change of keys the old one verifies, and a checkpoint of a key that is gone is left out', async () => {
  await checkpoints([NEXT, KEY], later(2))
  await write(1)
  expect(await verify(false, [NEXT, KEY])).toMatchObject({ from: 10, fault: null })
  expect(await verify(false, [KEY])).toMatchObject({ from: 5, fault: null })
  expect(await verify(false, [{ ...KEY, id: 'other' }])).toMatchObject({ from: 0, fault: null })
})

test('without a key nothing is signed', async () => {
  expect(await checkpoints([], later(2))).toEqual({ signed: 0, broken: 0 })
  expect(await seqs()).toEqual([5])
})

test('a chain gets a checkpoint after an hour in which it grew, and not before', async () => {
  await checkpoints([KEY], later(0.9))
  expect(await seqs()).toEqual([5])
  await checkpoints([KEY], later(1.1))
  expect(await seqs()).toEqual([10, 5])
  await checkpoints([KEY], later(3))
  expect(await seqs()).toEqual([10, 5])
})

test('a chain that grew by 10,000 entries gets a checkpoint before the hour is over', async () => {
  await write(10_000 - 6)
  await checkpoints([KEY], later(0.1))
  expect(await seqs()).toEqual([5])
  await write(1)
  await checkpoints([KEY], later(0.1))
  expect(await seqs()).toEqual([10_005, 5])
})

test('a chain that does not fit is not signed, and the log names it', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  await tamper(`update audit_log set entry = replace(entry, 'people', 'others') where org_id = $1 and seq = 7`)
  expect((await writeCheckpoints({ ...deps, log }, later(2))).broken).toBeGreaterThan(0)
  expect(await seqs()).toEqual([5])
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ orgId: actor.orgId, seq: 7, fault: 'altered' }),
  )
  await tamper(`update audit_log set entry = replace(entry, 'others', 'people') where org_id = $1 and seq = 7`)
  await checkpoints([KEY], later(2))
  expect(await seqs()).toEqual([10, 5])
})

test('two workers sign one checkpoint', async () => {
  await Promise.all([checkpoints([KEY], later(2)), checkpoints([KEY], later(2))])
  expect(await seqs()).toEqual([10, 5])
  expect(await whole()).toMatchObject({ rows: 10, fault: null })
})

test('a checkpoint that is signed after a walk has begun is no fault', async () => {
  const superuser = withDatabase(inject('engines').superuserUrl, new URL(url).pathname.slice(1))
  const report = await connected(superuser, async (client) => {
    await client.query('begin; lock table audit_checkpoints in access exclusive mode')
    const walk = short()
    await waitFor(async () => {
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await db.$client.query(waits)).rowCount === 1
    })
    await write(1)
    const { hash } = await withActor(db, actor, (tx) => chainHead(tx, actor.orgId))
    const facts = { orgId: actor.orgId, seq: 11, hash, at: later(1) }
    await client.query('insert into audit_checkpoints values ($1, $2, $3, $4, $5, $6)', [
      ...Object.values(facts),
      KEY.id,
      signatureOf(KEY, facts),
    ])
    await client.query('commit')
    return walk
  })
  expect(report).toMatchObject({ from: 11, rows: 11, fault: null })
})

test('while people write and checkpoints are signed, no walk finds a fault', async () => {
  const walks = Array.from({ length: 8 }, async (_, n) => {
    await Promise.all([write(2), checkpoints([KEY], later(2 * n)), n % 2 ? short() : whole()])
    return (await short()).fault
  })
  expect((await Promise.all(walks)).filter((fault) => fault !== null)).toEqual([])
  expect(await whole()).toMatchObject({ rows: 26, fault: null })
})
