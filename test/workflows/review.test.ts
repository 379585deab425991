import type { WorkflowHandle } from '@temporalio/client'
import { expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { addDays, addMonths, dateIn, instantAt, weekday } from '#domain/dates.ts'
import { reconcileProcesses } from '#services/processes/reconcile.ts'
import { workflowMonitor } from '#services/temporal/monitor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testDeps } from '#test/support/factories.ts'
import { startProcesses } from '#test/support/process.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { blankPrinter, makePeople, type People } from '#test/support/rounds.ts'
import { advance, taskQueue } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'

const database = await createTestDatabase()
const clock = movableClock(new Date())
const { services, client, reviewsOf } = await startProcesses(database, blankPrinter, { clock })
const DAY = 86_400_000

/** A document in effect since now, whose process has begun to wait. */
async function reviewed() {
  clock.set(new Date())
  const people = await makePeople(database.db, 0)
  const manager = people.manager
  const document = await makeInEffect(database.db, services, { ...people, signers: [manager] as never }, new Date())
  const handle = reviewsOf(document)
  await looksAt(handle, document.identifier)
  return { people, document, handle }
}

/** Waits until operators see these words in the details of the process. */
const looksAt = (handle: WorkflowHandle, words: string) =>
  waitFor(
    async () => expect(JSON.stringify(await handle.query('__temporal_workflow_metadata'))).toContain(words),
    20_000,
    `The process to show “${words}”`,
  )
const dueOn = async ({ manager }: People, id: string) =>
  (await services.documents.get(manager, id)).document.nextReviewDate ?? ''
const reminders = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 100 })).notifications
    .filter(({ kind }) => kind.startsWith('review_'))
    .map(({ kind, createdAt }) => ({ kind, at: createdAt }))
    .reverse()
const eventsOf = async (handle: WorkflowHandle) => (await handle.fetchHistory()).events?.length ?? 0
/** The day before the nearest working day at or before a date, in UTC. */
const workingDay = (date: string): string => (weekday(date) > 5 ? workingDay(addDays(date, -1)) : date)

test('three years of a document: reminded before each review, and each review is a short run of its own', async () => {
  const { people, document, handle } = await reviewed()
  let passed = 0
  for (let year = 1; year <= 3; year += 1) {
    const due = await dueOn(people, document.id)
    await advance(handle, '364 days')
    passed += 364
    const expected = [30, 7, 1].map((days) => workingDay(addDays(due, -days)))
    const sent = await reminders(people.author)
    expect(sent.slice(-3).map(({ at }) => at.toISOString().slice(0, 13))).toEqual(
      [...new Set(expected)].map((day) => `${day}T09`),
    )
    const { runId, historyLength } = await handle.describe()
    expect(historyLength).toBeLessThan(60)
    clock.set(new Date(Date.now() + passed * DAY))
    await services.reviews.attest(people.author, document.id, { note: `Year ${year}` })
    await looksAt(handle, `review due on ${await dueOn(people, document.id)}`)
    expect((await handle.describe()).runId).not.toBe(runId)
  }
  expect(await reminders(people.manager)).toEqual([])
})

test('reminders come at nine where the owner is, on both sides of a change of clocks', async () => {
  const { people, document, handle } = await reviewed()
  const zone = 'Europe/Zurich'
  const owner = await makeMember(database.db, people.organization, ['author'], { timeZone: zone })
  await services.documents.change(people.manager, document.id, { ownerId: owner.membershipId })
  const offset = (day: string) => instantAt(day, '09:00', zone).toISOString().slice(11, 13)
  const today = dateIn(new Date(), zone)
  // The first day after a change of clocks that leaves time for a reminder before it.
  let changed = addDays(today, 40)
  while (offset(changed) === offset(addDays(changed, -1))) changed = addDays(changed, 1)
  const due = addDays(changed, 4)
  await services.reviews.move(people.manager, document.id, { dueOn: due, reason: 'Audit' })
  await looksAt(handle, `review due on ${due}`)
  await advance(handle, ((Date.parse(due) - Date.now()) / DAY + 0.9) * DAY)
  const sent = await reminders(owner)
  expect(sent.length).toBeGreaterThan(2)
  for (const { at } of sent) expect(at.toISOString()).toContain(`T${offset(dateIn(at, zone))}:00`)
  expect(new Set(sent.map(({ at }) => at.getUTCHours())).size).toBe(2)
})

test('a change of date, owner or frequency is looked at at once, and an archived document ends its process', async () => {
  const { people, document, handle } = await reviewed()
  const { manager } = people
  const soon = addDays(dateIn(new Date(), 'UTC'), 20)
  await services.reviews.move(manager, document.id, { dueOn: soon, reason: 'Audit' })
  await looksAt(handle, `review due on ${soon}, due`)
  await services.documents.change(manager, document.id, { reviewFrequency: { every: 6, unit: 'months' } })
  const due = addMonths(dateIn(new Date(), 'UTC'), 6)
  await looksAt(handle, `review due on ${due}, scheduled`)
  const owner = await makeMember(database.db, people.organization, ['author'], { timeZone: 'Asia/Kathmandu' })
  await services.documents.change(manager, document.id, { ownerId: owner.membershipId })
  await services.reviews.move(manager, document.id, { dueOn: soon, reason: 'Audit' })
  // Nine in Kathmandu is a quarter past three.
  await looksAt(handle, 'T03:15:00')
  const described = await handle.describe()
  expect(JSON.stringify(described.typedSearchAttributes)).toContain('"due"')
  expect(JSON.stringify(described.typedSearchAttributes)).toContain(document.id)
  await services.rounds.archive(manager, document.id, { reason: 'Merged' })
  expect(await handle.result()).toBe('out_of_effect')
})

test('a document that is not reviewed any more ends its process, and one that is again begins another', async () => {
  const { people, document, handle } = await reviewed()
  const review = (frequency: { every: number; unit: 'days' } | null) =>
    services.documents.change(people.manager, document.id, { reviewFrequency: frequency })
  await review(null)
  expect(await handle.result()).toBe('not_reviewed')
  await review({ every: 100, unit: 'days' })
  await looksAt(reviewsOf(document), `review due on ${addDays(dateIn(new Date(), 'UTC'), 100)}`)
})

test('ten years without a review to make cost a handful of events', async () => {
  const { people, document, handle } = await reviewed()
  await services.documents.change(people.manager, document.id, { reviewFrequency: { every: 3_650, unit: 'days' } })
  await looksAt(handle, `review due on ${addDays(dateIn(new Date(), 'UTC'), 3_650)}`)
  await advance(handle, '3600 days')
  expect(await reminders(people.author)).toEqual([])
  expect(await eventsOf(handle)).toBeLessThan(20)
})

test('a review that stays overdue is reminded of every week, by runs of fewer than 300 events', async () => {
  const { people, document, handle } = await reviewed()
  await services.reviews.move(people.manager, document.id, { dueOn: dateIn(new Date(), 'UTC'), reason: 'Audit' })
  const { runId } = await waitFor(async () => {
    const described = await handle.describe()
    return JSON.stringify(described.typedSearchAttributes).includes('"due"') && described
  }, 20_000)
  // A run that has grown long ends, and with it the fast-forward; the next run goes on from there.
  for (let run = runId; run === runId; run = (await handle.describe()).runId) await advance(handle, '35 days')
  await advance(handle, '20 days')
  expect(await eventsOf(client.workflow.getHandle(handle.workflowId, runId))).toBeLessThan(300)
  const late = (await reminders(people.author)).filter(({ kind }) => kind === 'review_overdue')
  expect(late.length).toBeGreaterThan(5)
  const gaps = late.slice(1).map(({ at }, n) => Math.round((at.getTime() - (late[n]?.at.getTime() ?? 0)) / DAY))
  expect(new Set(gaps)).toEqual(new Set([7]))
  // The compliance managers learn of it each time.
  expect((await reminders(people.manager)).length).toBe(late.length)
})

test('a process that is gone comes back by the rows', async () => {
  const { document, handle } = await reviewed()
  await handle.terminate('an operator')
  const monitor = workflowMonitor(client, taskQueue())
  await waitFor(async () => {
    await reconcileProcesses(testDeps(database.db), monitor)
    return (await handle.describe()).status.name === 'RUNNING'
  }, 20_000)
  await looksAt(handle, `${document.identifier}: review due on`)
})
