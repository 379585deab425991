import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { deliveries, notifications } from '#db/schema/index.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify } from '#services/notifications/notify.ts'
import type { Mail, Mailer } from '#services/ports.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'
import { passTime } from '#test/support/time.ts'
import { waitFor } from '#test/support/wait-for.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const SUBJECT = '0198c0de-0000-7000-8000-000000000042'
const { log } = testDeps(db)
const DAY = 86_400

/** A person who wants some kinds once a day, and the mails that they get. */
async function reader(kinds = ['document_published', 'signoff_requested'] as const) {
  const organization = await makeOrganization(db)
  const me = await makeMember(db, organization, ['author', 'approver'], { timeZone: 'UTC' })
  await services.notificationPreferences.change(me, { kinds: kinds.map((kind) => ({ kind, mail: 'digest' })) })
  const clock = movableClock(new Date('2026-06-01T09:00:00Z'))
  const mails: Mail[] = []
  const mailer: Mailer = {
    send: async (mail) => (mail.to.address === me.email && mails.push(mail) ? '250' : undefined),
  }
  const sender = (by: Mailer = mailer) =>
    createDelivery({ db, mailer: by, publicUrl: 'https://accord.example', log, clock })
  const published = (label: string) =>
    transact(testDeps(db), me, async (tx) =>
      notify(
        tx,
        organization.id,
        [me.membershipId],
        { kind: 'document_published', key: `cause:${label}`, subjectId: SUBJECT, documentId: null, facts: { label } },
        new Date(),
      ),
    )
  /** The hour of the digest comes. */
  const nextMorning = async () => {
    clock.set(new Date(clock.now().getTime() + (DAY + 1) * 1_000))
    await passTime(db, DAY + 1)
  }
  const rows = () =>
    withActor(db, me, (tx) =>
      tx
        .select({ kind: notifications.kind, status: deliveries.status, reason: deliveries.skipReason })
        .from(deliveries)
        .innerJoin(notifications, and(eq(notifications.id, deliveries.notificationId)))
        .where(eq(notifications.membershipId, me.membershipId))
        .orderBy(notifications.id),
    )
  return { organization, me, clock, mails, mailer, sender, published, nextMorning, rows }
}

test('what somebody wants once a day comes in one mail at their hour, and is in no list twice', async () => {
  const { me, mails, sender, published, nextMorning, rows } = await reader()
  await published('1.0')
  await published('1.1')
  await sender().drain()
  expect(mails).toEqual([])
  await nextMorning()
  await sender().drain()
  expect(mails).toHaveLength(1)
  expect(mails[0]?.subject).toBe('2 things happened')
  expect(mails[0]?.text).toContain('What happened')
  expect((await rows()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
  const { notifications: listed, unread } = await services.notifications.list(me, { limit: 10 })
  expect([listed.map(({ kind }) => kind), unread]).toEqual([['document_published', 'document_published'], 2])
  // The next morning there is nothing to say.
  await nextMorning()
  await sender().drain()
  expect(mails).toHaveLength(1)
})

test('many senders at once make one digest for a person and day, and send it once', async () => {
  const { mails, sender, published, nextMorning, rows } = await reader()
  await Promise.all(Array.from({ length: 12 }, (_, n) => published(`1.${n}`)))
  await Promise.all(Array.from({ length: 5 }, () => sender().drain()))
  expect((await rows()).filter(({ kind }) => kind === 'daily_digest')).toHaveLength(1)
  await nextMorning()
  await Promise.all(Array.from({ length: 5 }, () => sender().drain()))
  expect(mails.map(({ subject }) => subject)).toEqual(['12 things happened'])
})

test('a sender that dies before the server has the digest leaves it to another, which sends it once', async () => {
  const { mails, sender, published, nextMorning, rows } = await reader()
  await published('1.0')
  await sender().drain()
  await nextMorning()
  let release = () => {}
  let begun = false
  const never = new Promise<string>((_, reject) => {
    release = () => reject(new Error('died'))
  })
  const send = () => {
    begun = true
    return never
  }
  const dying = sender({ send }).drain()
  await waitFor(() => begun)
  await passTime(db, 120)
  await sender().drain()
  release()
  await dying
  expect(mails.map(({ subject }) => subject)).toEqual(['1 thing happened'])
  expect((await rows()).map(({ status }) => status)).toEqual(['sent', 'sent'])
})

test('what comes while the digest of the day is on its way goes with the next one', async () => {
  const { clock, mails, mailer, sender, published, nextMorning, rows } = await reader()
  await published('1.0')
  await sender().drain()
  await nextMorning()
  // Just before the hour by the clock of this sender, while another one sends the digest already.
  clock.set(new Date('2026-06-02T07:59:59Z'))
  let release = () => {}
  let begun = false
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const slow: Mailer = {
    async send(mail) {
      begun = true
      await held
      return mailer.send(mail)
    },
  }
  const first = sender(slow).drain()
  await waitFor(() => begun)
  await published('1.1')
  await sender().drain()
  release()
  await first
  expect(mails.map(({ subject }) => subject)).toEqual(['1 thing happened'])
  expect((await rows()).filter(({ kind }) => kind === 'daily_digest')).toHaveLength(2)
  await nextMorning()
  await sender().drain()
  expect(mails.map(({ subject }) => subject)).toEqual(['1 thing happened', '1 thing happened'])
})

test('a request that was answered meanwhile and news that were read are not in the digest', async () => {
  const people = await makePeople(db, 2)
  const [signer, other] = people.signers
  if (!signer || !other) throw new Error('a round has signers')
  for (const one of [signer, other])
    await services.notificationPreferences.change(one, { kinds: [{ kind: 'signoff_requested', mail: 'digest' }] })
  const { round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, new Date())
  const mails: Mail[] = []
  const clock = movableClock(new Date())
  const mailer = { send: async (mail: Mail) => void mails.push(mail) }
  const drain = () => createDelivery({ db, mailer, publicUrl: 'https://accord.example', log, clock }).drain()
  await drain()
  await services.signoffs.approve(signer, (await waitingFor(services, signer)).id, {})
  await passTime(db, DAY)
  clock.set(new Date(Date.now() + DAY * 1_000))
  await drain()
  const digests = mails.filter(({ subject }) => subject.includes('for you'))
  expect(digests.map(({ to, subject }) => [to.address, subject])).toEqual([[other.email, '1 waits for you']])
  expect(digests[0]?.text).toMatch(/Waits for you\n- Please review POL-.*\n {2}https:\/\/accord\.example\/.*\/sign\//)
})
