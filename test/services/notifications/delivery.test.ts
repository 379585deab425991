import { and, eq } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { deliveries, memberships, notifications } from '#db/schema/index.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify } from '#services/notifications/index.ts'
import type { Mail } from '#services/ports.ts'
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

async function tell(key = 'signoff:1:requested') {
  const organization = await makeOrganization(db)
  const person = await makeMember(db, organization, ['approver'], { name: 'Sina Signer' })
  const facts = { identifier: 'POL-AC-001', title: 'Access control', dueAt: '2026-06-12T21:59:59.000Z' }
  const telling = { kind: 'signoff_requested' as const, key, facts, path: '/sign/42' }
  const say = () =>
    transact(testDeps(db), person, async (tx) =>
      notify(tx, organization.id, [person.membershipId], telling, new Date()),
    )
  await say()
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
  return { organization, person, say, state, due }
}

test('a notification is mailed with its sentence and a link into the organization', async () => {
  const { organization, person, state } = await tell()
  const running = createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).start(url)
  const mail = await mailbox.mail(({ to }) => JSON.stringify(to).includes(person.email))
  expect(mail.subject).toBe('Please review POL-AC-001 Access control')
  expect(mail.text).toContain('You are asked to sign off this version by 12 Jun 2026.')
  expect(mail.text).toContain(`https://accord.example/${organization.slug}/sign/42`)
  await waitFor(async () => (await state())[0]?.status === 'sent')
  await running.stop()
})

test('many deliveries at once send each mail once, and the same cause tells a person once', async () => {
  const { person, say, state } = await tell()
  await say()
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await Promise.all(Array.from({ length: 5 }, () => createDelivery({ db, mailer, publicUrl, log }).sendDue()))
  expect(sent.filter(({ to }) => to.address === person.email)).toHaveLength(1)
  expect(await state()).toMatchObject([{ status: 'sent', attempts: 1 }])
})

test('a mail server that is away is tried again later, and what it said is kept', async () => {
  const { person, state, due } = await tell()
  const closed = smtpMailer('smtp://127.0.0.1:1', from)
  await createDelivery({ db, mailer: closed, publicUrl, log }).sendDue()
  expect(await state()).toMatchObject([{ status: 'pending', attempts: 1, sentAt: null }])
  expect((await state())[0]?.lastError).toMatch(/ECONNREFUSED/)
  await due()
  await createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).sendDue()
  await mailbox.mail(({ to }) => JSON.stringify(to).includes(person.email))
  expect(await state()).toMatchObject([{ status: 'sent', attempts: 2, lastError: null }])
})

test('whoever left the organization gets no mail of it', async () => {
  const { person, state } = await tell()
  await withActor(db, person, (tx) =>
    tx
      .update(memberships)
      .set({ status: 'removed', removedAt: new Date() })
      .where(eq(memberships.id, person.membershipId)),
  )
  await createDelivery({ db, mailer: smtpMailer(mailbox.url, from), publicUrl, log }).sendDue()
  expect(await state()).toMatchObject([{ status: 'failed', lastError: 'The recipient is no longer a member.' }])
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
  const telling = {
    kind: 'round_approved' as const,
    key: 'round:1:approved',
    documentId: id,
    facts: { identifier, title: 'Dawn raids', label: '1.0' },
    path: `/documents/${identifier}/approval`,
  }
  await transact(testDeps(db), manager, async (tx) =>
    notify(tx, organization.id, [author.membershipId], telling, new Date()),
  )
  const listed = async () => JSON.stringify(await services.notifications.list(author, { limit: 1 }))
  expect(await listed()).toContain('Dawn raids')

  await services.documents.change(manager, id, { classification: 'restricted' })
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await createDelivery({ db, mailer, publicUrl, log }).sendDue()
  expect(sent.filter(({ to }) => to.address === author.email)).toEqual([])
  expect(await listed()).not.toMatch(new RegExp(`Dawn raids|${identifier}`))
  expect(await listed()).toContain('The document is not for the recipient to read.')
})

test('a mail that cannot be written is tried again later, and keeps no other from being sent', async () => {
  const { person, state } = await tell()
  await withActor(db, person, (tx) => tx.update(memberships).set({ timeZone: 'Nowhere/Land' }))
  const other = await tell()
  const sent: Mail[] = []
  const mailer = { send: async (mail: Mail) => void sent.push(mail) }
  await createDelivery({ db, mailer, publicUrl, log }).sendDue()
  expect(sent.map(({ to }) => to.address)).toContain(other.person.email)
  expect(await state()).toMatchObject([{ status: 'pending', attempts: 1 }])
  expect((await state())[0]?.lastError).toMatch(/Nowhere\/Land/)
})
