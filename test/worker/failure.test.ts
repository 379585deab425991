import { eq } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { acrossOrganizations, withActor } from '#db/client.ts'
import { processFigures } from '#db/queries/processes.ts'
import { auditLog, documentVersions, processFailures, publications, signoffs } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { startProcesses } from '#test/support/process.ts'
import { makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { taskQueue } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { ensureSchedules, keepSchedules } from '#worker/schedules.ts'

/*
 * What becomes of a round whose process fails, and of one whose workflow somebody ended by hand.
 */
const database = await createTestDatabase()
const { db, ownerDb } = database
const { services, client, processOf } = await startProcesses(database)

const asked = (person: Actor) => waitFor(() => waitingFor(services, person), 20_000, `A request to ${person.name}`)
const status = async (people: People, id: string) => (await services.documents.get(people.manager, id)).document.status
const published = (people: People, id: string) =>
  waitFor(async () => expect(await status(people, id)).toBe('published'), 30_000, 'The publication')
const audited = (people: People, action: string) =>
  withActor(db, people.manager, (tx) => tx.select().from(auditLog).where(eq(auditLog.action, action)))
const notified = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.map(({ kind }) => kind)

async function approveAll(people: People) {
  for (const signer of people.signers) await services.signoffs.approve(signer, (await asked(signer)).id)
}

/** Changes what was submitted behind the application's back, as only who owns the tables can. */
async function tamper(versionId: string, title: string) {
  const pool = ownerDb.$client
  await pool.query('alter table document_versions disable trigger append_only, no force row level security')
  await pool.query('update document_versions set title = $1 where id = $2', [title, versionId])
  await pool.query('alter table document_versions enable trigger append_only, force row level security')
}

/** A round whose process has failed, since what was signed is not what was submitted. */
async function failedRound() {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  await asked(people.signers[0] ?? people.manager)
  await tamper(round.versionId, 'Something else')
  await approveAll(people)
  await expect(processOf(round).result()).rejects.toThrow()
  return { people, document, round }
}

test('a process that a rule refuses leaves a fact that people see, and goes on when somebody retries it', async () => {
  const { people, document, round } = await failedRound()

  const failures = () => withActor(db, people.manager, (tx) => tx.select().from(processFailures))
  expect(await failures()).toMatchObject([{ process: 'approval', subjectId: round.id, code: 'content_hash_mismatch' }])
  expect(await audited(people, 'round.failed')).toHaveLength(1)
  for (const person of [people.author, people.manager]) expect(await notified(person)).toContain('round_failed')
  expect(await notified(people.signers[0] ?? people.manager)).not.toContain('round_failed')
  const [shown] = (await services.rounds.ofDocument(people.manager, document.id)).rounds
  expect(shown?.failure?.code).toBe('content_hash_mismatch')
  const [figures] = await acrossOrganizations(db, processFigures)
  expect(figures?.failed).toBe(1)

  // An author cannot, and while the cause is there a retry fails again: as a fact of its own.
  await expect(services.rounds.retry(people.author, document.id)).rejects.toMatchObject({ code: 'forbidden' })
  await services.rounds.retry(people.manager, document.id)
  await waitFor(async () => expect(await audited(people, 'round.failed')).toHaveLength(2), 20_000, 'The second failure')
  expect(await status(people, document.id)).toBe('approved')

  await tamper(round.versionId, 'Access control')
  await services.rounds.retry(people.manager, document.id)
  await published(people, document.id)
  expect(await processOf(round).result()).toBe('published')
  expect((await failures()).every(({ closedAt }) => closedAt !== null)).toBe(true)
  await expect(services.rounds.retry(people.manager, document.id)).rejects.toMatchObject({ code: 'process_not_failed' })
  const requests = await withActor(db, people.manager, (tx) => tx.$count(signoffs, eq(signoffs.roundId, round.id)))
  expect(requests).toBe(1)
})

test('a document whose failed round was ended by a person can be submitted again', async () => {
  const { people, document } = await failedRound()
  await services.rounds.revise(people.manager, document.id, { reason: 'The text was changed' })
  await expect(services.rounds.retry(people.manager, document.id)).rejects.toMatchObject({ code: 'process_not_failed' })
  const next = await services.rounds.submit(people.manager, document.id, {
    signerIds: people.signers.map(({ membershipId }) => membershipId),
    changeSummary: 'Another try',
    publication: { mode: 'on_approval' },
  })
  await approveAll(people)
  expect(await processOf(next).result()).toBe('published')
})

const log = pino({ level: 'silent' })
const config = { queuePrefix: taskQueue(), reconcileEverySeconds: 1 }
const schedule = () => client.schedule.getHandle(`${taskQueue()}-reconcile`)
afterAll(() =>
  schedule()
    .delete()
    .catch(() => undefined),
)

test('the schedule is made once, made again when it is gone, and follows the configuration', async () => {
  await Promise.all([ensureSchedules(client, config), ensureSchedules(client, config)])
  const every = async () => (await schedule().describe()).spec.intervals?.map((interval) => interval.every)
  expect(await every()).toEqual([1_000])
  await ensureSchedules(client, { ...config, reconcileEverySeconds: 7 })
  await waitFor(async () => expect(await every()).toEqual([7_000]))
  await schedule().delete()
  await ensureSchedules(client, config)
  await waitFor(async () => expect(await every()).toEqual([1_000]))
})

test('a workflow that somebody terminated runs again by itself, from where the round is', async () => {
  const keeping = keepSchedules(client, config, log)
  afterAll(() => keeping.stop())
  const people = await makePeople(db, 2)
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  const [one, two] = people.signers
  if (!one || !two) throw new Error('Two have to sign.')
  await services.signoffs.approve(one, (await asked(one)).id)
  const request = await asked(two)
  await processOf(round).terminate('by mistake')

  await waitFor(
    async () => expect((await processOf(round).describe()).status.name).toBe('RUNNING'),
    30_000,
    'The workflow to run again',
  )
  await services.signoffs.approve(two, request.id)
  await published(people, document.id)
  expect(await audited(people, 'round.restarted')).toMatchObject([{ actorName: 'Accord', documentId: document.id }])
  expect((await notified(two)).filter((kind) => kind === 'signoff_requested')).toHaveLength(1)
  const [figures] = await acrossOrganizations(db, processFigures)
  expect(figures?.check?.restarted).toBeGreaterThanOrEqual(1)
})

test('what people decided while no workflow ran is found in the rows: also who published, and when', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approveAll(people)
  await waitFor(async () => expect(await processOf(round).query('stage')).toBe('awaiting_publication'), 20_000)
  await schedule().pause()
  await processOf(round).terminate('by mistake')
  await services.rounds.publish(people.manager, document.id)
  // Its signal reaches nobody: the workflow has ended.
  const waiting = () => ownerDb.$client.query(`select from outbox where delivered_at is null`)
  await waitFor(async () => expect((await waiting()).rowCount).toBe(0), 20_000, 'An empty outbox')
  await schedule().unpause()
  await published(people, document.id)
  const rows = await withActor(db, people.manager, (tx) =>
    tx.select().from(publications).where(eq(publications.versionId, round.versionId)),
  )
  expect(rows).toMatchObject([{ publishedBy: people.manager.membershipId }])
})

test('what runs, what is over and what has failed is left alone, however often the reconciler looks', async () => {
  const people = await makePeople(db, 1)
  const running = await makeRound(services, people)
  await asked(people.signers[0] ?? people.manager)
  const withdrawn = await makeRound(services, people)
  await services.rounds.withdraw(people.author, withdrawn.document.id)
  const runs = async () => {
    const { numActionsTaken } = (await schedule().describe()).info
    return numActionsTaken
  }
  const before = await runs()
  await waitFor(async () => expect(await runs()).toBeGreaterThan(before + 3), 20_000, 'Some turns')
  expect(await audited(people, 'round.restarted')).toEqual([])
  expect((await processOf(running.round).describe()).status.name).toBe('RUNNING')
  const versions = await withActor(db, people.manager, (tx) => tx.$count(documentVersions))
  expect(versions).toBe(2)
})
