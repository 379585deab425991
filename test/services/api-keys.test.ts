import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { apiKeys as rows } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const clock = movableClock(new Date())
const { apiKeys, members } = testServices(db, { clock })
const organization = await makeOrganization(db)
const admin = await makeMember(db, organization, ['admin'], { name: 'Ada Admin' })
const REQUEST = { requestId: 'r-1', ip: '192.0.2.1' }

const make = (actor: Actor, expiresInDays: number | null = null) =>
  apiKeys.create(actor, { name: 'Coverage export', scopes: ['documents:read'], expiresInDays })

test('a key acts as the person who made it, within its scopes', async () => {
  const { key } = await make(admin)
  const found = await apiKeys.authenticate(key, REQUEST)
  expect(found?.actor).toMatchObject({
    orgId: organization.id,
    membershipId: admin.membershipId,
    via: 'api',
    scopes: ['documents:read'],
    ip: '192.0.2.1',
  })
})

test('only the hash of a key is kept, and lists show its beginning', async () => {
  const { id, key, prefix } = await make(admin)
  const [row] = await withActor(db, admin, (tx) => tx.select().from(rows).where(eq(rows.id, id)))
  expect(JSON.stringify(row)).not.toContain(key)
  expect(key.startsWith(prefix)).toBe(true)
  const listed = JSON.stringify(await apiKeys.list(admin))
  expect(listed).toContain(prefix)
  expect(listed).not.toContain(row?.keyHash)
})

test('a revoked key is nobody at once, and is not revoked twice', async () => {
  const { id, key } = await make(admin)
  await apiKeys.revoke(admin, id)
  expect(await apiKeys.authenticate(key, REQUEST)).toBeNull()
  await expect(apiKeys.revoke(admin, id)).rejects.toMatchObject({ code: 'not_found' })
})

test('an expired key is nobody', async () => {
  const { key } = await make(admin, 30)
  const made = clock.now()
  clock.set(new Date(made.getTime() + 30 * 86_400_000))
  expect(await apiKeys.authenticate(key, REQUEST)).toBeNull()
  clock.set(made)
})

test('the keys of who leaves stop with them', async () => {
  const other = await makeMember(db, organization, ['admin'])
  const { key } = await make(other)
  await members.remove(admin, other.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  expect(await apiKeys.authenticate(key, REQUEST)).toBeNull()
})

test('a key loses with its person what its person loses', async () => {
  const other = await makeMember(db, organization, ['admin', 'compliance_manager'])
  const { key } = await make(other)
  await members.change(admin, other.membershipId, { roles: ['member'] })
  expect((await apiKeys.authenticate(key, REQUEST))?.actor.roles).toEqual(['member'])
})

test('a key cannot make itself a stronger one', async () => {
  const key: Actor = { ...admin, via: 'api', scopes: ['settings:write'] }
  await expect(make(key)).rejects.toMatchObject({ code: 'scope_missing', details: { scope: 'documents:read' } })
})

test('only an admin makes, sees and revokes keys', async () => {
  const { id } = await make(admin)
  const manager = await makeMember(db, organization, ['compliance_manager', 'it_manager'])
  for (const refused of [() => make(manager), () => apiKeys.list(manager), () => apiKeys.revoke(manager, id)]) {
    await expect(refused()).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('an admin of another organization finds no key here', async () => {
  const { id } = await make(admin)
  const elsewhere = await makeMember(db, await makeOrganization(db), ['admin'])
  await expect(apiKeys.revoke(elsewhere, id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await apiKeys.list(elsewhere)).keys).toEqual([])
})

test('use is noted, but not on every request', async () => {
  const { id, key } = await make(admin)
  const lastUse = async () => (await apiKeys.list(admin)).keys.find((row) => row.id === id)?.lastUsedAt
  expect(await lastUse()).toBeNull()
  const first = clock.now()
  await apiKeys.authenticate(key, REQUEST)
  clock.set(new Date(first.getTime() + 30_000))
  await apiKeys.authenticate(key, REQUEST)
  expect(await lastUse()).toEqual(first)
  clock.set(new Date(first.getTime() + 61_000))
  await apiKeys.authenticate(key, REQUEST)
  expect(await lastUse()).toEqual(clock.now())
})

test('keys are listed page by page, newest first, whatever is made between two pages', async () => {
  const elsewhere = await makeMember(db, await makeOrganization(db), ['admin'])
  const made: string[] = []
  for (let n = 0; n < 3; n++) made.push((await make(elsewhere)).id)
  const first = await apiKeys.list(elsewhere, { limit: 2 })
  expect(first).toMatchObject({ total: 3, page: 1, pages: 2, first: 1, more: true })
  await make(elsewhere)
  const second = await apiKeys.list(elsewhere, { limit: 2, after: first.keys.at(-1)?.id })
  expect([...first.keys, ...second.keys].map(({ id }) => id)).toEqual(made.toReversed())
})
