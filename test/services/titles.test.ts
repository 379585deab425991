import { expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound } from '#test/support/rounds.ts'
import { approve, publish } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const services = testServices(db, { clock: movableClock() })

/** Everything that shows this person what the document is called. */
async function titlesFor(person: Actor, id: string) {
  const list = await services.library.list(person, { sort: 'title' })
  const coming = await services.upcoming.list(person, 400, 10)
  const inbox = await services.notifications.list(person, { limit: 10 })
  return [
    ...list.rows.map(({ title }) => title),
    ...list.rows.map(({ position }) => position.value),
    ...coming.map(({ title }) => title),
    ...inbox.notifications.flatMap(({ document }) => document?.title ?? []),
    (await services.documents.get(person, id)).document.title,
  ]
}
const found = async (person: Actor, words: string) =>
  (await services.library.list(person, { words })).rows.map(({ title }) => title)

test('readers of what is in effect know it by the title that was signed, until another one is', async () => {
  const people = await makePeople(db, 1)
  const reader = await makeMember(db, people.organization, ['member'])
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'A better name' })
  await services.documents.change(people.author, document.id, { title: 'Zebra crossing' })

  expect(new Set(await titlesFor(reader, document.id))).toEqual(new Set(['Access control']))
  expect(await found(reader, 'zebra')).toEqual([])
  expect(await found(reader, 'zebar')).toEqual([])
  expect(await found(reader, 'access')).toEqual(['Access control'])
  expect(new Set(await titlesFor(people.author, document.id))).toEqual(new Set(['Zebra crossing']))
  expect(await found(people.author, 'zebra')).toEqual(['Zebra crossing'])

  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const second = await services.rounds.submit(people.author, document.id, {
    signerIds,
    changeType: 'minor',
    changeSummary: 'Renamed',
  })
  expect(await found(reader, 'zebra')).toEqual([])
  await approve(services, people, second)
  await publish(db, services, people, second)
  expect(new Set(await titlesFor(reader, document.id))).toEqual(new Set(['Zebra crossing']))
  expect(await found(reader, 'zebra')).toEqual(['Zebra crossing'])
})

test('somebody who owns a document reads its new title, whatever their role', async () => {
  const people = await makePeople(db, 1)
  const owner = await makeMember(db, people.organization, ['member'])
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'A better name' })
  await services.documents.change(people.manager, document.id, { title: 'Zebra crossing', ownerId: owner.membershipId })
  expect((await services.library.list(owner, {})).rows.map(({ title }) => title)).toEqual(['Zebra crossing'])
  expect((await services.documents.get(owner, document.id)).document.title).toBe('Zebra crossing')
})

test('pages by title go on where they left off, also for readers of what is in effect', async () => {
  const people = await makePeople(db, 1)
  const reader = await makeMember(db, people.organization, ['member'])
  for (let n = 0; n < 3; n += 1) {
    const { round } = await makeRound(services, people)
    await approve(services, people, round)
    await publish(db, services, people, round)
  }
  const draft = await makeDraft(services, people.author)
  const seen: string[] = []
  let after: { value: string | null; tie: string } | undefined
  for (let page = 0; page < 3; page += 1) {
    const { rows } = await services.library.list(reader, { sort: 'title', after, limit: 1 })
    seen.push(...rows.map(({ id }) => id))
    after = rows[0]?.position
  }
  expect(new Set(seen).size).toBe(3)
  expect(seen).not.toContain(draft.id)
})
