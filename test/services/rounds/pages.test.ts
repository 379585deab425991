import { expect, test } from 'vitest'
import type { RoundRow } from '#db/queries/rounds.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })

const ask = (people: People, { id }: RoundRow) => services.rounds.settleRound(system(people), id, clock.now())

test('what waits for somebody comes in pages, the most urgent first, with how much of all of it is late', async () => {
  const people = await makePeople(db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  for (let n = 0; n < 7; n += 1) {
    // The last two are due.
    const { round } = await makeRound(services, people, n < 5 ? {} : { dueDate: `2026-06-${20 - n}` })
    await ask(people, round)
  }
  clock.set(new Date('2026-07-01T09:00:00Z'))
  expect(await services.work.count(signer)).toMatchObject({ total: 7, late: 2 })
  const first = await services.signoffs.waiting(signer, { limit: 3 })
  expect(first).toMatchObject({ total: 7, late: 2, page: 1, pages: 3, first: 1 })
  expect(first.signoffs.map(({ signoff }) => signoff.dueAt?.toISOString().slice(0, 10))).toEqual([
    '2026-06-14',
    '2026-06-15',
    undefined,
  ])
  const pages = await Promise.all([1, 2, 3].map((page) => services.signoffs.waiting(signer, { page, limit: 3 })))
  expect(pages.map(({ signoffs }) => signoffs.length)).toEqual([3, 3, 1])
  expect(new Set(pages.flatMap(({ signoffs }) => signoffs.map(({ signoff }) => signoff.id))).size).toBe(7)
})

test("a document's rounds come in pages, the newest first", async () => {
  const people = await makePeople(db, 1)
  const document = await makeDraft(services, people.author)
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const submitted: string[] = []
  for (let n = 0; n < 5; n += 1) {
    submitted.unshift((await services.rounds.submit(people.author, document.id, { signerIds })).id)
    await services.rounds.withdraw(people.author, document.id)
  }
  const seen: string[] = []
  let before: string | undefined
  for (const size of [2, 2, 1]) {
    const { rounds, next } = await services.rounds.ofDocument(people.author, document.id, { before, limit: 2 })
    expect(rounds).toHaveLength(size)
    seen.push(...rounds.map(({ round }) => round.id))
    before = next ?? undefined
  }
  expect(before).toBeUndefined()
  expect(seen).toEqual(submitted)
})

test('who was asked in an old round only still reads the rounds, who never was does not', async () => {
  const people = await makePeople(db, 2)
  const asked = await makeMember(db, people.organization, ['member'])
  const stranger = await makeMember(db, people.organization, ['member'])
  const document = await makeDraft(services, people.author)
  const submit = (signerId: string) => services.rounds.submit(people.author, document.id, { signerIds: [signerId] })
  await ask(people, await submit(asked.membershipId))
  await services.rounds.withdraw(people.author, document.id)
  await ask(people, await submit(people.signers[0]?.membershipId ?? ''))
  const { rounds } = await services.rounds.ofDocument(asked, document.id, { limit: 1 })
  expect(rounds).toHaveLength(1)
  await expect(services.rounds.ofDocument(stranger, document.id)).rejects.toMatchObject({ code: 'not_found' })
})
