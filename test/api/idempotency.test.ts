import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testServices } from '#test/support/factories.ts'
import { startApi } from './support/api.ts'

const { db, ownerDb } = await createTestDatabase()
const clock = movableClock(new Date())
const services = testServices(db, { clock })
const api = await startApi(db, { services })
const organization = await makeOrganization(db)
const ada = await makeMember(db, organization, ['compliance_manager', 'admin'])
const key = await api.keyOf(ada)

const policy = { kind: 'policy', category: 'encryption', title: 'Encryption policy' }
const create = (idempotencyKey: string, body: unknown = policy, as = key) =>
  api.send('/documents', { method: 'POST', key: as, body, headers: { 'idempotency-key': idempotencyKey } })
const documents = async () => (await services.library.list(ada, {})).total

test('repeats that come at once make one document and all get the same answer', async () => {
  const before = await documents()
  const answers = await Promise.all(Array.from({ length: 6 }, () => create('at-once')))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201])
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await documents()).toBe(before + 1)
})

test('the same key with another body is refused, and does nothing', async () => {
  await create('reused')
  const before = await documents()
  const { json } = await create('reused', { ...policy, title: 'Another' })
  expect(json).toMatchObject({ status: 409, code: 'idempotency_key_reused' })
  expect(await documents()).toBe(before)
})

test('the same key of another person is another key', async () => {
  const ivo = await makeMember(db, organization, ['author'])
  const mine = await create('shared')
  const theirs = await create('shared', policy, await api.keyOf(ivo))
  expect(theirs.status).toBe(201)
  expect(theirs.json?.id).not.toBe(mine.json?.id)
})

test('a refusal is an answer too, and is repeated', async () => {
  const archive = (body: unknown) =>
    api.send('/documents/POL-XX-001/archive', { method: 'POST', key, body, headers: { 'idempotency-key': 'refused' } })
  const first = await archive({ reason: 'Old.' })
  const again = await archive({ reason: 'Old.' })
  expect(first.status).toBe(404)
  expect(again.text).toBe(first.text)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})

test('when keeping the answer fails, the effect is undone with it', async () => {
  await ownerDb.$client.query(`create function fail() returns trigger language plpgsql as $$
    begin raise exception 'the disk is full'; end $$`)
  await ownerDb.$client.query(
    'create trigger fail before update on idempotency_keys for each row execute function fail()',
  )
  const before = await documents()
  const failed = await create('half')
  await ownerDb.$client.query('drop trigger fail on idempotency_keys')
  expect(failed.status).toBe(500)
  expect(await documents()).toBe(before)
  expect((await create('half')).status).toBe(201)
  expect(await documents()).toBe(before + 1)
  expect(api.bugs.splice(0).join()).toContain('the disk is full')
})

test('after a day the key is free again', async () => {
  const first = await create('daily')
  clock.set(new Date(clock.now().getTime() + 23 * 3_600_000))
  expect((await create('daily')).text).toBe(first.text)
  clock.set(new Date(clock.now().getTime() + 2 * 3_600_000))
  const later = await create('daily')
  expect(later.status).toBe(201)
  expect(later.json?.id).not.toBe(first.json?.id)
})

test('a secret is shown once and kept nowhere', async () => {
  const make = () =>
    api.send('/api-keys', {
      method: 'POST',
      key,
      body: { name: 'Export', scopes: ['documents:read'], expiresInDays: 1 },
      headers: { 'idempotency-key': 'secret' },
    })
  const first = await make()
  const again = await make()
  expect(String(first.json?.key)).toMatch(/^acc_/)
  expect(again.json).toEqual({ ...first.json, key: null })
  const kept = await ownerDb.$client.query("select count(*)::int as n from idempotency_keys where body like '%acc_%:%'")
  expect(kept.rows).toEqual([{ n: 0 }])
})

test.each(['', 'with space', 'é', 'x'.repeat(256)])('%j is no idempotency key', async (bad) => {
  const { json } = await create(bad)
  expect(json).toMatchObject({ status: 422, errors: [{ pointer: '/Idempotency-Key', in: 'header' }] })
})

test('nothing else of this was a bug', () => {
  expect(api.bugs).toEqual([])
})
