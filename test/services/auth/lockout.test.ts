import { expect, test } from 'vitest'
import { countAttempt, FREE_FAILURES, lockMilliseconds, settle } from '#services/auth/lockout.ts'
import { createUser } from '#services/auth/users.ts'
import { caller, testAuth } from '#test/support/auth.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { movableClock } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const clock = movableClock(new Date())
const { auth } = testAuth(db, { clock })
const PASSWORD = 'correct horse battery'

const person = async (name: string) => {
  const email = `${name}@lockout.example`
  await createUser(db, { name, email, password: PASSWORD })
  return email
}
const attempt = (email: string, password: string, ip: string) => auth.signIn({ email, password }, caller(ip))
const failOnce = (email: string, ip: string) => attempt(email, 'wrong password', ip)
/** A failed attempt as sign-in counts it, without the tenth of a second in which a password is hashed. */
const failQuickly = async (email: string, ip: string) => {
  await countAttempt(db, email, ip, clock.now())
  await settle(db, email, ip)
}
/** The first and the last attempt go all the way. */
const fail = async (email: string, times: number, ip: string) => {
  for (let n = 1; n <= times; n += 1) await (n === 1 || n === times ? failOnce : failQuickly)(email, ip)
}

test('after five wrong passwords the right one is refused too, with the time to wait', async () => {
  const email = await person('ada')
  for (let n = 0; n < FREE_FAILURES.account; n += 1) await failOnce(email, '192.0.2.10')
  expect(await attempt(email, PASSWORD, '192.0.2.10')).toEqual({ ok: false, reason: 'locked', retryAfterSeconds: 60 })
})

test('a locked account is locked from every address', async () => {
  const email = await person('ben')
  await fail(email, FREE_FAILURES.account, '192.0.2.11')
  expect(await attempt(email, PASSWORD, '198.51.100.11')).toMatchObject({ reason: 'locked' })
})

test('an address that nobody has is locked just the same', async () => {
  await fail('nobody@lockout.example', FREE_FAILURES.account, '192.0.2.12')
  expect(await attempt('nobody@lockout.example', PASSWORD, '192.0.2.12')).toMatchObject({ reason: 'locked' })
})

test('a lock ends by itself, and the right password forgets the failures', async () => {
  const email = await person('chen')
  await fail(email, FREE_FAILURES.account, '192.0.2.13')
  clock.set(new Date(clock.now().getTime() + 61_000))
  expect((await attempt(email, PASSWORD, '192.0.2.13')).ok).toBe(true)
  await fail(email, FREE_FAILURES.account - 1, '192.0.2.13')
  expect((await attempt(email, PASSWORD, '192.0.2.13')).ok).toBe(true)
})

test('guesses sent all at once do not slip through together', async () => {
  const email = await person('dana')
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(email, 'wrong password', '192.0.2.14')))
  const looked = answers.filter((answer) => !answer.ok && answer.reason === 'wrong')
  expect(looked).toHaveLength(FREE_FAILURES.account)
})

test('right passwords sent all at once lock neither the account nor the address', async () => {
  const email = await person('fay')
  for (let n = 0; n < FREE_FAILURES.address - 3; n += 1) await failQuickly(`typo-${n}@lockout.example`, '192.0.2.21')
  const answers = await Promise.all(Array.from({ length: 8 }, () => attempt(email, PASSWORD, '192.0.2.21')))
  expect(answers.map(({ ok }) => ok)).toEqual(Array.from({ length: 8 }, () => true))
  // The typing errors still count, and no more than they.
  for (let n = 0; n < 2; n += 1) await failQuickly(`late-${n}@lockout.example`, '192.0.2.21')
  expect((await attempt(email, PASSWORD, '192.0.2.21')).ok).toBe(true)
  await failQuickly('last@lockout.example', '192.0.2.21')
  expect(await attempt(email, PASSWORD, '192.0.2.21')).toMatchObject({ reason: 'locked' })
})

test('an attempt whose process died keeps nobody waiting', async () => {
  const email = await person('joy')
  for (let n = 0; n < FREE_FAILURES.account; n += 1) await countAttempt(db, email, '192.0.2.22', clock.now())
  clock.set(new Date(clock.now().getTime() + 11_000))
  expect(await attempt(email, PASSWORD, '192.0.2.22')).toMatchObject({ reason: 'locked', retryAfterSeconds: 49 })
})

test('one address that tries many accounts is locked, and others are not', async () => {
  const email = await person('emil')
  const guesses = Array.from({ length: FREE_FAILURES.address }, (_, n) => `guess-${n}@lockout.example`)
  for (const guess of guesses.slice(0, -2)) await failQuickly(guess, '192.0.2.15')
  for (const guess of guesses.slice(-2)) await failOnce(guess, '192.0.2.15')
  expect(await attempt(email, PASSWORD, '192.0.2.15')).toMatchObject({ reason: 'locked' })
  expect((await attempt(email, PASSWORD, '192.0.2.16')).ok).toBe(true)
})

test('an attacker cannot clear their address by signing in to an account of their own', async () => {
  const own = await person('mallory')
  for (let round = 0; round < FREE_FAILURES.address; round += 1) {
    await failQuickly(`victim-${round}@lockout.example`, '192.0.2.17')
    if (round % 5 === 4 && round < 20) await attempt(own, PASSWORD, '192.0.2.17')
  }
  expect(await attempt('one-more@lockout.example', PASSWORD, '192.0.2.17')).toMatchObject({ reason: 'locked' })
})

test('scripts are asked to wait by Retry-After', async () => {
  const email = await person('gus')
  await fail(email, FREE_FAILURES.account, '192.0.2.18')
  const response = await auth.handle(
    new Request('http://accord.test/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    }),
    '192.0.2.18',
  )
  expect(response.status).toBe(429)
  expect(response.headers.get('Retry-After')).toBe('60')
})

test('what a client claims to be its address is not believed', async () => {
  const email = await person('hana')
  const claiming = 3
  for (let n = claiming; n < FREE_FAILURES.address; n += 1) await failQuickly(`try-${n}@lockout.example`, '192.0.2.19')
  for (let n = 0; n < claiming; n += 1) {
    const sender = caller('192.0.2.19')
    sender.headers.set('x-accord-client-ip', `203.0.113.${n}`)
    sender.headers.set('x-forwarded-for', `203.0.113.${n}`)
    await auth.signIn({ email: `try-${n}@lockout.example`, password: 'wrong password' }, sender)
  }
  expect(await attempt(email, PASSWORD, '192.0.2.19')).toMatchObject({ reason: 'locked' })
})

test('more sign-ins in a minute than the limit are refused, right or wrong', async () => {
  const email = await person('iris')
  const limited = testAuth(db, { config: { signInsPerMinute: 3 } }).auth
  const answers = []
  for (let n = 0; n < 4; n += 1) {
    answers.push(await limited.signIn({ email, password: PASSWORD }, caller('192.0.2.20')))
  }
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false])
  expect(answers[3]).toMatchObject({ reason: 'too_many' })
})

test('locks grow from a minute to fifteen', () => {
  const minutes = [4, 5, 6, 7, 8, 9, 40].map((failures) => lockMilliseconds('account', failures) / 60_000)
  expect(minutes).toEqual([0, 1, 2, 4, 8, 15, 15])
})
