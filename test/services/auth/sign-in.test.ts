import { expect, test } from 'vitest'
import { createUser } from '#services/auth/users.ts'
import { caller, testAuth } from '#test/support/auth.ts'
import { createTestDatabase } from '#test/support/database.ts'

const { db } = await createTestDatabase()
const { auth } = testAuth(db)
const PASSWORD = 'correct horse battery'
await createUser(db, { name: 'Ada Okafor', email: 'Ada@helix.example', password: PASSWORD })

const signIn = (email: string, password: string, from = caller('192.0.2.1')) => auth.signIn({ email, password }, from)

test('the right password gives a session that says who it is', async () => {
  const result = await signIn('ada@HELIX.example', PASSWORD)
  if (!result.ok) throw new Error(result.reason)
  const session = await auth.session(caller('192.0.2.1', result.headers).headers)
  expect(session?.user).toMatchObject({ name: 'Ada Okafor', email: 'ada@helix.example' })
})

test('the session cookie cannot be read by scripts or sent by other sites', async () => {
  const result = await signIn('ada@helix.example', PASSWORD)
  if (!result.ok) throw new Error(result.reason)
  const cookie = result.headers.getSetCookie().join('\n')
  expect(cookie).toMatch(/^accord\.session_token=/)
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn('ada@helix.example', 'something else')
  const unknown = await signIn('nobody@helix.example', 'something else')
  expect(wrong).toEqual({ ok: false, reason: 'wrong' })
  expect(unknown).toEqual(wrong)
})

test('a cookie that was tampered with is nobody', async () => {
  const result = await signIn('ada@helix.example', PASSWORD)
  if (!result.ok) throw new Error(result.reason)
  const { headers } = caller('192.0.2.1', result.headers)
  headers.set('cookie', `${headers.get('cookie')}x`)
  expect(await auth.session(headers)).toBeNull()
})

test('a request from another site is refused', async () => {
  const foreign = caller('192.0.2.1')
  foreign.headers.set('origin', 'https://evil.example')
  expect(await signIn('ada@helix.example', PASSWORD, foreign)).toEqual({ ok: false, reason: 'refused' })
})

test('signing out ends the session on the server, not only in the browser', async () => {
  const result = await signIn('ada@helix.example', PASSWORD)
  if (!result.ok) throw new Error(result.reason)
  const browser = caller('192.0.2.1', result.headers)
  await auth.signOut(browser)
  expect(await auth.session(browser.headers)).toBeNull()
})

test('a revoked session is over at once; the others go on', async () => {
  const [first, second] = [await signIn('ada@helix.example', PASSWORD), await signIn('ada@helix.example', PASSWORD)]
  if (!first.ok || !second.ok) throw new Error('both should sign in')
  const [stolen, kept] = [caller('192.0.2.1', first.headers), caller('192.0.2.1', second.headers)]
  const session = await auth.session(stolen.headers)
  if (!session) throw new Error('signed in')
  await auth.revokeSession(session.user.id, session.id)
  expect(await auth.session(stolen.headers)).toBeNull()
  expect(await auth.session(kept.headers)).not.toBeNull()
})

test('nobody can revoke the session of another', async () => {
  const mallory = await createUser(db, { name: 'Mallory', email: 'mallory@helix.example', password: PASSWORD })
  const result = await signIn('ada@helix.example', PASSWORD)
  if (!result.ok) throw new Error(result.reason)
  const browser = caller('192.0.2.1', result.headers)
  const session = await auth.session(browser.headers)
  await auth.revokeSession(mallory.id, session?.id ?? '')
  expect(await auth.session(browser.headers)).not.toBeNull()
})

test('scripts sign in over the mounted address, and reach nothing but what is exposed', async () => {
  const post = (path: string, body: object) =>
    auth.handle(
      new Request(`http://accord.test/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      '192.0.2.1',
    )
  const signedIn = await post('/sign-in/email', { email: 'ada@helix.example', password: PASSWORD })
  expect(signedIn.status).toBe(200)
  expect(signedIn.headers.getSetCookie().join()).toContain('accord.session_token=')
  const signUp = await post('/sign-up/email', { email: 'new@helix.example', password: PASSWORD, name: 'New' })
  expect(signUp.status).toBe(404)
  expect((await post('/update-user', { name: 'Somebody else' })).status).toBe(404)
})

test('a demo person signs in for development and never in production, with the words of a wrong password', async () => {
  await createUser(db, { name: 'Demo', email: 'demo@helix.example', password: 'accord-demo', isDemo: true })
  const inDevelopment = await signIn('demo@helix.example', 'accord-demo')
  expect(inDevelopment.ok).toBe(true)

  const production = testAuth(db, { config: { production: true } }).auth
  const refused = await production.signIn({ email: 'demo@helix.example', password: 'accord-demo' }, caller('192.0.2.2'))
  expect(refused).toEqual({ ok: false, reason: 'wrong' })
  expect(await production.demoPeople()).toEqual({ people: [], password: '' })
})

test('a demo session made in development counts nothing in production', async () => {
  const result = await signIn('demo@helix.example', 'accord-demo')
  if (!result.ok) throw new Error(result.reason)
  const { headers } = caller('192.0.2.2', result.headers)
  headers.set('cookie', (headers.get('cookie') ?? '').replace('accord.', '__Secure-accord.'))
  const production = testAuth(db, { config: { production: true } }).auth
  expect(await production.session(headers)).toBeNull()
})
