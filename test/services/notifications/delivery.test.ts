import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { deliveries, memberships, notifications } from '#db/schema/index.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify } from '#services/notifications/notify.ts'
import type { Mail, Mailer } from '#services/ports.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db, url } = await createTestDatabase()
const mailbox = await startMailbox()
const log = pino({ level: 'silent' })
const publicUrl = 'https://accord.example'
const from = 'Accord <accord@example.org>'
/** A sign-off that is gone by the time of the mail. */
const SIGNOFF = '0198c0de-0000-7000-8000-000000000042'

async function notifyPerson(key = 'signoff:1:requested') {
  const organization = await makeOrganization(db)
  const person = await makeMember(db, organization, ['approver'], { name: 'Sina Signer' })
  const notice = {
    kind: 'signoff_requested',
    key,
    subjectId: SIGNOFF,
    documentId: null,
    facts: { dueAt: '2026-06-12T21:59:59.000Z' },
  } as const
  const again = () =>
    transact(testDeps(db), person, async (tx) => notify(tx, organization.id, [person.membershipId], notice, new Date()))
  await again()
  const state = () =>
    withActor(db, person, async (tx) => {
      const found = await tx
        .select({ delivery: deliveries })
        .from(deliveries)
        .innerJoin(
          notifications,
          and(eq(notifications.orgId, deliveries.orgId), eq(notifications.id, deliveries.notificationId)),
        )
        .where(eq(notifications.membershipId, person.membershipId))
      return found.map(({ delivery }) => delivery)
    })
  const due = () => withActor(db, person, (tx) => tx.update(deliveries).set({ nextAttemptAt: new Date(0) }))
  return { organization, person, again, state, due }
}

test('a notification is mailed with its sentence and a link into the organization', async () => {
  const { organization, person, state } = await notifyPerson()
  const running = createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).start(url)
  const mail = await mailbox.mail(({ to }) => JSON.stringify(to).includes(person.email))
  expect(mail.subject).toBe('Please review A document')
  expect(mail.text).toContain('You are asked to sign off this version by 12 Jun 2026.')
  expect(mail.text).toContain(`https://accord.example/${organization.slug}/sign/${SIGNOFF}`)
  await waitFor(async () => (await state())[0]?.status === 'sent')
  await running.stop()
})

test('many senders at once send each mail once, and a person gets one notification of one cause', async () => {
  const { person, again, state } = await notifyPerson()
  await again()
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await Promise.all(Array.from({ length: 5 }, () => createDelivery({ db, mailer, publicUrl, log }).drain()))
  expect(sent.filter(({ to }) => to.address === person.email)).toHaveLength(1)
  expect(await state()).toMatchObject([{ status: 'sent', attempts: 1 }])
})

test('a mail server that is away is tried again later, and what it said is kept', async () => {
  const { person, state, due } = await notifyPerson()
  const closed = smtpMailer('smtp://127.0.0.1:1', from)
  await createDelivery({ db, mailer: closed, publicUrl, log }).drain()
  expect(await state()).toMatchObject([{ status: 'pending', attempts: 1, sentAt: null }])
  expect((await state())[0]?.lastError).toMatch(/ECONNREFUSED/)
  await due()
  await createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).drain()
  await mailbox.mail(({ to }) => JSON.stringify(to).includes(person.email))
  expect(await state()).toMatchObject([{ status: 'sent', attempts: 2, lastError: null }])
})

test('a request to sign is mailed before announcements that were written earlier', async () => {
  const { organization, person } = await notifyPerson('signoff:of another:requested')
  const silent = { send: async () => undefined }
  await createDelivery({ db, mailer: silent, publicUrl, log }).drain()
  const to = [person.membershipId]
  await transact(testDeps(db), person, async (tx) => {
    const announcement = {
      kind: 'document_published',
      subjectId: SIGNOFF,
      documentId: null,
      facts: { label: '1.0' },
    } as const
    for (let n = 0; n < 25; n++)
      notify(tx, organization.id, to, { ...announcement, key: `announcement:${n}` }, new Date())
  })
  const request = { kind: 'signoff_requested', key: 'signoff:2:requested', facts: { dueAt: null } } as const
  await transact(testDeps(db), person, async (tx) =>
    notify(tx, organization.id, to, { ...request, subjectId: SIGNOFF, documentId: null }, new Date()),
  )
  const sent: string[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail.subject) }
  await createDelivery({ db, mailer, publicUrl, log }).drain()
  expect(sent).toHaveLength(26)
  // Of the ten that are on their way first, the request is one, though it was written last.
  expect(sent.slice(0, 10)).toContain('Please review A document')
})

test('whoever left the organization gets no mail of it', async () => {
  const { person, state } = await notifyPerson()
  await withActor(db, person, (tx) =>
    tx
      .update(memberships)
      .set({ status: 'removed', removedAt: new Date() })
      .where(eq(memberships.id, person.membershipId)),
  )
  await createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).drain()
  expect(await state()).toMatchObject([{ status: 'skipped', skipReason: 'not_a_member', lastError: null }])
})

test('a document that is kept from somebody is kept from their mails and notifications too', async () => {
  const services = testServices(db)
  const organization = await makeOrganization(db)
  const manager = await makeMember(db, organization, ['compliance_manager'])
  const author = await makeMember(db, organization, ['author'])
  const { id, identifier } = await services.documents.create(manager, {
    kind: 'policy',
    category: 'access_control',
    title: 'Dawn raids',
  })
  const notice = {
    kind: 'round_approved',
    key: 'round:1:approved',
    subjectId: SIGNOFF,
    documentId: id,
    facts: { label: '1.0' },
  } as const
  await transact(testDeps(db), manager, async (tx) =>
    notify(tx, organization.id, [author.membershipId], notice, new Date()),
  )
  const listed = async () => JSON.stringify(await services.notifications.list(author, { limit: 1 }))
  expect(await listed()).toContain('Dawn raids')

  await services.documents.change(manager, id, { classification: 'restricted' })
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await createDelivery({ db, mailer, publicUrl, log }).drain()
  expect(sent.filter(({ to }) => to.address === author.email)).toEqual([])
  expect(await listed()).not.toMatch(new RegExp(`Dawn raids|${identifier}`))
  expect(await listed()).toContain('You may not read this document any more.')
  expect(await listed()).toContain('"status":"skipped"')
})

test('a mail that cannot be written is tried again later, and keeps no other from being sent', async () => {
  const { person, state } = await notifyPerson()
  await withActor(db, person, (tx) => tx.update(memberships).set({ timeZone: 'Nowhere/Land' }))
  const other = await notifyPerson()
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await createDelivery({ db, mailer, publicUrl, log }).drain()
  expect(sent.map(({ to }) => to.address)).toContain(other.person.email)
  expect(await state()).toMatchObject([{ status: 'pending', attempts: 1 }])
  expect((await state())[0]?.lastError).toMatch(/Nowhere\/Land/)
})

test('a mail whose sender is killed before the server has answered is sent once more, under the same id, and counted', async () => {
  const { person, state, due } = await notifyPerson()
  const mine = () => mailbox.mails.filter(({ to }) => JSON.stringify(to).includes(person.email))
  const send = () => createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).drain()
  mailbox.hold(true)
  const script = join(import.meta.dirname, 'sender.process.ts')
  const sender = spawn(process.execPath, ['--import', 'tsx', script, url, mailbox.url], { stdio: 'inherit' })
  await waitFor(() => mine().length === 1, 30_000, 'The mail that the server has and does not confirm')
  sender.kill('SIGKILL')
  await once(sender, 'exit')
  mailbox.hold(false)

  expect(await state()).toMatchObject([{ status: 'sending', attempts: 1, repeats: 0, answer: null }])
  // Until its lease is over it may still be under way.
  await send()
  expect(mine()).toHaveLength(1)
  await due()
  await send()
  const [first, second, ...more] = mine().map(({ messageId }) => messageId)
  expect([second, more]).toEqual([first, []])
  expect(await state()).toMatchObject([
    { status: 'sent', attempts: 2, repeats: 1, answer: expect.stringMatching(/^250 /) },
  ])
})

test('a sender whose lease is over and taken by another changes nothing any more', async () => {
  const { person, state, due } = await notifyPerson()
  let release = () => {}
  const held = new Promise<string>((resolve) => {
    release = () => resolve('250 late')
  })
  const mailTo = (send: Mailer['send']) => createDelivery({ db, mailer: { send }, publicUrl, log })
  const slow = mailTo((mail) => (mail.to.address === person.email ? held : Promise.resolve('250'))).drain()
  await waitFor(async () => (await state())[0]?.status === 'sending')
  await due()
  await mailTo(async () => '250 in time').drain()
  release()
  await slow
  expect(await state()).toMatchObject([{ status: 'sent', attempts: 2, repeats: 1, answer: '250 in time' }])
})
