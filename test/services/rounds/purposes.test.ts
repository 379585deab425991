import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { roundsUnderWay } from '#db/queries/processes.ts'
import { outbox, reviews } from '#db/schema/index.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import { roundWorkflowId } from '#domain/approvals/process.ts'
import type { Role } from '#domain/roles.ts'
import { restartRound } from '#services/rounds/failure.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const deps = testDeps(db, { clock })
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })
const AT = new Date('2026-06-01T09:00:00Z')

/** An organization in which somebody else decides for a purpose, and who that is. */
async function makeDecided(type: ApprovalType, settings = {}) {
  clock.set(AT)
  const people = await makePeople(db, 1, settings)
  const quality = await makeMember(db, people.organization, ['it_manager'], { name: 'Quinn Quality' })
  const { approvalDefinitions } = services
  const definition = await approvalDefinitions.create(people.manager, {
    type,
    name: `By quality: ${type}`,
    steps: [{ name: 'Quality', approvers: [{ kind: 'role', role: 'it_manager' }], rule: 'all' }],
  })
  await approvalDefinitions.setDefault(people.manager, definition.id)
  return { ...people, quality }
}

type Decided = Awaited<ReturnType<typeof makeDecided>>

const approved = async (people: People) => {
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round, AT)
  return { document, round }
}
const inEffect = async (people: People) => {
  const made = await approved(people)
  await publish(db, services, people, made.round, AT)
  return made
}
const stateOf = async ({ manager }: People, id: string) => (await services.documents.get(manager, id)).document
const newest = async ({ manager }: People, id: string) => {
  const { rounds } = await services.rounds.ofDocument(manager, id, { limit: 1 })
  if (!rounds[0]) throw new Error('there is no round')
  return rounds[0].round
}
/** Asks in the newest round of a document, has quality decide, and lets the process settle it. */
async function decide(people: Decided, id: string, decision: 'approve' | 'reject') {
  const { id: roundId } = await newest(people, id)
  await services.rounds.settleRound(system(people), roundId, AT)
  const signoff = await waitingFor(services, people.quality)
  if (decision === 'approve') await services.signoffs.approve(people.quality, signoff.id)
  else await services.signoffs.reject(people.quality, signoff.id, { comment: 'Training is not ready.' })
  return services.rounds.settleRound(system(people), roundId, AT)
}

test('where a definition decides on publication, publishing asks its people, and their approval plans it', async () => {
  const people = await makeDecided('publication')
  const { document, round } = await approved(people)
  await services.rounds.publish(people.manager, document.id, { effectiveDate: '2026-07-01' })
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'approved', publishAt: null })
  const asked = await newest(people, document.id)
  expect(asked).toMatchObject({ purpose: 'publication', status: 'running', label: '1.0', versionId: round.versionId })

  expect(await decide(people, document.id, 'approve')).toEqual({ outcome: 'round_over', ending: 'approved' })
  const planned = await stateOf(people, document.id)
  expect(planned.publishAt?.toISOString()).toBe('2026-07-01T00:00:00.000Z')
  expect(planned.publishBy).toBe(people.manager.membershipId)
  const signals = await withActor(db, people.manager, (tx) =>
    tx.select({ queue: outbox.queue }).from(outbox).where(eq(outbox.name, 'publish')),
  )
  expect(signals).toEqual([{ queue: `approval/${round.versionId}` }])
})

test('a rejected publication leaves the version approved with its signatures, and it can be asked for again', async () => {
  const people = await makeDecided('publication')
  const { document } = await approved(people)
  await services.rounds.publish(people.manager, document.id)
  expect(await decide(people, document.id, 'reject')).toEqual({ outcome: 'round_over', ending: 'rejected' })
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'approved', publishAt: null })
  const first = await newest(people, document.id)
  expect(first).toMatchObject({ status: 'rejected', endReason: 'Training is not ready.' })
  const { notifications } = await services.notifications.list(people.manager, { limit: 5 })
  expect(notifications.map(({ title }) => title)).toContainEqual(
    expect.stringMatching(/^Rejected: the publication of POL-AC-\d+ Access control$/),
  )

  await services.rounds.publish(people.manager, document.id)
  const second = await newest(people, document.id)
  expect(roundWorkflowId(second)).not.toBe(roundWorkflowId(first))
})

test('what was chosen at submit to be published with the approval is asked of the people of the definition first', async () => {
  const people = await makeDecided('publication')
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  expect(await approve(services, people, round, AT)).toMatchObject({ outcome: 'approved', publishAt: null })
  expect(await newest(people, document.id)).toMatchObject({ purpose: 'publication', status: 'running' })
  await decide(people, document.id, 'approve')
  expect((await stateOf(people, document.id)).publishAt).toEqual(AT)
})

test('who asks does not decide', async () => {
  const people = await makeDecided('publication')
  const { document } = await approved(people)
  const roles: Role[] = ['it_manager', 'compliance_manager']
  const asQuality = { ...people.quality, roles }
  await expect(services.rounds.publish(asQuality, document.id)).rejects.toThrow(refused('no_signers'))
})

test('where a definition decides on retirement, archiving asks its people while the version stays in effect', async () => {
  const people = await makeDecided('retirement')
  const { document } = await inEffect(people)
  await services.rounds.archive(people.manager, document.id, { reason: 'Merged into POL-IS-001' })
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'published', inEffect: true })
  await decide(people, document.id, 'approve')
  expect(await stateOf(people, document.id)).toMatchObject({
    status: 'archived',
    inEffect: false,
    archiveReason: 'Merged into POL-IS-001',
  })
})

test('a rejected retirement leaves everything in effect', async () => {
  const people = await makeDecided('retirement')
  const { document } = await inEffect(people)
  await services.rounds.archive(people.manager, document.id, { reason: 'Merged' })
  await decide(people, document.id, 'reject')
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'published', inEffect: true, archiveReason: null })
})

test('what was never in effect is archived without a question', async () => {
  const people = await makeDecided('retirement')
  const { document } = await approved(people)
  await services.rounds.archive(people.manager, document.id, { reason: 'Never needed' })
  expect((await stateOf(people, document.id)).status).toBe('archived')
})

test('where a definition confirms reviews, a review counts as done with their approval, by who answered it', async () => {
  const people = await makeDecided('review')
  const { document } = await inEffect(people)
  const evidence = [{ label: 'Records', url: 'https://files.example/records.pdf' }]
  await services.reviews.attest(people.author, document.id, { note: 'Read it', evidence })
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2027-06-01')
  clock.set(new Date('2026-06-20T09:00:00Z'))
  const { id } = await newest(people, document.id)
  await services.rounds.settleRound(system(people), id, clock.now())
  await services.signoffs.approve(people.quality, (await waitingFor(services, people.quality)).id)
  await services.rounds.settleRound(system(people), id, clock.now())
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2027-06-20')
  const rows = await withActor(db, people.manager, (tx) => tx.select().from(reviews))
  expect(rows).toMatchObject([
    { outcome: 'still_right', reviewerName: 'Arno Author', note: 'Read it', evidence, reviewedOn: '2026-06-20' },
  ])
})

test('a rejected review stays open, and the reviewer is notified', async () => {
  const people = await makeDecided('review')
  const { document } = await inEffect(people)
  await services.reviews.attest(people.author, document.id)
  await decide(people, document.id, 'reject')
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2027-06-01')
  const { notifications } = await services.notifications.list(people.author, { limit: 1 })
  expect(notifications[0]).toMatchObject({ body: 'Quinn Quality rejected it. Its review stays open.' })
})

test('one thing of a document is decided at a time: what would overtake it is refused until it is withdrawn', async () => {
  const people = await makeDecided('publication')
  const { document } = await approved(people)
  await services.rounds.publish(people.manager, document.id)
  const reason = { reason: 'Because' }
  for (const overtaking of [
    () => services.rounds.publish(people.manager, document.id),
    () => services.rounds.revise(people.manager, document.id, reason),
    () => services.rounds.archive(people.manager, document.id, reason),
  ]) {
    await expect(overtaking()).rejects.toThrow(refused('round_open'))
  }
  await services.rounds.withdraw(people.manager, document.id, { reason: 'Too early' })
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'approved' })
  await services.rounds.revise(people.manager, document.id, reason)
})

test('of two who publish at once, one asks and the other is refused', async () => {
  const people = await makeDecided('publication')
  const { document } = await approved(people)
  const tries = [1, 2].map(() => services.rounds.publish(people.manager, document.id))
  const done = await Promise.allSettled(tries)
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('round_open') })
})

test('a draft is not submitted while the retirement of what is in effect is decided', async () => {
  const people = await makeDecided('retirement')
  const { document } = await inEffect(people)
  await services.rounds.revise(people.manager, document.id, { reason: 'New systems' })
  await services.rounds.archive(people.manager, document.id, { reason: 'Or not at all' })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const submit = () => services.rounds.submit(people.author, document.id, { signerIds, changeSummary: 'New systems' })
  await expect(submit()).rejects.toThrow(refused('round_open'))
  await decide(people, document.id, 'reject')
  expect(await submit()).toMatchObject({ purpose: 'approval', label: '1.1', submission: 1 })
})

test.each(['publication', 'retirement', 'review'] as const)(
  'the reconciler finds a %s by the id of its process',
  async (purpose) => {
    const people = await makeDecided(purpose)
    const { document } = await (purpose === 'publication' ? approved(people) : inEffect(people))
    if (purpose === 'publication') await services.rounds.publish(people.manager, document.id)
    if (purpose === 'retirement') await services.rounds.archive(people.manager, document.id, { reason: 'Merged' })
    if (purpose === 'review') await services.reviews.attest(people.author, document.id)
    const round = await newest(people, document.id)
    const found = async () => {
      const page = { after: null, limit: 500 }
      const rows = await acrossOrganizations(db, (tx) => roundsUnderWay(tx, roundWorkflowId, page))
      return rows.find(({ subjectId }) => subjectId === round.id)?.workflowId
    }
    expect(await found()).toBe(undefined)
    await withActor(db, people.manager, (tx) => tx.update(outbox).set({ deliveredAt: AT }))
    expect(await found()).toBe(roundWorkflowId(round))
    await services.rounds.withdraw(people.manager, document.id)
    await withActor(db, people.manager, (tx) => tx.update(outbox).set({ deliveredAt: AT }))
    expect(await found()).toBe(undefined)
  },
)

test('a question that an operator cancels changes nothing, and one whose process is gone is asked again', async () => {
  const people = await makeDecided('retirement')
  const { document } = await inEffect(people)
  await services.rounds.archive(people.manager, document.id, { reason: 'Merged' })
  const { id } = await newest(people, document.id)
  await withActor(db, people.manager, (tx) => tx.update(outbox).set({ deliveredAt: AT }))
  expect(await restartRound(deps, system(people), id, AT)).toBe(true)
  await services.rounds.cancelRound(system(people), id, AT)
  expect(await newest(people, document.id)).toMatchObject({ status: 'canceled' })
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'published', inEffect: true })
  expect(await restartRound(deps, system(people), id, AT)).toBe(false)
})

test('a version that goes into effect as planned ends the question that was asked meanwhile', async () => {
  const people = await makeDecided('publication')
  const { document, round } = await approved(people)
  await services.rounds.publish(people.manager, document.id)
  await publish(db, services, people, round, AT)
  expect(await stateOf(people, document.id)).toMatchObject({ status: 'published' })
  expect(await newest(people, document.id)).toMatchObject({ purpose: 'publication', status: 'canceled' })
})
