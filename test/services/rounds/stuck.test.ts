import { inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { memberships } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { makeDraft, makePeople, type People } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const { services } = pages
const NOW = new Date()

const leave = (people: People, leavers: Actor[]) =>
  withActor(db, people.manager, (tx) =>
    tx
      .update(memberships)
      .set({ status: 'removed', removedAt: NOW })
      .where(
        inArray(
          memberships.id,
          leavers.flatMap(({ membershipId }) => membershipId ?? []),
        ),
      ),
  )
const submit = async (people: People) => {
  const document = await makeDraft(services, people.author)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  return { document, round: await services.rounds.submit(people.author, document.id, { signerIds }) }
}
const timesTold = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.filter(({ kind }) => kind === 'round_stuck')
    .length

test('when nobody is left who may sign, those who can end the round are notified once, and its page says what to do', async () => {
  const people = await makePeople(db, 1)
  const admin = await makeMember(db, people.organization, ['admin'], { name: 'Ada Admin' })
  await givePassword(db, admin)
  const { document, round } = await submit(people)
  await leave(people, [...people.signers, people.manager])

  const outcome = await services.rounds.settleRound(system(people), round.id, NOW)
  expect(outcome).toMatchObject({ outcome: 'waiting', awaiting: 0 })
  await services.rounds.settleRound(system(people), round.id, NOW)
  expect([await timesTold(admin), await timesTold(people.author)]).toEqual([1, 1])

  const cookie = await pages.signIn(admin.email)
  const path = `/${people.organization.slug}/documents/${document.identifier}/approval`
  const page = await (await pages.ask(path, { as: cookie })).text()
  expect(page).toContain('Too few people are left who may sign the step')
  expect(page).toContain('Withdraw it and submit it with other signers.')
  await services.rounds.withdraw(admin, document.id)
})

test('an admin for whom the document does not exist is not notified', async () => {
  const people = await makePeople(db, 1)
  const admin = await makeMember(db, people.organization, ['admin'])
  const document = await makeDraft(services, people.author)
  await services.documents.change(people.manager, document.id, { classification: 'restricted' })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const round = await services.rounds.submit(people.author, document.id, { signerIds })
  await leave(people, [...people.signers, people.manager])
  await services.rounds.settleRound(system(people), round.id, NOW)
  expect([await timesTold(admin), await timesTold(people.author)]).toEqual([0, 1])
})

test('while a compliance manager can stand in, the round goes on and nobody is alarmed', async () => {
  const people = await makePeople(db, 1)
  const { round } = await submit(people)
  await leave(people, people.signers)
  expect(await services.rounds.settleRound(system(people), round.id, NOW)).toMatchObject({ awaiting: 1 })
  expect([await timesTold(people.manager), await timesTold(people.author)]).toEqual([0, 0])
})
