import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { approvalDefinitions } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { adHocStep, type StepDefinition } from '#domain/approvals/definition.ts'
import { addDays } from '#domain/dates.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { startProcesses } from '#test/support/process.ts'
import { makeDraft, makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { advance } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'

const database = await createTestDatabase()
const { services, processOf } = await startProcesses(database)
const today = () => new Date().toISOString().slice(0, 10)

/** Waits for the worker to have asked this person. */
const asked = (person: Actor) => waitFor(() => waitingFor(services, person), 20_000, `A request to ${person.name}`)
const status = async (people: People, id: string) => (await services.documents.get(people.manager, id)).document.status
const latest = async (people: People, id: string) => {
  const {
    rounds: [round],
  } = await services.rounds.ofDocument(people.manager, id)
  if (!round) throw new Error('no round')
  return round
}
const notified = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.map(({ kind }) => kind)

/** What the process of a round has received. */
async function signalsOf(round: Parameters<typeof processOf>[0]): Promise<string[]> {
  const { events } = await processOf(round).fetchHistory()
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: said }) => said?.signalName ?? [])
}

async function approveAll(people: People) {
  for (const signer of people.signers) {
    const signoff = await asked(signer)
    await services.signoffs.approve(signer, signoff.id)
  }
}

/** A round over a definition of one step. */
async function roundOf(people: People, changes: Partial<StepDefinition>) {
  const steps = [{ ...adHocStep(people.signers.map(({ membershipId }) => membershipId)), ...changes }]
  const id = uuidv7()
  await withActor(database.db, people.manager, (tx) =>
    tx.insert(approvalDefinitions).values({
      orgId: people.organization.id,
      id,
      familyId: id,
      version: 1,
      type: 'approval',
      name: 'Under test',
      steps,
      createdBy: people.manager.membershipId,
    }),
  )
  const document = await makeDraft(services, people.author)
  const round = await services.rounds.submit(people.author, document.id, { definitionId: id })
  return { document, round }
}

test('a round of three signers is published when the last has approved, in a short history', async () => {
  const people = await makePeople(database.db, 3)
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  await approveAll(people)
  const handle = processOf(round)
  expect(await handle.result()).toBe('published')
  expect(await status(people, document.id)).toBe('published')
  // Only the decision that ends the step has woken the process.
  expect(await signalsOf(round)).toEqual(['decided'])
  const { events } = await handle.fetchHistory()
  expect(events?.length).toBeLessThan(26)
})

test('operators see which document, which stage, and who is awaited, but no title and no name', async () => {
  const people = await makePeople(database.db, 2)
  const { document, round } = await makeRound(services, people)
  await asked(people.signers[0] ?? people.manager)
  const handle = processOf(round)
  expect(await handle.query('stage')).toBe('in_review')
  const details = await waitFor(async () => {
    const metadata = JSON.stringify(await handle.query('__temporal_workflow_metadata'))
    expect(metadata).toContain(`${document.identifier}: step 1 of 1, 2 sign-offs open when it last looked`)
    return metadata
  })
  const described = await handle.describe()
  expect(await described.staticSummary()).toBe(`Approval of ${document.identifier}`)
  const attributes = JSON.stringify(described.typedSearchAttributes)
  expect(attributes).toContain(document.id)
  expect(attributes).toContain('in_review')
  expect(attributes + details).not.toMatch(/Access control|Signer 1/)
})

test('a rejection ends the round, takes the other requests back and notifies the author of the reason', async () => {
  const people = await makePeople(database.db, 2)
  const { document, round } = await makeRound(services, people)
  const [one, two] = people.signers
  if (!one || !two) throw new Error('no signers')
  const signoff = await asked(one)
  await services.signoffs.reject(one, signoff.id, { comment: 'Scope is missing' })
  expect(await processOf(round).result()).toBe('rejected')
  const { document: now } = await services.documents.get(people.author, document.id)
  expect(now).toMatchObject({ status: 'draft', revisionReason: 'Scope is missing' })
  expect(await services.signoffs.waiting(two)).toMatchObject({ total: 0, signoffs: [] })
  expect(await notified(people.author)).toContain('round_rejected')
})

test('a signer who waits is reminded after a week, once, and again after the next', async () => {
  const people = await makePeople(database.db, 1)
  const { document, round } = await makeRound(services, people)
  await asked(people.signers[0] ?? people.manager)
  const reminders = async () => (await latest(people, document.id)).signoffs[0]?.remindersSent
  await advance(processOf(round), '6 days')
  expect(await reminders()).toBe(0)
  // A reminder that falls on a weekend comes on Monday.
  await advance(processOf(round), '4 days')
  await waitFor(async () => expect(await reminders()).toBe(1))
  await advance(processOf(round), '7 days')
  await waitFor(async () => expect(await reminders()).toBe(2))
})

test('an overdue step reminds, escalates and then rejects, and never approves', async () => {
  const people = await makePeople(database.db, 2)
  const { document, round } = await roundOf(people, {
    daysToDecide: { count: 3, kind: 'calendar' },
    reminders: { everyDays: null, lastDay: true },
    escalation: { afterDays: 2, to: [{ kind: 'people', membershipIds: [people.manager.membershipId] }] },
    overdueAction: 'reject',
  })
  const [one, two] = people.signers
  if (!one || !two) throw new Error('no signers')
  await services.signoffs.approve(one, (await asked(one)).id)
  await asked(two)
  await advance(processOf(round), '6 days')
  await waitFor(async () => expect(await notified(people.manager)).toContain('signoff_escalated'))
  expect(await notified(two)).toContain('signoff_reminder')
  expect((await latest(people, document.id)).round.status).toBe('running')
  await advance(processOf(round), '3 days').catch(() => {})
  expect(await processOf(round).result()).toBe('rejected')
  const ended = await latest(people, document.id)
  expect(ended.round).toMatchObject({ status: 'rejected', endReason: 'Nobody decided in time.' })
  expect(ended.signoffs.map((signoff) => signoff.status).toSorted()).toEqual(['approved', 'withdrawn'])
  expect(await status(people, document.id)).toBe('draft')
})

test('an approved version waits for its effective date', async () => {
  const people = await makePeople(database.db, 1)
  const publication = { mode: 'on_date' as const, effectiveDate: addDays(today(), 30) }
  const { document, round } = await makeRound(services, people, { publication })
  await approveAll(people)
  await waitFor(async () => expect(await status(people, document.id)).toBe('approved'))
  const handle = processOf(round)
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'))
  await advance(handle, '28 days')
  expect(await status(people, document.id)).toBe('approved')
  await advance(handle, '3 days').catch(() => {})
  expect(await handle.result()).toBe('published')
})

test('a planned publication that is canceled waits for somebody to publish it', async () => {
  const people = await makePeople(database.db, 1)
  const publication = { mode: 'on_date' as const, effectiveDate: addDays(today(), 5) }
  const { document, round } = await makeRound(services, people, { publication })
  await approveAll(people)
  const handle = processOf(round)
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'))
  await services.rounds.unplan(people.manager, document.id)
  await waitFor(async () => expect(JSON.stringify(await handle.fetchHistory())).toContain('"publish"'))
  await advance(handle, '10 days')
  expect(await status(people, document.id)).toBe('approved')
  await services.rounds.publish(people.manager, document.id)
  expect(await handle.result()).toBe('published')
})

test('the effective date moves while it is waited for: later, then now', async () => {
  const people = await makePeople(database.db, 1)
  const publication = { mode: 'on_date' as const, effectiveDate: addDays(today(), 5) }
  const { document, round } = await makeRound(services, people, { publication })
  await approveAll(people)
  const handle = processOf(round)
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'))
  await services.rounds.publish(people.manager, document.id, { effectiveDate: addDays(today(), 60) })
  await waitFor(async () => expect(JSON.stringify(await handle.fetchHistory())).toContain('"publish"'))
  await advance(handle, '10 days')
  expect(await status(people, document.id)).toBe('approved')
  await services.rounds.publish(people.manager, document.id)
  expect(await handle.result()).toBe('published')
})

test('a version that nobody publishes waits, until somebody does', async () => {
  const people = await makePeople(database.db, 1)
  const { document, round } = await makeRound(services, people)
  await approveAll(people)
  const handle = processOf(round)
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'))
  await advance(handle, '300 days')
  expect(await status(people, document.id)).toBe('approved')
  await services.rounds.publish(people.manager, document.id)
  expect(await handle.result()).toBe('published')
})

test('withdrawing ends the process too', async () => {
  const people = await makePeople(database.db, 1)
  const { document, round } = await makeRound(services, people)
  await asked(people.signers[0] ?? people.manager)
  await services.rounds.withdraw(people.author, document.id)
  expect(await processOf(round).result()).toBe('withdrawn')
})

test('sending an approved version back ends the process; it is not published later', async () => {
  const people = await makePeople(database.db, 1)
  const publication = { mode: 'on_date' as const, effectiveDate: addDays(today(), 5) }
  const { document, round } = await makeRound(services, people, { publication })
  await approveAll(people)
  await waitFor(async () => expect(await status(people, document.id)).toBe('approved'))
  await services.rounds.revise(people.manager, document.id, { reason: 'Wait' })
  expect(await processOf(round).result()).toBe('canceled')
  expect(await status(people, document.id)).toBe('draft')
})

test('an operator who cancels the process ends the round, so that it is not stuck', async () => {
  const people = await makePeople(database.db, 1)
  const { document, round } = await makeRound(services, people)
  await asked(people.signers[0] ?? people.manager)
  await processOf(round).cancel()
  await expect(processOf(round).result()).rejects.toThrow()
  expect((await latest(people, document.id)).round.status).toBe('canceled')
  expect(await status(people, document.id)).toBe('draft')
})

test('a signal that is delivered twice counts once', async () => {
  const people = await makePeople(database.db, 1)
  const { document, round } = await makeRound(services, people)
  await approveAll(people)
  const handle = processOf(round)
  await waitFor(async () => expect(await handle.query('stage')).toBe('awaiting_publication'))
  const at = (days: number) => ({ publishAt: new Date(Date.now() + days * 86_400_000).toISOString() })
  await handle.signal('publish', at(100), 77)
  await handle.signal('publish', at(0), 77)
  await advance(handle, '1 day')
  expect(await status(people, document.id)).toBe('approved')
  await services.rounds.publish(people.manager, document.id)
  expect(await handle.result()).toBe('published')
})
