import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { expect, test } from 'vitest'
import { campaignWorkflowId } from '#domain/campaigns/process.ts'
import { addDays } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { taskQueueName } from '#domain/queues.ts'
import type { Printer } from '#services/ports.ts'
import { acceptAs, makeCampaign } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps } from '#test/support/factories.ts'
import { startProcesses } from '#test/support/process.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { blankPrinter, makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { advance, taskQueue } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'

/** Writes histories for replay into a folder, on demand: `RECORD_HISTORIES=folder`. Without it there is nothing to do. */
const FOLDER = process.env.RECORD_HISTORIES

/** What happens while a PDF is printed. */
let meanwhile = async () => {}
const printer: Printer = {
  async print(...sheet) {
    await meanwhile()
    meanwhile = async () => {}
    return blankPrinter.print(...sheet)
  },
}
const start = async () => {
  const database = await createTestDatabase()
  return { db: database.db, ...(await startProcesses(database, printer)) }
}
const started = FOLDER ? await start() : null
const running = () => {
  if (!started) throw new Error('recording was not asked for')
  return started
}
const recorded = test.runIf(FOLDER)

async function approveAll(people: People) {
  for (const signer of people.signers) {
    const signoff = await waitFor(() => waitingFor(running().services, signer), 20_000)
    await running().services.signoffs.approve(signer, signoff.id)
  }
}
const saveRound = (name: string, round: { versionId: string }) => save('approval', name, running().processOf(round))

async function save(workflow: string, name: string, handle: Pick<WorkflowHandle, 'fetchHistory'>) {
  const file = join(import.meta.dirname, '..', 'histories', workflow, String(FOLDER), `${name}.json`)
  expect(existsSync(file), 'a history is never recorded again').toBe(false)
  mkdirSync(dirname(file), { recursive: true })
  const history = await handle.fetchHistory()
  // Which machine took part says nothing about the process.
  const anonymous = (key: string, value: unknown) =>
    key === 'identity' || (key === 'name' && /@/.test(String(value))) ? 'recorder' : value
  writeFileSync(file, `${JSON.stringify(JSON.parse(historyToJSON(history)), anonymous, 1)}\n`)
}
const stage = (round: { versionId: string }, wanted: string) =>
  waitFor(async () => expect(await running().processOf(round).query('stage')).toBe(wanted), 20_000)

recorded('published after three signatures', async () => {
  const people = await makePeople(running().db, 3)
  const { round } = await makeRound(running().services, people, { publication: { mode: 'on_approval' } })
  await approveAll(people)
  await running().processOf(round).result()
  await saveRound('published', round)
})

recorded('open, waiting for signatures after a reminder', async () => {
  const people = await makePeople(running().db, 2)
  const { round, document } = await makeRound(running().services, people)
  await stage(round, 'in_review')
  await advance(running().processOf(round), '10 days')
  await waitFor(async () => {
    const {
      rounds: [latest],
    } = await running().services.rounds.ofDocument(people.manager, document.id)
    return expect(latest?.signoffs[0]?.remindersSent).toBe(1)
  })
  await saveRound('open-in-review', round)
})

recorded('open, waiting for its effective date', async () => {
  const people = await makePeople(running().db, 1)
  const effectiveDate = addDays(new Date().toISOString().slice(0, 10), 20)
  const { round } = await makeRound(running().services, people, { publication: { mode: 'on_date', effectiveDate } })
  await approveAll(people)
  await stage(round, 'awaiting_publication')
  await saveRound('open-awaiting-publication', round)
})

recorded('put off while its PDF was printed, and published after all', async () => {
  const people = await makePeople(running().db, 1)
  const { round, document } = await makeRound(running().services, people, { publication: { mode: 'on_approval' } })
  const effectiveDate = addDays(new Date().toISOString().slice(0, 10), 20)
  meanwhile = () => running().services.rounds.publish(people.manager, document.id, { effectiveDate })
  await approveAll(people)
  await stage(round, 'awaiting_publication')
  await running().services.rounds.publish(people.manager, document.id)
  await running().processOf(round).result()
  await saveRound('put-off', round)
})

recorded('rejected', async () => {
  const people = await makePeople(running().db, 2)
  const { round } = await makeRound(running().services, people)
  const signer = people.signers[0] ?? people.manager
  const signoff = await waitFor(() => waitingFor(running().services, signer), 20_000)
  await running().services.signoffs.reject(signer, signoff.id, { comment: 'No' })
  await running().processOf(round).result()
  await saveRound('rejected', round)
})

recorded('withdrawn', async () => {
  const people = await makePeople(running().db, 1)
  const { round, document } = await makeRound(running().services, people)
  await stage(round, 'in_review')
  await running().services.rounds.withdraw(people.author, document.id)
  await running().processOf(round).result()
  await saveRound('withdrawn', round)
})

recorded('failed, because a rule refused', async () => {
  const people = await makePeople(running().db, 1)
  const { round } = await makeRound(running().services, people, { publication: { mode: 'on_approval' } })
  meanwhile = () => Promise.reject(new DomainError('content_hash_mismatch'))
  await approveAll(people)
  await expect(running().processOf(round).result()).rejects.toThrow()
  await saveRound('failed', round)
})

/** A document in effect, whose process waits for its review. */
async function reviewed() {
  const { db, services, reviewsOf } = running()
  const people = await makePeople(db, 1)
  const document = await makeInEffect(db, services, people, new Date())
  await waitFor(async () => (await reviewsOf(document).describe()).historyLength > 6, 20_000)
  return { people, document, handle: reviewsOf(document) }
}

recorded('a review that is reminded of, and then waits for the next one', async () => {
  const { people, document, handle } = await reviewed()
  await advance(handle, '340 days')
  await save('review', 'open-scheduled', handle)
  const dueOn = addDays(new Date().toISOString().slice(0, 10), 500)
  await running().services.reviews.move(people.manager, document.id, { dueOn, reason: 'Audit' })
  const { runId } = await handle.describe()
  await waitFor(async () => (await handle.describe()).runId !== runId, 20_000)
  await save('review', 'continued', running().client.workflow.getHandle(handle.workflowId, runId))
})

recorded('reviews of a document that is archived', async () => {
  const { people, document, handle } = await reviewed()
  await running().services.rounds.archive(people.manager, document.id, { reason: 'Merged' })
  await handle.result()
  await save('review', 'out-of-effect', handle)
})

recorded('reviews of a document that is not reviewed any more', async () => {
  const { people, document, handle } = await reviewed()
  await running().services.documents.change(people.author, document.id, { reviewFrequency: null })
  await handle.result()
  await save('review', 'not-reviewed', handle)
})

async function campaignOf(input: Parameters<typeof makeCampaign>[3] = {}) {
  const { db, services, client } = running()
  const people = await makePeople(db, 1)
  const { campaign } = await makeCampaign(testDeps(db), services, people, input)
  const handle = client.workflow.getHandle(campaignWorkflowId(campaign.id))
  await waitFor(async () => expect(await handle.query('stage')).toBe('open'), 20_000)
  return { people, campaign, handle }
}

recorded('a campaign that everybody has accepted', async () => {
  const { people, campaign, handle } = await campaignOf({ audience: [{ kind: 'role', role: 'approver' }] })
  for (const person of people.signers) await acceptAs(running().services, person, campaign.id)
  await handle.result()
  await save('campaign', 'completed', handle)
})

recorded('a campaign that closed on its last day, after reminders', async () => {
  const { handle } = await campaignOf()
  await advance(handle, '35 days').catch(() => {})
  await handle.result()
  await save('campaign', 'date', handle)
})

recorded('a campaign that was closed by hand', async () => {
  const { people, campaign, handle } = await campaignOf()
  await running().services.campaigns.close(people.manager, campaign.id, { reason: 'Enough' })
  await handle.result()
  await save('campaign', 'closed', handle)
})

recorded('a campaign that is open, after some working mornings', async () => {
  const { handle } = await campaignOf()
  await advance(handle, '9 days')
  await waitFor(async () => expect((await handle.fetchHistory()).events?.length).toBeGreaterThan(20), 20_000)
  await save('campaign', 'open', handle)
})

recorded('a campaign that failed, because a rule refused', async () => {
  const people = await makePeople(running().db, 1)
  const [campaignId, documentId] = [randomUUID(), randomUUID()]
  const handle = await running().client.workflow.start('campaign', {
    workflowId: campaignWorkflowId(campaignId),
    taskQueue: taskQueueName(taskQueue(), 'campaigns'),
    args: [{ orgId: people.organization.id, campaignId, documentId, identifier: 'POL-AC-001' }],
  })
  await expect(handle.result()).rejects.toThrow()
  await save('campaign', 'failed', handle)
})

/** A workflow of the maintenance queue, as its schedule starts it. */
async function turn(workflow: string) {
  const handle = await running().client.workflow.start(workflow, {
    workflowId: `${taskQueue()}-${workflow}`,
    taskQueue: taskQueueName(taskQueue(), 'maintenance'),
  })
  await handle.result()
  return handle
}

recorded('a turn of the reconciler', async () => save('reconcile', 'turn', await turn('reconcile')))

recorded('a turn of retention', async () => save('retention', 'turn', await turn('retention')))

recorded('a turn of audit checkpoints', async () => save('auditCheckpoints', 'turn', await turn('auditCheckpoints')))
