import { expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { APPROVAL_QUEUE, APPROVAL_WORKFLOW } from '#domain/approvals/process.ts'
import { TASK_QUEUES } from '#domain/queues.ts'
import type { Printer } from '#services/ports.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { startProcesses } from '#test/support/process.ts'
import { blankPrinter, makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { QUEUES } from '#worker/queues.ts'
import * as workflows from '#workflows/index.ts'

/** A printer that keeps everybody waiting until it is let go. */
let letGo = () => {}
const release = new Promise<void>((resolve) => {
  letGo = resolve
})
let printing = 0
const slowPrinter: Printer = {
  async print(job) {
    printing += 1
    await release
    return blankPrinter.print(job)
  },
}

const database = await createTestDatabase()
const { services, processOf } = await startProcesses(database, slowPrinter)
const asked = (person: Actor) => waitFor(() => waitingFor(services, person), 20_000, `A request to ${person.name}`)

async function approve(people: People) {
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  for (const signer of people.signers) await services.signoffs.approve(signer, (await asked(signer)).id)
  return { document, round }
}

test('every workflow belongs to one queue, and the approval to the queue of its contract', () => {
  const placed = TASK_QUEUES.flatMap((queue) => [...QUEUES[queue].workflows])
  expect(placed.toSorted()).toEqual(Object.keys(workflows).toSorted())
  expect(QUEUES[APPROVAL_QUEUE].workflows).toContain(APPROVAL_WORKFLOW)
})

test('a round is asked, signed and decided while every printing slot is busy and more wait for one', async () => {
  const people = await makePeople(database.db, 1)
  const waiting = []
  for (let count = 0; count <= QUEUES.printing.slots.activities; count += 1) waiting.push(await approve(people))
  await waitFor(() => expect(printing).toBe(QUEUES.printing.slots.activities), 20_000, 'Every slot to be busy')

  const { document, round } = await makeRound(services, people)
  const [signer] = people.signers
  if (!signer) throw new Error('Somebody has to sign.')
  await services.signoffs.reject(signer, (await asked(signer)).id, { comment: 'Not yet' })
  expect(await processOf(round).result()).toBe('rejected')
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('draft')
  // More prints than slots were wanted all the while, and none of them began.
  expect(printing).toBe(QUEUES.printing.slots.activities)

  letGo()
  for (const each of waiting) expect(await processOf(each.round).result()).toBe('published')
}, 90_000)
