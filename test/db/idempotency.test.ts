import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { claimKey } from '#db/queries/idempotency.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const organization = await makeOrganization(db)
const member = await makeMember(db, organization, ['author'])

test('after a key was claimed, the rest of the transaction waits for locks as long as any other', async () => {
  const lockTimeout = await withActor(db, { orgId: organization.id, userId: null }, async (tx) => {
    const ask = async () => (await tx.execute(sql`select current_setting('lock_timeout') as is`)).rows[0]?.is
    const at = new Date()
    const before = await ask()
    await claimKey(
      tx,
      { orgId: organization.id, membershipId: member.membershipId, key: 'one' },
      { requestHash: 'hash', at, expired: at, waitMs: 50 },
    )
    return { before, after: await ask() }
  })
  expect(lockTimeout).toEqual({ before: '5s', after: '5s' })
})
