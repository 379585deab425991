import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock(new Date('2026-06-01T09:00:00Z'))
const services = testServices(db, { clock })
const set = (people: People, id: string, values: Partial<typeof documents.$inferInsert>) =>
  withActor(db, people.manager, (tx) => tx.update(documents).set(values).where(eq(documents.id, id)))

/** One document of each: in effect and due for review, approved for a day, waiting for a signature. */
async function makeAgenda() {
  const people = await makePeople(db, 1)
  const inEffect = await makeRound(services, people)
  await approve(services, people, inEffect.round)
  await publish(db, services, people, inEffect.round)
  await set(people, inEffect.document.id, { nextReviewDate: '2026-06-20' })
  const approved = await makeRound(services, people)
  await approve(services, people, approved.round)
  await set(people, approved.document.id, { publishAt: new Date('2026-06-10T00:00:00Z') })
  // A day that somebody only wished for is planned by nobody.
  const wished = await makeRound(services, people)
  await approve(services, people, wished.round)
  await set(people, wished.document.id, { effectiveDate: '2026-06-08' })
  const waiting = await makeRound(services, people, { dueDate: '2026-06-05' })
  await services.rounds.settleRound(system(people), waiting.round.id, clock.now())
  return { people, inEffect: inEffect.document, approved: approved.document, waiting: waiting.document }
}

test('the days ahead hold what takes effect, what is to be signed and what is to be reviewed, soonest first', async () => {
  const { people, inEffect, approved, waiting } = await makeAgenda()
  const listed = (await services.upcoming.list(people.manager, 60, 5)).map(({ kind, identifier, day }) => [
    kind,
    identifier,
    day,
  ])
  expect(listed).toEqual([
    ['signoff', waiting.identifier, '2026-06-05'],
    ['effective', approved.identifier, '2026-06-10'],
    ['review', inEffect.identifier, '2026-06-20'],
  ])
  expect(await services.upcoming.list(people.manager, 60, 2)).toHaveLength(2)
  expect(await services.upcoming.list(people.manager, 7, 5)).toHaveLength(1)
})

test('what is late takes no place from what is to come', async () => {
  const { people } = await makeAgenda()
  for (let late = 0; late < 12; late += 1) {
    const { id } = await makeDraft(services, people.author)
    await set(people, id, { nextReviewDate: '2026-05-01' })
  }
  expect(await services.upcoming.list(people.manager, 60, 5)).toHaveLength(3)
})

test('who reads what is in effect only is shown its review, and nothing of what is under way', async () => {
  const { people, inEffect } = await makeAgenda()
  const reader = await makeMember(db, people.organization, ['member'])
  expect(await services.upcoming.list(reader, 60, 5)).toMatchObject([
    { kind: 'review', identifier: inEffect.identifier },
  ])
  const stranger = await makePeople(db, 1)
  expect(await services.upcoming.list(stranger.manager, 60, 5)).toEqual([])
})
