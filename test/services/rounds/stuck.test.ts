import { inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { memberships } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'
import { type Cast, makeCast, makeDraft } from '#test/support/round.ts'
import { system } from '#test/support/steps.ts'

const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const { services } = pages
const NOW = new Date()

const leave = (cast: Cast, people: Actor[]) =>
  withActor(db, cast.manager, (tx) =>
    tx
      .update(memberships)
      .set({ status: 'removed', removedAt: NOW })
      .where(
        inArray(
          memberships.id,
          people.flatMap(({ membershipId }) => membershipId ?? []),
        ),
      ),
  )
const submit = async (cast: Cast) => {
  const document = await makeDraft(services, cast.author)
  const signerIds = cast.signers.map(({ membershipId }) => membershipId)
  return { document, round: await services.rounds.submit(cast.author, document.id, { signerIds }) }
}
const timesTold = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.filter(({ kind }) => kind === 'round_stuck')
    .length

test('when nobody is left who may sign, those who can end the round are told once, and its page says what to do', async () => {
  const cast = await makeCast(db, 1)
  const admin = await makeMember(db, cast.organization, ['admin'], { name: 'Ada Admin' })
  await givePassword(db, admin)
  const { document, round } = await submit(cast)
  await leave(cast, [...cast.signers, cast.manager])

  const outcome = await services.rounds.beginStep(system(cast), round.id, NOW)
  expect(outcome).toMatchObject({ outcome: 'waiting', awaiting: 0 })
  await services.rounds.beginStep(system(cast), round.id, NOW)
  expect([await timesTold(admin), await timesTold(cast.author)]).toEqual([1, 1])

  const cookie = await pages.signIn(admin.email)
  const path = `/${cast.organization.slug}/documents/${document.identifier}/approval`
  const page = await (await pages.ask(path, { as: cookie })).text()
  expect(page).toContain('Too few people are left who may sign the step')
  expect(page).toContain('Withdraw it and submit it with other signers.')
  await services.rounds.withdraw(admin, document.id)
})

test('an admin for whom the document does not exist is not told of it', async () => {
  const cast = await makeCast(db, 1)
  const admin = await makeMember(db, cast.organization, ['admin'])
  const document = await makeDraft(services, cast.author)
  await services.documents.change(cast.manager, document.id, { classification: 'restricted' })
  const signerIds = cast.signers.map(({ membershipId }) => membershipId)
  const round = await services.rounds.submit(cast.author, document.id, { signerIds })
  await leave(cast, [...cast.signers, cast.manager])
  await services.rounds.beginStep(system(cast), round.id, NOW)
  expect([await timesTold(admin), await timesTold(cast.author)]).toEqual([0, 1])
})

test('while a compliance manager can stand in, the round goes on and nobody is alarmed', async () => {
  const cast = await makeCast(db, 1)
  const { round } = await submit(cast)
  await leave(cast, cast.signers)
  expect(await services.rounds.beginStep(system(cast), round.id, NOW)).toMatchObject({ awaiting: 1 })
  expect([await timesTold(cast.manager), await timesTold(cast.author)]).toEqual([0, 0])
})
