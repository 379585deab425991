import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { outbox, signoffs } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { isDomainError } from '#domain/errors.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makePeople, makeRound, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })
const REASON = 'On leave until Monday'

/** A round whose signers are asked, and a member who is not. */
async function asked(signers = 2) {
  const people = await makePeople(db, signers)
  const chen = await makeMember(db, people.organization, ['member'], { name: 'Chen Wei', positionTitle: 'DPO' })
  const { document, round } = await makeRound(services, people, { dueDate: '2026-06-12' })
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [ben] = people.signers
  if (!ben) throw new Error('Somebody is asked.')
  const request = await waitingFor(services, ben)
  const settle = () => services.rounds.settleRound(system(people), round.id, clock.now())
  return { people, chen, ben, document, round, request, settle }
}
const pass = (from: Actor, signoffId: string, to: { membershipId: string }) =>
  services.signoffs.delegate(from, signoffId, { to: to.membershipId, reason: REASON })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => {
      if (isDomainError(error)) return error.code
      throw error
    },
  )
const signoffsOf = async (people: { manager: Actor }, documentId: string) =>
  (await services.rounds.ofDocument(people.manager, documentId)).rounds[0]?.signoffs ?? []

test('a request that is passed on is decided by the other, and both names stay', async () => {
  const { people, chen, ben, document, request, settle } = await asked()
  const { id } = await pass(ben, request.id, chen)
  expect(await waitingFor(services, chen)).toMatchObject({
    id,
    signerName: 'Chen Wei',
    onBehalfOf: 'Signer 1',
    delegatedFrom: request.id,
    delegationReason: REASON,
    contentHash: request.contentHash,
    dueAt: request.dueAt,
  })
  await expect(services.signoffs.approve(ben, request.id)).rejects.toThrow(refused('signoff_already_decided'))
  await services.signoffs.approve(chen, id)
  // The other signer is asked still: what was passed on stands for nothing by itself.
  expect(await settle()).toMatchObject({ outcome: 'waiting', awaiting: 1 })
  const [, two] = people.signers
  if (!two) throw new Error('two signers')
  await services.signoffs.approve(two, (await waitingFor(services, two)).id)
  expect(await settle()).toMatchObject({ outcome: 'approved' })
  const rows = await signoffsOf(people, document.id)
  expect(rows.map(({ status, onBehalfOf }) => [status, onBehalfOf]).toSorted()).toEqual(
    [
      ['approved', null],
      ['approved', 'Signer 1'],
      ['delegated', null],
    ].toSorted(),
  )
})

test('the process is woken, and plans the reminders of whom is asked now', async () => {
  const { chen, ben, round, request, settle } = await asked(1)
  await settle()
  clock.set(new Date(clock.now().getTime() + 3 * 86_400_000))
  await pass(ben, request.id, chen)
  const sent = await acrossOrganizations(db, (tx) =>
    tx
      .select({ name: outbox.name })
      .from(outbox)
      .where(and(eq(outbox.queue, approvalWorkflowId(round.versionId)), eq(outbox.kind, 'signal'))),
  )
  expect(sent).toEqual([{ name: 'changed' }])
  const after = await settle()
  if (after.outcome !== 'waiting') throw new Error('It waits.')
  expect(after.awaiting).toBe(1)
  expect(Date.parse(after.wakeAt ?? '')).toBeGreaterThan(clock.now().getTime())
})

test('whoever is asked is notified for whom, and the author and the owner that they are', async () => {
  const { people, chen, ben, request } = await asked()
  await pass(ben, request.id, chen)
  const newest = async (person: Actor) => (await services.notifications.list(person, { limit: 1 })).notifications[0]
  expect((await newest(chen))?.body).toBe('You are asked to sign off this version for Signer 1 by 12 Jun 2026.')
  expect((await newest(people.author))?.title).toMatch(/^Chen Wei signs for Signer 1: POL/)
})

test('it goes to no author, nobody who is asked already, nobody who left, and never back or on', async () => {
  const { people, chen, ben, request } = await asked()
  const [, two] = people.signers
  if (!two) throw new Error('two signers')
  const to = (person: { membershipId: string }) => codeOf(pass(ben, request.id, person))
  expect(await to(people.author)).toBe('author_cannot_approve')
  expect(await to(two)).toBe('signer_already_asked')
  expect(await to(ben)).toBe('signer_already_asked')
  const stranger = await makePeople(db, 1)
  expect(await to(stranger.manager)).toBe('signer_not_eligible')
  expect(await codeOf(pass(two, request.id, chen))).toBe('not_your_signoff')
  const { id } = await pass(ben, request.id, chen)
  expect(await codeOf(pass(chen, id, ben))).toBe('delegated_before')
  expect(await codeOf(pass(chen, id, people.manager))).toBe('delegated_before')
})

test('of an approval and a delegation at once one takes place', async () => {
  const { people, chen, ben, document, request } = await asked(1)
  const outcomes = await Promise.all([
    codeOf(services.signoffs.approve(ben, request.id)),
    codeOf(pass(ben, request.id, chen)),
  ])
  const signed = outcomes[0] === 'ok'
  expect(outcomes[signed ? 1 : 0]).toBe('signoff_already_decided')
  const rows = await signoffsOf(people, document.id)
  expect(rows.map(({ status }) => status)).toEqual(signed ? ['approved'] : ['delegated', 'pending'])
})

test('of two delegations at once one takes place, and one to the same person by two signers too', async () => {
  const { people, chen, ben, document, request } = await asked()
  const [, two] = people.signers
  if (!two) throw new Error('two signers')
  const theirs = await waitingFor(services, two)
  const outcomes = await Promise.all([
    codeOf(pass(ben, request.id, chen)),
    codeOf(pass(ben, request.id, people.manager)),
    codeOf(pass(two, theirs.id, chen)),
  ])
  expect(outcomes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(1)
  const rows = await signoffsOf(people, document.id)
  expect(rows.filter(({ status }) => status === 'pending')).toHaveLength(2)
  expect(new Set(rows.map(({ signerId }) => signerId)).size).toBe(rows.length)
})

test('the database itself keeps a request in the place that it was asked for', async () => {
  const { ben, chen, request } = await asked(1)
  const { id } = await pass(ben, request.id, chen)
  const write = (changes: Partial<typeof signoffs.$inferInsert>, which: string) =>
    withActor(db, ben, (tx) => tx.update(signoffs).set(changes).where(eq(signoffs.id, which)))
  await expect(write({ status: 'pending' }, request.id)).rejects.toMatchObject({ cause: { code: 'AC002' } })
  await expect(write({ onBehalfOf: 'Somebody' }, id)).rejects.toMatchObject({ cause: { code: 'AC001' } })
})
