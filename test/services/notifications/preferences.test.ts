import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { deliveries } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { CHOSEN_KINDS } from '#domain/notifications/chosen-kinds.ts'
import type { FactsOf, NotificationKind } from '#domain/notifications/registry.ts'
import { createDelivery } from '#services/notifications/delivery.ts'
import { notify } from '#services/notifications/notify.ts'
import type { Mail } from '#services/ports.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testDeps, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const SUBJECT = '0198c0de-0000-7000-8000-000000000042'
const log = testDeps(db).log

/** A person, what they are notified of, and the mails that they get for it by a clock that is set. */
async function person(timeZone = 'UTC') {
  const organization = await makeOrganization(db)
  const admin = await makeMember(db, organization, ['admin'])
  const me = await makeMember(db, organization, ['author', 'approver'], { timeZone })
  const clock = movableClock(new Date('2026-06-01T23:00:00Z'))
  const mails: Mail[] = []
  const mailer = { send: async (mail: Mail) => void (mail.to.address === me.email && mails.push(mail)) }
  let n = 0
  const notified = <K extends NotificationKind>(kind: K, facts: FactsOf<K>) =>
    transact(testDeps(db), me, async (tx) => {
      n += 1
      notify(
        tx,
        organization.id,
        [me.membershipId],
        { kind, key: `cause:${n}`, subjectId: SUBJECT, documentId: null, facts },
        new Date(),
      )
    })
  const published = () => notified('document_published', { label: '1.0' })
  const requested = () => notified('signoff_requested', { dueAt: null })
  const send = () => createDelivery({ db, mailer, publicUrl: 'https://accord.example', log, clock }).drain()
  const rows = () => withActor(db, me, (tx) => tx.select().from(deliveries))
  const due = () => withActor(db, me, (tx) => tx.update(deliveries).set({ nextAttemptAt: new Date(0) }))
  return { admin, me, clock, mails, published, requested, send, rows, due }
}

const listed = (actor: Actor) => services.notifications.list(actor, { limit: 10 })

test('a kind whose mail is off is in the notification center and in no mail; one that must come is mailed', async () => {
  const { me, mails, published, requested, send, rows } = await person()
  await services.notificationPreferences.change(me, { kinds: [{ kind: 'document_published', mail: 'off' }] })
  await published()
  await requested()
  await send()
  expect(mails.map(({ subject }) => subject)).toEqual(['Please review A document'])
  expect((await rows()).map(({ status, skipReason }) => [status, skipReason]).toSorted()).toEqual([
    ['sent', null],
    ['skipped', 'switched_off'],
  ])
  expect((await listed(me)).notifications).toHaveLength(2)
})

test('a kind that is kept out of the notification center is neither listed nor counted, and is mailed', async () => {
  const { me, mails, published, send } = await person()
  await services.notificationPreferences.change(me, { kinds: [{ kind: 'document_published', page: false }] })
  await published()
  await send()
  expect(mails).toHaveLength(1)
  expect(await listed(me)).toMatchObject({ notifications: [], unread: 0 })
  await services.notificationPreferences.change(me, { kinds: [{ kind: 'document_published', page: true }] })
  expect(await listed(me)).toMatchObject({ notifications: [{}], unread: 1 })
})

test('what must come cannot be switched off, by nobody, and the refusal says why and where', async () => {
  const { admin, me } = await person()
  const kinds = [{ kind: 'document_published' as const, mail: 'off' as const }]
  const asked = { kind: 'signoff_requested' as const, mail: 'off' as const }
  const why = 'Always sent: others wait for what you do.'
  await expect(services.notificationPreferences.change(me, { kinds: [...kinds, asked] })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: { 'kinds/1/mail': why } },
  })
  await expect(
    services.notificationPreferences.change(me, { kinds: [{ kind: 'signoff_requested', page: false }] }),
  ).rejects.toMatchObject({ details: { errors: { 'kinds/0/page': why } } })
  await expect(services.notificationPreferences.changeDefaults(admin, { kinds: [asked] })).rejects.toMatchObject({
    details: { errors: { 'kinds/0/mail': why } },
  })
  // Nothing of a refused change is kept.
  const { kinds: now } = await services.notificationPreferences.get(me)
  expect(now.find(({ kind }) => kind === 'document_published')?.mail).toBe('at_once')
})

test('members who chose nothing get what the organization chose, and their own choice is above it', async () => {
  const { admin, me, mails, published, send } = await person()
  const kind = 'document_published' as const
  await expect(services.notificationPreferences.changeDefaults(me, { kinds: [] })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await services.notificationPreferences.changeDefaults(admin, { kinds: [{ kind, mail: 'off' }] })
  await published()
  await send()
  expect(mails).toHaveLength(0)
  await services.notificationPreferences.change(me, { kinds: [{ kind, mail: 'at_once' }] })
  await published()
  await send()
  expect(mails).toHaveLength(1)
  await services.notificationPreferences.change(me, { kinds: [{ kind, mail: null }] })
  await published()
  await send()
  expect(mails).toHaveLength(1)
})

test('two changes at once are both kept', async () => {
  const { me } = await person()
  const kinds = ['document_published', 'document_archived', 'round_approved', 'signoff_recorded'] as const
  await Promise.all(
    kinds.map((kind) => services.notificationPreferences.change(me, { kinds: [{ kind, mail: 'off', page: false }] })),
  )
  const { kinds: now } = await services.notificationPreferences.get(me)
  expect(now.filter(({ mail, page }) => mail === 'off' && !page).map(({ kind }) => kind)).toHaveLength(kinds.length)
})

test('a mail waits until quiet hours end, and waiting is no attempt', async () => {
  const { me, clock, mails, requested, send, rows, due } = await person('Europe/Zurich')
  const quietHours = { from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7] }
  await services.notificationPreferences.change(me, { quietHours })
  const before = Date.now()
  await requested()
  await send()
  expect(mails).toHaveLength(0)
  const [held] = await rows()
  expect(held).toMatchObject({ status: 'pending', attempts: 0, lastError: null, lease: null })
  // At 01:00 in Zurich there are six hours to go.
  const waits = (held?.nextAttemptAt.getTime() ?? 0) - before
  expect(Math.round(waits / 60_000)).toBe(360)
  clock.set(new Date('2026-06-02T05:00:00Z'))
  await due()
  await send()
  expect(mails).toHaveLength(1)
})

test('what waits is looked at again as soon as quiet hours are given up', async () => {
  const { me, mails, requested, send } = await person()
  await services.notificationPreferences.change(me, {
    quietHours: { from: '22:00', until: '07:00', days: [1, 2, 3, 4, 5, 6, 7] },
  })
  await requested()
  await send()
  expect(mails).toHaveLength(0)
  await services.notificationPreferences.change(me, { quietHours: null })
  await send()
  expect(mails).toHaveLength(1)
})

test('quiet hours that are none are refused with the place', async () => {
  const { me } = await person()
  const change = (quietHours: object) =>
    services.notificationPreferences.change(me, {
      quietHours: quietHours as { from: string; until: string; days: number[] },
    })
  for (const [given, place] of [
    [{ from: '22:00', until: '22:00', days: [1] }, 'quietHours/until'],
    [{ from: '24:00', until: '07:00', days: [1] }, 'quietHours/from'],
    [{ from: '22:00', until: '07:00', days: [] }, 'quietHours/days'],
    [{ from: '22:00', until: '07:00', days: [8] }, 'quietHours/days/0'],
  ] as const) {
    const refusal = await change(given).catch((error: unknown) => error)
    expect(refusal, JSON.stringify(given)).toMatchObject({ code: 'invalid_input' })
    expect(Object.keys((refusal as { details: { errors: object } }).details.errors)).toEqual([place])
  }
})

test('every kind has a label and is about something', async () => {
  const { me } = await person()
  const { kinds } = await services.notificationPreferences.get(me)
  expect(kinds.map(({ kind }) => kind).toSorted()).toEqual([...CHOSEN_KINDS].toSorted())
  expect(kinds.filter(({ label }) => label === '')).toEqual([])
})
