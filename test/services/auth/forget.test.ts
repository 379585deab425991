import { expect, test } from 'vitest'
import { sessions, signInFailures, verifications } from '#db/schema/auth.ts'
import { forgetExpired } from '#services/auth/forget.ts'
import { createUser } from '#services/auth/users.ts'
import { caller, testAuth } from '#test/support/auth.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { waitFor } from '#test/support/wait-for.ts'

const HOUR = 3_600_000
const { db } = await createTestDatabase()
const ben = { email: 'ben@mail.example', password: 'correct horse battery' }
const { id: userId } = await createUser(db, { name: 'Ben', ...ben })

/** One row of each kind that has had its time, and one that has not. */
async function makeRows(now: Date, mark: string) {
  const at = (hours: number) => new Date(now.getTime() + hours * HOUR)
  for (const [name, over] of [
    ['old', at(-1)],
    ['new', at(1)],
  ] as const) {
    await db.insert(sessions).values({ userId, token: `${mark} ${name}`, expiresAt: over })
    await db.insert(verifications).values({ identifier: `${mark} ${name}`, value: 'x', expiresAt: over })
    // Counted for a day: what began 25 hours ago is over.
    const counted = new Date(over.getTime() - 24 * HOUR)
    await db.insert(signInFailures).values({ key: `${mark} ${name}`, failures: 3, lastFailedAt: counted })
  }
}

async function kept(mark: string) {
  const names = [
    ...(await db.select({ name: sessions.token }).from(sessions)),
    ...(await db.select({ name: verifications.identifier }).from(verifications)),
    ...(await db.select({ name: signInFailures.key }).from(signInFailures)),
  ].map(({ name }) => name)
  return names.filter((name) => name.startsWith(mark))
}

test('sessions and links that are over, and counts of windows long past, are forgotten; the rest is kept', async () => {
  const now = new Date('2031-05-05T12:00:00Z')
  await makeRows(now, 'direct')
  await forgetExpired(db, now)
  expect(await kept('direct')).toEqual(Array(3).fill('direct new'))
})

test('signing in cleans up', async () => {
  await makeRows(new Date(), 'signed in')
  const { auth, errors } = testAuth(db)
  expect((await auth.signIn(ben, caller('192.0.2.1'))).ok).toBe(true)
  await waitFor(async () => (await kept('signed in')).length === 3, 10_000, 'The old to be gone')
  expect(errors).toEqual([])
})
