import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { auditLog, deliveries } from '#db/schema/index.ts'
import { DELIVERY_RETRY } from '#domain/notifications/delivery.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify } from '#services/notifications/notify.ts'
import type { Mail, Mailer } from '#services/ports.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const SUBJECT = '0198c0de-0000-7000-8000-000000000042'
const { log } = testDeps(db)

/** An organization in which so many mails were given up. */
async function office(failed: number) {
  const organization = await makeOrganization(db)
  const admin = await makeMember(db, organization, ['admin'])
  const person = await makeMember(db, organization, ['author'], { name: 'Sina Signer' })
  await transact(testDeps(db), person, async (tx) => {
    for (let n = 0; n < failed; n += 1)
      notify(
        tx,
        organization.id,
        [person.membershipId],
        {
          kind: 'document_published',
          key: `cause:${n}`,
          subjectId: SUBJECT,
          documentId: null,
          facts: { label: '1.0' },
        },
        new Date(),
      )
  })
  const mails: Mail[] = []
  const mailer = (said: string | null): Mailer => ({
    async send(mail) {
      if (mail.to.address !== person.email) return undefined
      if (said !== null) throw new Error(said)
      mails.push(mail)
      return '250'
    },
  })
  const drain = (said: string | null = null) =>
    createDelivery({ db, mailer: mailer(said), publicUrl: 'https://accord.example', log }).drain()
  const lastAttempt = () =>
    withActor(db, admin, (tx) =>
      tx.update(deliveries).set({ attempts: DELIVERY_RETRY.mostAttempts - 1, nextAttemptAt: new Date(0) }),
    )
  const giveUp = async (said = 'connect ECONNREFUSED 127.0.0.1:1') => {
    await lastAttempt()
    await drain(said)
  }
  const list = async (shelf: 'failed' | 'waiting' | 'sent' | 'skipped') =>
    (await services.deliveries.list(admin, shelf)).deliveries
  return { admin, person, mails, drain, giveUp, list }
}

test('a mail that is given up after its last attempt is listed with the reason in words', async () => {
  const { drain, giveUp, list } = await office(1)
  await drain('450 try later')
  expect(await list('waiting')).toMatchObject([
    { attempts: 1, failure: 'The mail server asks to try again later.', nextAttemptAt: expect.any(Date) },
  ])
  await giveUp()
  expect(await list('waiting')).toEqual([])
  expect(await list('failed')).toMatchObject([
    {
      title: 'In effect: A document',
      receiver: { name: 'Sina Signer' },
      attempts: DELIVERY_RETRY.mostAttempts,
      failure: 'The mail server cannot be reached.',
      nextAttemptAt: null,
    },
  ])
})

test('those that are chosen are sent again, once, however many admins ask for it; then all the others', async () => {
  const { admin, mails, drain, giveUp, list } = await office(3)
  await giveUp()
  const [first] = await list('failed')
  const ids = [first?.id ?? '']
  const counts = await Promise.all([1, 2, 3].map(() => services.deliveries.resend(admin, { ids })))
  expect(counts.toSorted()).toEqual([0, 0, 1])
  await drain()
  expect(mails).toHaveLength(1)
  expect(await services.deliveries.resend(admin, {})).toBe(2)
  await drain()
  expect(mails).toHaveLength(3)
  expect(new Set(mails.map(({ key }) => key)).size).toBe(3)
  expect(await list('sent')).toHaveLength(3)
  const entries = await withActor(db, admin, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.action, 'organization.deliveries_resent')),
  )
  expect(entries.filter(({ orgId }) => orgId === admin.orgId)).toHaveLength(2)
})

test('what is discarded is sent no more, and what was sent cannot be discarded or sent again', async () => {
  const { admin, mails, drain, giveUp, list } = await office(2)
  await giveUp()
  const [first] = await list('failed')
  expect(await services.deliveries.discard(admin, { ids: [first?.id ?? ''] })).toBe(1)
  await services.deliveries.resend(admin, {})
  await drain()
  expect(mails).toHaveLength(1)
  expect(await list('skipped')).toMatchObject([{ skipReason: 'discarded' }])
  const [sent] = await list('sent')
  expect(await services.deliveries.discard(admin, { ids: [sent?.id ?? ''] })).toBe(0)
  expect(await services.deliveries.resend(admin, { ids: [sent?.id ?? ''] })).toBe(0)
})

test('only who manages the settings sees and settles them, and of their own organization alone', async () => {
  const { person, list, giveUp } = await office(1)
  await giveUp()
  await expect(services.deliveries.list(person, 'failed')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(services.deliveries.resend(person, {})).rejects.toMatchObject({ code: 'forbidden' })
  const [failed] = await list('failed')
  const { admin: stranger } = await office(0)
  expect(await services.deliveries.discard(stranger, { ids: [failed?.id ?? ''] })).toBe(0)
  expect(await services.deliveries.resend(stranger, {})).toBe(0)
  expect(await list('failed')).toHaveLength(1)
})
