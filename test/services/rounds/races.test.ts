import { isDeepStrictEqual } from 'node:util'
import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { documentVersions, outbox, publications, signoffs } from '#db/schema/index.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { isDomainError } from '#domain/errors.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { makeDraft, makePeople, makeRound } from '#test/support/rounds.ts'
import { publish, system } from '#test/support/steps.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { command, initial, type Model, type PeopleCommand, progress } from './support/model.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const SIGNERS = 2
const people = await makePeople(db, SIGNERS)
const signerIds = people.signers.map(({ membershipId }) => membershipId)

/** 'ok', or the code of the refusal. Anything else is a bug and fails the test. */
async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'ok'
  } catch (error) {
    if (isDomainError(error)) return error.code
    throw error
  }
}

const roundsOf = async (id: string) => (await services.rounds.ofDocument(people.manager, id)).rounds

/** One person's command against the database, over whatever the document's newest round was when it was decided on. */
async function perform(id: string, signoffs: readonly { id: string }[], { type, ...rest }: PeopleCommand) {
  const signer = 'signer' in rest ? rest.signer : -1
  const person = people.signers[signer] ?? people.manager
  const signoffId = signoffs[signer]?.id ?? id
  switch (type) {
    case 'submit':
      return services.rounds.submit(people.author, id, { signerIds, changeSummary: 'Changed' })
    case 'withdraw':
      return services.rounds.withdraw(people.author, id)
    case 'publish':
      return services.rounds.publish(people.manager, id)
    case 'revise':
      return services.rounds.revise(people.manager, id, { reason: 'because' })
    case 'approve':
      return services.signoffs.approve(person, signoffId)
    case 'reject':
      return services.signoffs.reject(person, signoffId, { comment: 'No' })
  }
}

/** The process's turn, each activity tried twice at once, as after a lost answer. */
async function letProcessWork(id: string): Promise<void> {
  const [newest] = await roundsOf(id)
  if (!newest) return
  const { round } = newest
  const twice = (work: () => Promise<unknown>) => Promise.all([work(), work()])
  if (round.status === 'approved') {
    const queue = approvalWorkflowId(round.versionId)
    const ofRound = and(eq(outbox.queue, queue), eq(outbox.name, 'publish'))
    const said = await acrossOrganizations(db, (tx) => tx.select({ id: outbox.id }).from(outbox).where(ofRound))
    if (said.length > 0) await twice(() => publish(db, services, people, round, new Date()))
  } else {
    await twice(() => services.rounds.settleRound(system(people), round.id, new Date()))
  }
}

/** The database, in the words of the model. */
async function observed(
  id: string,
): Promise<Omit<Model, 'toPublish' | 'round'> & { signoffs: string[]; round: string }> {
  const rounds = await roundsOf(id)
  const { document } = await services.documents.get(people.manager, id)
  const [counts] = await withActor(db, people.manager, (tx) =>
    tx
      .select({
        versions: sql<number>`count(distinct ${documentVersions.id})::int`,
        published: sql<number>`count(distinct ${publications.id})::int`,
      })
      .from(documentVersions)
      .leftJoin(
        publications,
        and(eq(publications.orgId, documentVersions.orgId), eq(publications.versionId, documentVersions.id)),
      )
      .where(eq(documentVersions.documentId, id)),
  )
  const [newest] = rounds
  return {
    status: document.status,
    versions: counts?.versions ?? 0,
    published: counts?.published ?? 0,
    approved: rounds.filter(({ round }) => round.status === 'approved').length,
    round: newest?.round.status ?? 'none',
    signoffs: bySigner(newest?.signoffs ?? []).map(({ status }) => status),
  }
}
const expected = ({ round, toPublish: _, ...model }: Model) => ({
  ...model,
  round: round?.status ?? 'none',
  signoffs: [...(round?.signoffs ?? [])],
})
const bySigner = <T extends { signerId: string }>(signoffs: readonly T[]): T[] =>
  signerIds.flatMap((id) => signoffs.filter(({ signerId }) => signerId === id))

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((others) => [item, ...others]))

/** What the model says if the commands come in this order: an outcome for each, and where it ends. */
function inOrder(model: Model, order: readonly { command: PeopleCommand; at: number }[]) {
  const outcomes: string[] = []
  let state = model
  for (const { command: given, at } of order) {
    try {
      state = command(state, given, SIGNERS)
      outcomes[at] = 'ok'
    } catch (error) {
      if (!isDomainError(error)) throw error
      outcomes[at] = error.code
    }
  }
  return { outcomes, state }
}

/** A request of an earlier round is decided, in the model's words it is not there any more. */
const alike = (code: string) => (code === 'not_found' ? 'signoff_already_decided' : code)

const anyCommand: fc.Arbitrary<PeopleCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('approve' as const), signer: fc.nat(SIGNERS - 1) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reject' as const), signer: fc.nat(SIGNERS - 1) }) },
  { weight: 3, arbitrary: fc.constant({ type: 'submit' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'publish' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'withdraw' as const }, { type: 'revise' as const }) },
)

const anyHistory = fc.array(fc.array(anyCommand, { minLength: 1, maxLength: 3 }), { maxLength: 5 })

/** Plays a history, each inner list at once, and checks after each that some order explains what came of it. */
async function explain(history: readonly PeopleCommand[][], reached: Set<string>): Promise<void> {
  const { id } = await makeDraft(services, people.author)
  let model = initial()
  for (const commands of [[{ type: 'submit' as const }], [], ...history]) {
    const signoffs = bySigner((await roundsOf(id))[0]?.signoffs ?? [])
    const seen = await Promise.all(commands.map((given) => outcomeOf(() => perform(id, signoffs, given))))
    await letProcessWork(id)
    const now = await observed(id)
    const wanted = permutations(commands.map((given, at) => ({ command: given, at })))
      .map((order) => inOrder(model, order))
      .map(({ outcomes, state }) => ({ outcomes, state: progress(state) }))
    const fitting = wanted.find(
      ({ outcomes, state }) =>
        isDeepStrictEqual(outcomes.map(alike), seen.map(alike)) && isDeepStrictEqual(expected(state), now),
    )
    if (!fitting) throw new Error(`no order explains it: ${JSON.stringify({ commands, seen, now, wanted }, null, 1)}`)
    model = fitting.state
    reached.add(model.status)
  }
}

test('however people’s commands collide, the outcome is that of some order, and no round is stuck', async () => {
  const reached = new Set<string>()
  await fc.assert(
    // Four documents at a time, since commands of different documents meet at the tip of the audit chain.
    fc.asyncProperty(fc.tuple(anyHistory, anyHistory, anyHistory, anyHistory), async (histories) => {
      await Promise.all(histories.map((history) => explain(history, reached)))
    }),
    { numRuns: randomRuns(50), seed: 20_261_122, endOnFailure: true },
  )
  // The test would prove little if the histories never came far.
  expect([...reached].toSorted()).toEqual(['approved', 'draft', 'in_review', 'published'])
}, 600_000)

test('of two last signatures at once both count, and the process gets one signal that the step may be over', async () => {
  const { document, round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, new Date())
  const waiting = bySigner((await roundsOf(document.id))[0]?.signoffs ?? [])
  await Promise.all(
    people.signers.map((signer, at) => services.signoffs.approve(signer, waiting[at]?.id ?? '', { comment: 'Fine' })),
  )
  const sent = await acrossOrganizations(db, (tx) =>
    tx
      .select({ payload: outbox.payload })
      .from(outbox)
      .where(and(eq(outbox.queue, approvalWorkflowId(round.versionId)), eq(outbox.name, 'decided'))),
  )
  const closes = sent.map(({ payload }) => (payload.args as { closes: boolean }[])[0]?.closes)
  expect(closes).toEqual([true])
  expect(await services.rounds.settleRound(system(people), round.id, new Date())).toMatchObject({ outcome: 'approved' })
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('approved')
})

test('of ten submits at once one begins a round', async () => {
  const document = await makeDraft(services, people.author)
  const submit = () => services.rounds.submit(people.author, document.id, { signerIds })
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => outcomeOf(submit)))
  expect(outcomes.toSorted()).toEqual([...Array(9).fill('invalid_transition'), 'ok'])
  expect(await roundsOf(document.id)).toHaveLength(1)
})

/** A round whose signers are asked, with their requests. */
async function asked(input: Parameters<typeof makeRound>[2] = {}) {
  const { document, round } = await makeRound(services, people, input)
  await services.rounds.settleRound(system(people), round.id, new Date())
  const requests = bySigner((await roundsOf(document.id))[0]?.signoffs ?? [])
  return { document, round, requests }
}

test('of an approval and a rejection at once the round ends as one of two orders would end it', async () => {
  const { document, round, requests } = await asked({ signerIds: signerIds.slice(0, 1) })
  const [signer] = people.signers
  const [request] = requests
  if (!signer || !request) throw new Error('Somebody is asked.')
  const outcomes = await Promise.all([
    outcomeOf(() => services.signoffs.approve(signer, request.id)),
    outcomeOf(() => services.signoffs.reject(signer, request.id, { comment: 'No' })),
  ])
  const approved = outcomes[0] === 'ok'
  expect(outcomes).toEqual(approved ? ['ok', 'signoff_already_decided'] : ['signoff_already_decided', 'ok'])
  const { outcome } = await services.rounds.settleRound(system(people), round.id, new Date())
  expect(outcome).toBe(approved ? 'approved' : 'round_over')
  expect((await roundsOf(document.id))[0]?.signoffs.map(({ status }) => status)).toEqual([
    approved ? 'approved' : 'rejected',
  ])
})

test('a request that is opened just as it is decided opens without a word', async () => {
  const { round, requests } = await asked()
  const [signer] = people.signers
  const [request] = requests
  if (!signer || !request) throw new Error('Somebody is asked.')
  let opening = Promise.resolve('not yet')
  await withActor(db, signer, async (tx) => {
    await tx.update(signoffs).set({ status: 'withdrawn' }).where(eq(signoffs.id, request.id))
    opening = outcomeOf(() => services.signoffs.open(signer, request.id))
    // It has read that the request is open, and waits for what becomes of it.
    const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update "signoffs"%'`
    await waitFor(async () => (await db.$client.query(waits)).rowCount === 1)
  })
  expect(await opening).toBe('ok')
  expect(bySigner((await roundsOf(round.documentId))[0]?.signoffs ?? [])[0]?.status).toBe('withdrawn')
})

test('of an approval and a withdrawal at once the document is a draft, signed or not before it was', async () => {
  const { document, requests } = await asked()
  const [signer] = people.signers
  if (!signer) throw new Error('Somebody is asked.')
  const [signed, withdrawn] = await Promise.all([
    outcomeOf(() => services.signoffs.approve(signer, requests[0]?.id ?? '')),
    outcomeOf(() => services.rounds.withdraw(people.author, document.id)),
  ])
  expect(withdrawn).toBe('ok')
  const [newest] = await roundsOf(document.id)
  expect(newest?.round.status).toBe('withdrawn')
  expect(bySigner(newest?.signoffs ?? []).map(({ status }) => status)).toEqual([
    signed === 'ok' ? 'approved' : 'withdrawn',
    'withdrawn',
  ])
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('draft')
})

test('of two autosaves at once on the same revision one is kept, and the other gets an error that says whose', async () => {
  const { id } = await makeDraft(services, people.author)
  const { revision } = await services.drafts.get(people.author, id)
  const texts = ['<p>One.</p>', '<p>Two.</p>']
  const save = (body: string) =>
    services.drafts.save(people.author, id, { revision, content: { format: 'html', body }, variables: [] })
  const outcomes = await Promise.all(texts.map((body) => outcomeOf(() => save(body))))
  expect(outcomes.toSorted()).toEqual(['ok', 'stale_revision'])
  const kept = await services.drafts.get(people.author, id)
  expect(kept.content).toBe(texts[outcomes.indexOf('ok')])
  expect(kept.revision).toBe(revision + 1)
})

test('of two publishes at once the version goes into effect once', async () => {
  const { document, round, requests } = await asked()
  for (const [at, signer] of people.signers.entries()) await services.signoffs.approve(signer, requests[at]?.id ?? '')
  await services.rounds.settleRound(system(people), round.id, new Date())
  const say = () => outcomeOf(() => services.rounds.publish(people.manager, document.id))
  expect(await Promise.all([say(), say()])).toContain('ok')
  await Promise.all([letProcessWork(document.id), letProcessWork(document.id)])
  expect(await observed(document.id)).toMatchObject({ status: 'published', published: 1 })
})
