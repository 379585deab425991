import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { absences } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { isDomainError } from '#domain/errors.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
/** The morning of 1 June 2026. */
const clock = movableClock()
const services = testServices(db, { clock })
const MONTH = { fromDay: '2026-06-01', untilDay: '2026-06-30' }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => {
      if (isDomainError(error)) return error.code
      throw error
    },
  )

async function office(signers = 1) {
  const people = await makePeople(db, signers)
  const chen = await makeMember(db, people.organization, ['member'], { name: 'Chen Wei' })
  const admin = await makeMember(db, people.organization, ['admin'], { name: 'Ada Admin' })
  const [ben] = people.signers
  if (!ben) throw new Error('a signer')
  return { people, chen, admin, ben }
}
type Office = Awaited<ReturnType<typeof office>>

const enter = (actor: Actor, who: Actor, delegate: Actor, more = {}) =>
  services.absences.enter(actor, who.membershipId ?? '', {
    ...MONTH,
    delegateId: delegate.membershipId ?? '',
    ...more,
  })
async function begin({ people }: Pick<Office, 'people'>) {
  const made = await makeRound(services, people)
  await services.rounds.settleRound(system(people), made.round.id, clock.now())
  const { rounds } = await services.rounds.ofDocument(people.manager, made.document.id)
  return { ...made, signoffs: rounds[0]?.signoffs ?? [] }
}
const told = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.map(({ kind }) => kind)

test('while somebody is out of office, their delegate is asked, with both names', async () => {
  const at = await office(2)
  await enter(at.ben, at.ben, at.chen)
  const { signoffs } = await begin(at)
  expect(signoffs.map(({ signerName, status, onBehalfOf }) => [signerName, status, onBehalfOf]).toSorted()).toEqual([
    ['Chen Wei', 'pending', 'Signer 1'],
    ['Signer 1', 'delegated', null],
    ['Signer 2', 'pending', null],
  ])
  expect((await waitingFor(services, at.chen)).delegationReason).toBe('Out of office until 30 Jun 2026')
  expect(await told(at.ben)).not.toContain('signoff_requested')
})

test('the delegate is notified of the absence as it is entered, and not by their own hand', async () => {
  const at = await office()
  await enter(at.ben, at.ben, at.chen)
  const { notifications } = await services.notifications.list(at.chen, { limit: 1 })
  expect(notifications[0]).toMatchObject({
    kind: 'absence_delegate',
    title: 'You sign for Signer 1 until 30 Jun 2026',
    body: 'Signer 1 is out of office from 1 Jun 2026 to 30 Jun 2026. Requests to sign go to you meanwhile, with both names.',
  })
  await enter(at.admin, at.chen, at.admin)
  expect(await told(at.admin)).toEqual([])
})

test('the delegate of a delegate who is away is asked', async () => {
  const at = await office()
  await enter(at.admin, at.chen, at.admin)
  await enter(at.ben, at.ben, at.chen)
  const { signoffs } = await begin(at)
  expect(signoffs.find(({ status }) => status === 'pending')).toMatchObject({
    signerName: 'Ada Admin',
    onBehalfOf: 'Signer 1',
  })
})

test('where the delegate wrote the text, the person is asked all the same and compliance managers are notified', async () => {
  const at = await office()
  await enter(at.ben, at.ben, at.people.author)
  const { signoffs } = await begin(at)
  expect(signoffs.map(({ signerName, status }) => [signerName, status])).toEqual([['Signer 1', 'pending']])
  expect(await told(at.people.manager)).toContain('delegate_cannot_sign')
  expect(await told(at.admin)).not.toContain('delegate_cannot_sign')
})

test('of two who are away with one delegate, the delegate signs for one, and the other is asked', async () => {
  const at = await office(2)
  const [one, two] = at.people.signers
  if (!one || !two) throw new Error('two signers')
  for (const person of [one, two]) await enter(person, person, at.chen)
  const { signoffs } = await begin(at)
  expect(signoffs.filter(({ status }) => status === 'pending')).toHaveLength(2)
  expect(await told(at.people.manager)).toContain('delegate_cannot_sign')
})

test('what waits already goes to the delegate where that is asked for, and stays otherwise', async () => {
  const at = await office()
  await begin(at)
  const later = await enter(at.ben, at.ben, at.chen, { fromDay: '2026-06-02', untilDay: '2026-06-03', handOver: true })
  expect(later.handedOver).toBe(0)
  await services.absences.cancel(at.ben, later.absence.id)
  const now = await enter(at.admin, at.ben, at.chen, { handOver: true })
  expect(now.handedOver).toBe(1)
  expect((await waitingFor(services, at.chen)).onBehalfOf).toBe('Signer 1')
})

test('nothing is delegated to who is out of office', async () => {
  const at = await office()
  await begin(at)
  await enter(at.chen, at.chen, at.admin)
  const { id } = await waitingFor(services, at.ben)
  const to = { to: at.chen.membershipId, reason: 'Away' }
  expect(await codeOf(services.signoffs.delegate(at.ben, id, to))).toBe('signer_absent')
})

test('before submit one sees who would sign for whom', async () => {
  const at = await office()
  const step = { name: 'Security', approvers: [{ kind: 'role' as const, role: 'approver' as const }] }
  const usual = await services.approvalDefinitions.create(at.people.manager, { name: 'Usual', steps: [step] })
  await services.approvalDefinitions.setDefault(at.people.manager, usual.id)
  const document = await makeDraft(services, at.people.author)
  const outlook = async () =>
    (await services.rounds.expectedSteps(at.people.author, document.id))?.steps[0]?.people.map(({ away }) => away)
  expect(await outlook()).toEqual([null])
  const { absence } = await enter(at.ben, at.ben, at.chen)
  expect(await outlook()).toEqual([{ until: '2026-06-30', delegate: 'Chen Wei' }])
  await services.absences.cancel(at.ben, absence.id)
  await enter(at.ben, at.ben, at.people.author)
  expect(await outlook()).toEqual([{ until: '2026-06-30', delegate: null }])
})

test('an absence is refused that overlaps, is over, leads in a circle, or names nobody who could sign', async () => {
  const at = await office()
  const stranger = await office()
  await enter(at.ben, at.ben, at.chen)
  expect(await codeOf(enter(at.ben, at.ben, at.admin, { fromDay: '2026-06-30', untilDay: '2026-07-09' }))).toBe(
    'absence_overlaps',
  )
  expect(await codeOf(enter(at.chen, at.chen, at.ben, { fromDay: '2026-06-20' }))).toBe('absence_circle')
  expect(await codeOf(enter(at.chen, at.chen, at.ben, { fromDay: '2026-07-01', untilDay: '2026-07-09' }))).toBe('ok')
  const past = { fromDay: '2026-05-01', untilDay: '2026-05-31' }
  expect(await codeOf(enter(at.admin, at.admin, at.chen, past))).toBe('absence_past')
  expect(await codeOf(enter(at.admin, at.admin, at.chen, { untilDay: '2026-05-31' }))).toBe('invalid_input')
  expect(await codeOf(enter(at.admin, at.admin, at.admin))).toBe('signer_not_eligible')
  expect(await codeOf(enter(at.admin, at.admin, stranger.ben))).toBe('signer_not_eligible')
})

test('absences of others are an admin’s to enter and to take back', async () => {
  const at = await office()
  expect(await codeOf(enter(at.chen, at.ben, at.chen))).toBe('forbidden')
  const { absence } = await enter(at.admin, at.ben, at.chen)
  expect(await codeOf(services.absences.cancel(at.chen, absence.id))).toBe('forbidden')
  expect(await codeOf(services.absences.cancel(at.ben, absence.id))).toBe('ok')
  const { absences: left } = await services.absences.list(at.chen, at.ben.membershipId)
  expect(left).toEqual([])
})

test('of ten entries of one absence at once one is kept, and two who name one another at once make no circle', async () => {
  const at = await office()
  const same = await Promise.all(Array.from({ length: 10 }, () => codeOf(enter(at.ben, at.ben, at.admin))))
  expect(same.toSorted()).toEqual([...Array(9).fill('absence_overlaps'), 'ok'])
  const mutual = await Promise.all([
    codeOf(enter(at.chen, at.chen, at.admin)),
    codeOf(enter(at.admin, at.admin, at.chen)),
  ])
  expect(mutual.toSorted()).toEqual(['absence_circle', 'ok'])
})

test('the database itself refuses two absences of one person on one day', async () => {
  const at = await office()
  const row = (id: string) => ({
    orgId: at.ben.orgId,
    id,
    membershipId: at.ben.membershipId,
    delegateId: at.chen.membershipId,
    createdBy: at.ben.membershipId,
    ...MONTH,
  })
  const insert = (id: string) => withActor(db, at.ben, (tx) => tx.insert(absences).values(row(id)))
  await insert('0198c0de-0000-7000-8000-0000000000a1')
  await expect(insert('0198c0de-0000-7000-8000-0000000000a2')).rejects.toMatchObject({ cause: { code: '23P01' } })
})
