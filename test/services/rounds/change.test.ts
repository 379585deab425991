import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acrossOrganizations } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { isDomainError } from '#domain/errors.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
/** The morning of 1 June 2026. */
const clock = movableClock()
const services = testServices(db, { clock })
const WHY = { reason: 'Has moved to another site' }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => {
      if (isDomainError(error)) return error.code
      throw error
    },
  )

/** A round of two steps: the first asks Signer 1, the second Signer 1 and 2. */
async function office({ daysToDecide = 5 as number | null } = {}) {
  const people = await makePeople(db, 2)
  const chen = await makeMember(db, people.organization, ['member'], { name: 'Chen Wei' })
  const [ben, two] = people.signers
  if (!ben || !two) throw new Error('two signers')
  const days = daysToDecide === null ? null : { count: daysToDecide, kind: 'calendar' as const }
  const step = (name: string, ...signers: { membershipId: string }[]) => ({
    name,
    approvers: [{ kind: 'people' as const, membershipIds: signers.map(({ membershipId }) => membershipId) }],
    daysToDecide: days,
  })
  const steps = [step('Security', ben), step('Legal', ben, two)]
  const definition = await services.approvalDefinitions.create(people.manager, { name: 'Two steps', steps })
  const document = await makeDraft(services, people.author)
  const round = await services.rounds.submit(people.author, document.id, { definitionId: definition.id })
  const settle = () => services.rounds.settleRound(system(people), round.id, clock.now())
  await settle()
  const replace = (actor: Actor, signer: Actor, by: Actor) =>
    services.rounds.replaceSigner(actor, round.id, {
      ...WHY,
      signer: signer.membershipId ?? '',
      by: by.membershipId ?? '',
    })
  return { people, chen, ben, two, document, round, settle, replace }
}
const signalsOf = (round: { versionId: string }) =>
  acrossOrganizations(db, (tx) =>
    tx
      .select({ name: outbox.name })
      .from(outbox)
      .where(and(eq(outbox.queue, approvalWorkflowId(round.versionId)), eq(outbox.kind, 'signal'))),
  )
const kindsOf = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 20 })).notifications.map(({ kind }) => kind)

test('a signer is replaced where they are asked and where they will be, and the process is woken', async () => {
  const { people, chen, ben, round, settle, replace } = await office()
  await replace(people.manager, ben, chen)
  expect(await signalsOf(round)).toEqual([{ name: 'changed' }])
  expect(await kindsOf(ben)).toContain('signoff_withdrawn')
  await expect(waitingFor(services, ben)).rejects.toThrow('nothing waits')
  const { id, onBehalfOf } = await waitingFor(services, chen)
  expect(onBehalfOf, 'they sign in their own name').toBeNull()
  await services.signoffs.approve(chen, id)
  await settle()
  const { steps, signoffs } = await services.rounds.get(people.manager, round.id)
  const [, legal] = steps
  const asked = signoffs.filter(({ stepId }) => stepId === legal?.id).map(({ signerName }) => signerName)
  expect(asked.toSorted()).toEqual(['Chen Wei', 'Signer 2'])
})

test('the owner may replace a signer, others may not; and nobody who has decided is replaced', async () => {
  const { people, chen, ben, two, document, settle, replace } = await office()
  expect(await codeOf(replace(two, ben, chen))).toBe('forbidden')
  expect(await codeOf(replace(people.author, ben, people.author))).toBe('author_cannot_approve')
  expect(await codeOf(replace(people.author, ben, two))).toBe('signer_already_asked')
  expect(await codeOf(replace(people.author, chen, two))).toBe('signer_not_asked')
  expect(await codeOf(replace(people.author, two, chen))).toBe('ok')
  for (const person of [ben, ben, chen]) {
    await services.signoffs.approve(person, (await waitingFor(services, person)).id)
    await settle()
  }
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('approved')
  expect(await codeOf(replace(people.author, ben, people.manager))).toBe('round_not_running')
})

test('of an approval and a replacement at once one takes place', async () => {
  const { people, chen, ben, round, replace } = await office()
  const { id } = await waitingFor(services, ben)
  const [signed, replaced] = await Promise.all([
    codeOf(services.signoffs.approve(ben, id)),
    codeOf(replace(people.manager, ben, chen)),
  ])
  const { signoffs } = await services.rounds.get(people.manager, round.id)
  expect(signoffs.map(({ status }) => status)).toEqual(signed === 'ok' ? ['approved'] : ['withdrawn', 'pending'])
  // Where the signature came first, only the step to come asks somebody else.
  expect([signed, replaced]).toEqual(signed === 'ok' ? ['ok', 'ok'] : ['signoff_already_decided', 'ok'])
})

test('an extended round is due later for those who are asked, and nothing comes before', async () => {
  const { people, ben, round, settle } = await office()
  const before = await settle()
  await services.rounds.extend(people.author, round.id, { dueDate: '2026-06-20', reason: 'The audit' })
  expect((await waitingFor(services, ben)).dueAt?.toISOString()).toBe('2026-06-20T23:59:59.000Z')
  expect(await kindsOf(ben)).toContain('round_extended')
  expect(await signalsOf(round)).toEqual([{ name: 'changed' }])
  const after = await settle()
  if (before.outcome !== 'waiting' || after.outcome !== 'waiting') throw new Error('It waits.')
  expect([before.dueAt, after.dueAt]).toEqual(['2026-06-06T23:59:59.000Z', '2026-06-20T23:59:59.000Z'])
  expect(Date.parse(after.wakeAt ?? '')).toBeGreaterThan(Date.parse(before.wakeAt ?? ''))
})

test('a due date is not moved to before, not into the past, not where there is none, and not by anybody', async () => {
  const { people, two, round } = await office()
  const extend = (actor: Actor, dueDate: string, id = round.id) =>
    codeOf(services.rounds.extend(actor, id, { dueDate, reason: 'The audit' }))
  expect(await extend(people.manager, '2026-06-06')).toBe('due_date_not_later')
  expect(await extend(people.manager, '2026-05-31')).toBe('due_date_past')
  expect(await extend(two, '2026-06-20')).toBe('forbidden')
  const endless = await office({ daysToDecide: null })
  expect(await extend(endless.people.manager, '2026-06-20', endless.round.id)).toBe('due_date_not_later')
  expect(await extend(people.manager, '2026-06-20', endless.round.id)).toBe('not_found')
})
