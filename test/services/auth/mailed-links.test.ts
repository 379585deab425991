import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountMails, verifications } from '#db/schema/auth.ts'
import { createUser } from '#services/auth/users.ts'
import { caller, testAuth } from '#test/support/auth.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { movableClock, testServices } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'

const { db } = await createTestDatabase()
const mailbox = await startMailbox()
const clock = movableClock(new Date())
const { auth, sendMails } = testAuth(db, { smtpUrl: mailbox.url, clock })
const services = testServices(db, { clock })
const PASSWORD = 'correct horse battery'
const REQUEST = { requestId: null, ip: null }

const mailTo = (address: string, subject: string) =>
  mailbox.mail((mail) => mail.subject === subject && [mail.to].flat().some((to) => to?.text.includes(address)))
const tokenIn = (text: string | undefined, page: string) =>
  new RegExp(`/${page}/([\\w-]+)`).exec(text ?? '')?.[1] ?? 'no token'
const organization = (slug: string) => ({
  name: 'Helix Pharma',
  slug,
  type: 'enterprise' as const,
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2, 3, 4, 5],
})

async function resetToken(email: string) {
  await auth.requestPasswordReset(email, caller('192.0.2.1'))
  await sendMails()
  return tokenIn((await mailTo(email, 'Choose a new password')).text, 'reset-password')
}
async function signUpToken(email: string) {
  await auth.requestSignUp(email, caller('192.0.2.1'))
  await sendMails()
  return tokenIn((await mailTo(email, 'Finish signing up to Accord')).text, 'sign-up')
}

test('a mailed link replaces a forgotten password once, and ends every session', async () => {
  await createUser(db, { name: 'Ada', email: 'ada@mail.example', password: PASSWORD })
  const before = await auth.signIn({ email: 'ada@mail.example', password: PASSWORD }, caller('192.0.2.1'))
  if (!before.ok) throw new Error(before.reason)
  const token = await resetToken('ada@mail.example')

  await auth.resetPassword({ token, newPassword: 'another good one' }, caller('192.0.2.1'))
  expect(await auth.session(caller('192.0.2.1', before.headers).headers)).toBeNull()
  const now = await auth.signIn({ email: 'ada@mail.example', password: 'another good one' }, caller('192.0.2.1'))
  expect(now.ok).toBe(true)
  const again = auth.resetPassword({ token, newPassword: 'a third one, later' }, caller('192.0.2.1'))
  await expect(again).rejects.toMatchObject({ code: 'invitation_not_open' })
})

test('asking for an unknown address looks the same and mails nothing', async () => {
  const mails = mailbox.mails.length
  await expect(auth.requestPasswordReset('nobody@mail.example', caller('192.0.2.1'))).resolves.toBeUndefined()
  // A mail asked for later has arrived: one asked for before would have, too.
  await createUser(db, { name: 'Ben', email: 'ben@mail.example', password: PASSWORD })
  await resetToken('ben@mail.example')
  expect(mailbox.mails.slice(mails).map(({ to }) => [to].flat()[0]?.text)).toEqual(['"Ben" <ben@mail.example>'])
})

test('a mailbox gets three links an hour, whoever asks from wherever, and an unknown address looks the same', async () => {
  await createUser(db, { name: 'Hal', email: 'hal@mail.example', password: PASSWORD })
  for (const address of ['Hal@mail.example', 'no-hal@mail.example']) {
    const asked = [1, 2, 3, 4, 5].map((n) => auth.requestPasswordReset(address, caller(`198.51.100.${n}`)))
    const answers = (await Promise.allSettled(asked)).map((answer) =>
      answer.status === 'rejected' ? answer.reason.code : 'asked',
    )
    expect(answers.sort()).toEqual(['asked', 'asked', 'asked', 'rate_limited', 'rate_limited'])
  }
})

test('a newer link ends the older ones, and of several uses at once one counts', async () => {
  const email = 'ida@mail.example'
  await createUser(db, { name: 'Ida', email, password: PASSWORD })
  const older = await resetToken(email)
  clock.set(new Date(clock.now().getTime() + 1_000))
  const seen = mailbox.mails.length
  await auth.requestPasswordReset(email, caller('192.0.2.1'))
  await sendMails()
  const newer = tokenIn((await mailbox.mail((mail) => mailbox.mails.indexOf(mail) >= seen)).text, 'reset-password')
  const use = (token: string, n: number) =>
    auth.resetPassword({ token, newPassword: `a fresh password ${n}` }, caller('192.0.2.1'))
  await expect(use(older, 0)).rejects.toMatchObject({ code: 'invitation_not_open' })
  const uses = await Promise.allSettled([1, 2, 3, 4].map((n) => use(newer, n)))
  expect(uses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
})

test('both mails of one request that was sent twice have a link that works, until one of them is used', async () => {
  const email = 'jan@mail.example'
  await createUser(db, { name: 'Jan', email, password: PASSWORD })
  await auth.requestPasswordReset(email, caller('192.0.2.1'))
  // As if whoever took it had been killed after the server had it: the request is still there.
  const [request] = await db.select().from(accountMails)
  const seen = mailbox.mails.length
  await sendMails()
  await db.insert(accountMails).values({ ...request, nextAttemptAt: new Date(0) } as typeof accountMails.$inferInsert)
  await sendMails()
  const [first, second] = mailbox.mails.slice(seen)
  expect(second?.messageId).toBe(first?.messageId)
  const [token, other] = [first, second].map((mail) => tokenIn(mail?.text, 'reset-password'))
  await auth.resetPassword({ token: token ?? '', newPassword: 'a fresh password' }, caller('192.0.2.1'))
  const again = auth.resetPassword({ token: other ?? '', newPassword: 'a later one' }, caller('192.0.2.1'))
  await expect(again).rejects.toMatchObject({ code: 'invitation_not_open' })
})

test('a sign-up makes an account and an organization whose admin its maker is', async () => {
  const token = await signUpToken('new@mail.example')
  expect(await auth.readSignUp(token)).toBe('new@mail.example')
  const account = { name: 'New Person', password: PASSWORD }
  const made = await services.organizations.signUp(token, account, organization('helix-new'), REQUEST)
  const signedIn = await auth.signIn({ email: made.email, password: PASSWORD }, caller('192.0.2.1'))
  if (!signedIn.ok) throw new Error(signedIn.reason)
  const session = await auth.session(caller('192.0.2.1', signedIn.headers).headers)
  const actor = await services.organizations.actorFor(session?.user.id ?? '', 'helix-new', REQUEST)
  expect(actor?.roles).toContain('admin')
  expect(await auth.readSignUp(token)).toBeNull()
})

test('two who finish the same sign-up at once make one account', async () => {
  const token = await signUpToken('twice@mail.example')
  const account = { name: 'Twice', password: PASSWORD }
  const results = await Promise.allSettled([
    services.organizations.signUp(token, account, organization('helix-one'), REQUEST),
    services.organizations.signUp(token, account, organization('helix-two'), REQUEST),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an address that is taken keeps the link usable', async () => {
  const token = await signUpToken('patient@mail.example')
  const account = { name: 'Patient', password: PASSWORD }
  const taken = services.organizations.signUp(token, account, organization('helix-new'), REQUEST)
  await expect(taken).rejects.toMatchObject({ code: 'already_exists' })
  await services.organizations.signUp(token, account, organization('helix-free'), REQUEST)
})

test('signing up with a known address says so in the mail only', async () => {
  await createUser(db, { name: 'Chen', email: 'chen@mail.example', password: PASSWORD })
  await expect(auth.requestSignUp('Chen@mail.example', caller('192.0.2.1'))).resolves.toBeUndefined()
  await sendMails()
  const mail = await mailTo('chen@mail.example', 'You already have an account')
  expect(mail.text).not.toContain('/sign-up/')
})

test('a sign-up link dies after a day', async () => {
  const token = await signUpToken('slow@mail.example')
  const asked = clock.now()
  clock.set(new Date(asked.getTime() + 24 * 3_600_000))
  expect(await auth.readSignUp(token)).toBeNull()
  clock.set(asked)
})

test('a mail that cannot leave is kept without a link, and sent by whoever looks next', async () => {
  await createUser(db, { name: 'Dana', email: 'dana@mail.example', password: PASSWORD })
  const down = testAuth(db, { smtpUrl: 'smtp://127.0.0.1:1', clock })
  await down.auth.requestPasswordReset('dana@mail.example', caller('192.0.2.1'))
  await down.auth.requestSignUp('erin@mail.example', caller('192.0.2.1'))
  await down.sendMails()
  const kept = () => db.select({ purpose: accountMails.purpose, attempts: accountMails.attempts }).from(accountMails)
  expect(await kept()).toEqual(
    expect.arrayContaining([
      { purpose: 'password_reset', attempts: 1 },
      { purpose: 'sign_up', attempts: 1 },
    ]),
  )
  // As if the wait between two attempts were over.
  await db.update(accountMails).set({ nextAttemptAt: new Date(0) })
  await sendMails()
  const reset = await mailTo('dana@mail.example', 'Choose a new password')
  const signUp = await mailTo('erin@mail.example', 'Finish signing up to Accord')
  const tokens = [tokenIn(reset.text, 'reset-password'), tokenIn(signUp.text, 'sign-up')]
  expect(await kept()).toEqual([])
  const rows = JSON.stringify(await db.select().from(verifications))
  for (const token of tokens) expect(rows).not.toContain(token)
  await auth.resetPassword({ token: tokens[0] ?? '', newPassword: 'found again' }, caller('192.0.2.1'))
  expect(await auth.readSignUp(tokens[1] ?? '')).toBe('erin@mail.example')
})

test('a link that could not be mailed while it would have worked is not mailed later', async () => {
  await createUser(db, { name: 'Finn', email: 'finn@mail.example', password: PASSWORD })
  const mails = mailbox.mails.length
  await auth.requestPasswordReset('finn@mail.example', caller('192.0.2.1'))
  const asked = clock.now()
  clock.set(new Date(asked.getTime() + 3_600_000))
  await sendMails()
  clock.set(asked)
  expect(await db.select().from(accountMails)).toEqual([])
  expect(mailbox.mails.length).toBe(mails)
})

test('what is kept of a link is no link', async () => {
  const { id } = await createUser(db, { name: 'Gil', email: 'gil@mail.example', password: PASSWORD })
  await resetToken('gil@mail.example')
  const rows = await db.select().from(verifications).where(eq(verifications.value, id))
  expect(rows.length).toBeGreaterThan(0)
  for (const { identifier } of rows) {
    for (const token of [identifier, identifier.slice(identifier.indexOf(':') + 1)]) {
      const used = auth.resetPassword({ token, newPassword: 'taken over' }, caller('192.0.2.9'))
      await expect(used).rejects.toMatchObject({ code: 'invitation_not_open' })
    }
  }
})

test('nobody floods a mailbox with sign-ups', async () => {
  const ask = (ip: string) => auth.requestSignUp('flooded@mail.example', caller(ip))
  for (const ip of ['192.0.2.31', '192.0.2.32', '192.0.2.33']) await ask(ip)
  await expect(ask('192.0.2.34')).rejects.toMatchObject({ code: 'rate_limited' })
})

test('where operators make organizations, nobody else signs up', async () => {
  const closed = testAuth(db, { config: { signUp: 'closed' } }).auth
  const asked = closed.requestSignUp('any@mail.example', caller('192.0.2.1'))
  await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
})
