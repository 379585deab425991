import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { memberships, invitations as rows } from '#db/schema/index.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createUser } from '#services/auth/users.ts'
import { createInvitationMails } from '#services/invitations/mail.ts'
import type { Mailer } from '#services/ports.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testServices } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'

const { db } = await createTestDatabase()
const mailbox = await startMailbox()
const clock = movableClock(new Date())
const { invitations, members, organizations } = testServices(db, { clock })
const mailer = smtpMailer(mailbox.url, 'Accord <no-reply@accord.test>')
const REQUEST = { requestId: null, ip: null }
const log = pino({ level: 'silent' })
const PASSWORD = 'correct horse battery'

const organization = await makeOrganization(db)
const admin = await makeMember(db, organization, ['admin'], { name: 'Ada Admin' })

const mails = createInvitationMails({ db, clock, mailer, publicUrl: 'http://accord.test', log })

/** What the worker does for an invitation: the mail, and out of it the token. */
async function deliver(email: string): Promise<string> {
  const known = mailbox.mails.length
  await mails.drain()
  const mail = await mailbox.mail(
    (one) => mailbox.mails.indexOf(one) >= known && [one.to].flat().some((to) => to?.text.includes(email)),
  )
  return /\/invitations\/([\w-]+)/.exec(mail.text ?? '')?.[1] ?? 'no token'
}
async function invite(email: string, roles: ('author' | 'approver')[] = ['author']) {
  const { id } = await invitations.create(admin, { email, roles, positionTitle: 'Writer' })
  return { id, token: await deliver(email) }
}
const person = async (email: string) => {
  const user = await createUser(db, { name: 'Ben Writer', email, password: PASSWORD })
  return { id: user.id, name: user.name, email: user.email }
}
const membershipsOf = (userId: string) =>
  withActor(db, { orgId: organization.id, userId }, (tx) =>
    tx.select().from(memberships).where(eq(memberships.userId, userId)),
  )

test('an invitation says who asks whom to join what', async () => {
  const { token } = await invite('says@people.example', ['author', 'approver'])
  expect(await invitations.read(token)).toEqual({
    email: 'says@people.example',
    roles: ['author', 'approver'],
    known: false,
    organization: organization.name,
    invitedBy: 'Ada Admin',
  })
})

test('a person without an account joins by the mailed link', async () => {
  const { token } = await invite('fresh@people.example')
  const joined = await invitations.acceptAsNew(token, { name: 'Fresh Person', password: PASSWORD }, REQUEST)
  expect(joined).toMatchObject({ slug: organization.slug, email: 'fresh@people.example' })
  const { members: listed } = await members.list(admin, { q: 'fresh@' })
  expect(listed.map(({ member }) => [member.name, member.roles, member.positionTitle])).toEqual([
    ['Fresh Person', ['author'], 'Writer'],
  ])
})

test('two accepts at once make one membership', async () => {
  const { token } = await invite('race@people.example')
  const user = await person('race@people.example')
  const results = await Promise.allSettled([
    invitations.accept(token, user, REQUEST),
    invitations.accept(token, user, REQUEST),
    invitations.accept(token, user, REQUEST),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await membershipsOf(user.id)).toHaveLength(1)
})

test('two new accounts at once from one link make one person', async () => {
  const { token } = await invite('twins@people.example')
  const account = { name: 'Twin', password: PASSWORD }
  const results = await Promise.allSettled([
    invitations.acceptAsNew(token, account, REQUEST),
    invitations.acceptAsNew(token, account, REQUEST),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an invitation is of no use to somebody with another address', async () => {
  const { token } = await invite('meant@people.example')
  const other = await person('other@people.example')
  await expect(invitations.accept(token, other, REQUEST)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await membershipsOf(other.id)).toEqual([])
})

test('an expired, a withdrawn and an invented link all say the same', async () => {
  const user = await person('late@people.example')
  const expired = await invite('late@people.example')
  const sent = clock.now()
  clock.set(new Date(sent.getTime() + 7 * 86_400_000))
  const refused = { code: 'invitation_not_open' }
  await expect(invitations.accept(expired.token, user, REQUEST)).rejects.toMatchObject(refused)
  expect(await invitations.read(expired.token)).toBeNull()
  clock.set(sent)
  await invitations.revoke(admin, expired.id)
  await expect(invitations.accept(expired.token, user, REQUEST)).rejects.toMatchObject(refused)
  await expect(invitations.accept('invented', user, REQUEST)).rejects.toMatchObject(refused)
})

test('mailing again gives another week and a new link, and the old link dies', async () => {
  const { id, token } = await invite('again@people.example')
  clock.set(new Date(clock.now().getTime() + 6 * 86_400_000))
  await invitations.resend(admin, id)
  const newer = await deliver('again@people.example')
  clock.set(new Date(clock.now().getTime() + 2 * 86_400_000))
  expect(await invitations.read(token)).toBeNull()
  expect(await invitations.read(newer)).toMatchObject({ email: 'again@people.example' })
})

test('one address is invited once at a time, and members not at all', async () => {
  await invite('once@people.example')
  const again = { email: 'Once@people.example'.toLowerCase(), roles: ['author' as const], positionTitle: null }
  await expect(invitations.create(admin, again)).rejects.toMatchObject({ code: 'already_exists' })
  const member = { ...again, email: admin.email }
  await expect(invitations.create(admin, member)).rejects.toMatchObject({ code: 'already_exists' })
})

test('open invitations are read page by page, and none twice, whoever is invited meanwhile', async () => {
  const boss = await makeMember(db, await makeOrganization(db), ['admin'])
  const ask = (name: string) =>
    invitations.create(boss, { email: `${name}@people.example`, roles: ['member'], positionTitle: null })
  for (const name of ['eve', 'bo', 'dan', 'gus', 'ada']) await ask(name)
  const emails = (read: { invitations: { invitation: { email: string } }[] }) =>
    read.invitations.map(({ invitation }) => invitation.email.split('@')[0])
  const first = await invitations.list(boss, { limit: 2 })
  expect(first).toMatchObject({ total: 5, page: 1, pages: 3, more: true })
  expect(emails(await invitations.list(boss, { limit: 2, page: 3 }))).toEqual(['gus'])
  await ask('aaron')
  const rest = await invitations.list(boss, { limit: 50, after: first.invitations.at(-1)?.invitation.id })
  expect([...emails(first), ...emails(rest)]).toEqual(['ada', 'bo', 'dan', 'eve', 'gus'])
  expect(rest.more).toBe(false)
})

test('only an admin invites', async () => {
  const manager = await makeMember(db, organization, ['compliance_manager'])
  const grab = invitations.create(manager, { email: 'friend@people.example', roles: ['admin'], positionTitle: null })
  await expect(grab).rejects.toMatchObject({ code: 'forbidden' })
  await expect(invitations.list(manager)).rejects.toMatchObject({ code: 'forbidden' })
})

test('who was removed and is invited again has their old membership back', async () => {
  const first = await invite('back@people.example')
  const user = await person('back@people.example')
  await invitations.accept(first.token, user, REQUEST)
  const [before] = await membershipsOf(user.id)
  await members.remove(admin, before?.id ?? '', { ownerSuccessorId: null, signerSuccessorId: null })
  const second = await invite('back@people.example', ['approver'])
  await invitations.accept(second.token, user, REQUEST)
  expect(await membershipsOf(user.id)).toMatchObject([{ id: before?.id, status: 'active', roles: ['approver'] }])
  expect(await organizations.listOf(user.id)).toHaveLength(1)
})

test('no token is at rest in the database', async () => {
  const { id, token } = await invite('hash@people.example')
  const [row] = await withActor(db, admin, (tx) => tx.select().from(rows).where(eq(rows.id, id)))
  expect(JSON.stringify(row)).not.toContain(token)
})

/** The row of an invitation whose mail nobody has sent yet. */
async function unsent(email: string) {
  const { id } = await invitations.create(admin, { email, roles: ['author'], positionTitle: null })
  const row = async () => {
    const [found] = await withActor(db, admin, (tx) => tx.select().from(rows).where(eq(rows.id, id)))
    return found
  }
  const change = (values: Partial<typeof rows.$inferInsert>) =>
    withActor(db, admin, (tx) => tx.update(rows).set(values).where(eq(rows.id, id)))
  return { id, row, change }
}
const sender = (send: Mailer['send']) =>
  createInvitationMails({ db, clock, mailer: { send }, publicUrl: 'http://accord.test', log })
const refuse = () => Promise.reject(new Error('421 not now'))

test('an invitation whose mail cannot leave is tried again, and shows it when it is given up', async () => {
  const { id, row, change } = await unsent('away@people.example')
  await sender(refuse).drain()
  expect(await row()).toMatchObject({ mailStatus: 'pending', attempts: 1, lastError: '421 not now', lease: null })
  await change({ attempts: 29, nextAttemptAt: new Date(0) })
  await sender(refuse).drain()
  expect(await row()).toMatchObject({ mailStatus: 'failed', attempts: 30, lastError: '421 not now' })
  await invitations.resend(admin, id)
  await deliver('away@people.example')
  expect(await row()).toMatchObject({ mailStatus: 'sent', attempts: 1, lastError: null })
})

test('two senders at once mail an invitation once', async () => {
  const { row } = await unsent('single@people.example')
  let sent = 0
  const count = async () => {
    sent += 1
    return undefined
  }
  await Promise.all([sender(count).drain(), sender(count).drain(), sender(count).drain()])
  expect(sent).toBe(1)
  expect(await row()).toMatchObject({ mailStatus: 'sent', attempts: 1 })
})

test('a mail that was asked for while an older one was on its way is sent too', async () => {
  const { id, row } = await unsent('busy@people.example')
  let sent = 0
  const resend = async () => {
    sent += 1
    if (sent === 1) await invitations.resend(admin, id)
    return undefined
  }
  await sender(resend).drain()
  expect(sent).toBe(2)
  expect(await row()).toMatchObject({ mailStatus: 'sent', attempts: 1 })
})
