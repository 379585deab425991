import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { WORK_KINDS, workKindsOf } from '#domain/work/kinds.ts'
import { acceptAs, makeCampaign, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { makeDraft, makePeople, makeRound, type People, waitingFor } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock(new Date('2026-06-01T09:00:00Z'))
const deps = testDeps(db, { clock })
const services = testServices(db, deps)
const set = (people: Pick<People, 'manager'>, id: string, values: Partial<typeof documents.$inferInsert>) =>
  withActor(db, people.manager, (tx) => tx.update(documents).set(values).where(eq(documents.id, id)))

/** What waits for a person: the kind and the document of each, in their order. */
const waits = async (person: Actor) =>
  (await services.work.waiting(person)).items.map((item) => [
    item.kind,
    item.kind === 'signoff' ? item.request.document.identifier : item.document.identifier,
  ])

async function inEffect(people: People) {
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  return document
}

async function rejected(people: People) {
  const { document, round } = await makeRound(services, people)
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  await services.signoffs.reject(signer, (await waitingFor(services, signer)).id, { comment: 'Name the scope' })
  await services.rounds.settleRound(system(people), round.id, clock.now())
  return document
}

test('what was sent back waits for those who may mend it, with the reason, until it is submitted again', async () => {
  const people = await makePeople(db, 1)
  const { id, identifier } = await rejected(people)
  const { items } = await services.work.waiting(people.author)
  expect(items).toMatchObject([
    { kind: 'sent_back', document: { identifier, reason: 'Name the scope', rejectedBy: 'Signer 1' } },
  ])
  expect(await waits(people.manager)).toEqual([])
  await services.rounds.submit(people.author, id, { signerIds: people.signers.map((one) => one.membershipId) })
  expect(await waits(people.author)).toEqual([])
})

test('what an approved document is revised for waits for its owner', async () => {
  const people = await makePeople(db, 1)
  const { id, identifier } = await inEffect(people)
  await services.rounds.revise(people.manager, id, { reason: 'The tool was retired' })
  expect(await waits(people.author)).toEqual([['sent_back', identifier]])
})

test('what is approved waits for whoever may publish it, until it is planned, and is late after the day it was meant for', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await set(people, document.id, { effectiveDate: '2026-06-01' })
  await approve(services, people, round)
  expect(await waits(people.manager)).toEqual([['publish', document.identifier]])
  expect(await waits(people.author)).toEqual([])
  expect((await services.work.count(people.manager)).late).toBe(0)
  clock.set(new Date('2026-06-02T00:00:01Z'))
  expect((await services.work.count(people.manager)).late).toBe(1)
  clock.set(new Date('2026-06-01T09:00:00Z'))
  await services.rounds.publish(people.manager, document.id, { effectiveDate: '2026-06-09' })
  expect(await waits(people.manager)).toEqual([])
  for (const person of [people.manager, people.author]) {
    expect(await services.work.planned(person)).toMatchObject({ total: 1, rows: [{ identifier: document.identifier }] })
  }
  const other = await makeMember(db, people.organization, ['author'])
  expect(await services.work.planned(other)).toMatchObject({ total: 0, rows: [] })
})

test('a review waits for the owner from 30 days before it is due, and for the second owner on that day', async () => {
  const people = await makePeople(db, 1)
  const { id, identifier } = await inEffect(people)
  const second = await makeMember(db, people.organization, ['member'])
  const review = async (nextReviewDate: string) => {
    await set(people, id, { nextReviewDate, secondOwnerId: second.membershipId })
    return Promise.all([people.author, second, people.manager].map(async (person) => (await waits(person)).length))
  }
  expect(await review('2026-07-02')).toEqual([0, 0, 0])
  expect(await review('2026-07-01')).toEqual([1, 0, 0])
  expect(await review('2026-06-01')).toEqual([1, 1, 0])
  expect((await services.work.count(people.author)).late).toBe(0)
  expect(await review('2026-05-31')).toEqual([1, 1, 0])
  expect((await services.work.count(people.author)).late).toBe(1)
  expect(await waits(second)).toEqual([['review', identifier]])
  await services.reviews.attest(second, id)
  expect(await waits(second)).toEqual([])
})

test('the day of a review is over when it is over where the organization is', async () => {
  const people = await makePeople(db, 1)
  const admin = await makeMember(db, people.organization, ['admin'])
  await services.organizations.change(admin, { timeZone: 'Pacific/Kiritimati' })
  const { id } = await inEffect(people)
  await set(people, id, { nextReviewDate: '2026-06-01' })
  clock.set(new Date('2026-06-01T09:59:59Z'))
  expect((await services.work.count(people.author)).late).toBe(0)
  clock.set(new Date('2026-06-01T10:00:01Z'))
  expect((await services.work.count(people.author)).late).toBe(1)
  clock.set(new Date('2026-06-01T09:00:00Z'))
})

test('a document that is kept from somebody waits for them in nothing', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await set(people, document.id, { classification: 'restricted' })
  const admin = await makeMember(db, people.organization, ['admin'])
  expect(await waits(admin)).toEqual([])
  expect((await services.work.planned(admin)).total).toBe(0)
  expect(await waits(people.manager)).toHaveLength(1)
})

test('the count is the count of what is listed, for everybody, of every kind, on every page', async () => {
  const people = await makePeople(db, 1)
  await rejected(people)
  await inEffect(people)
  const late = await inEffect(people)
  await set(people, late.id, { nextReviewDate: '2026-05-01' })
  for (let n = 0; n < 3; n += 1) {
    const { round } = await makeRound(services, people, { dueDate: `2026-06-0${5 + n}` })
    await services.rounds.settleRound(system(people), round.id, clock.now())
  }
  const { round } = await makeRound(services, { ...people, signers: [people.manager] })
  await approve(services, { ...people, signers: [people.manager] }, round)
  const everybody = [
    people.manager,
    people.author,
    ...people.signers,
    await makeMember(db, people.organization, ['member']),
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...everybody),
      fc.option(fc.constantFrom(...WORK_KINDS), { nil: undefined }),
      fc.integer({ min: 1, max: 4 }),
      async (person, kind, limit) => {
        // What they are asked to read is listed on a page of its own.
        const { toRead, ...counted } = await services.work.count(person)
        expect(toRead).toEqual({ total: 0, late: 0 })
        expect(counted.kinds.map((of) => of.kind)).toEqual(workKindsOf(person))
        const first = await services.work.waiting(person, { kind, limit })
        expect(first.counted).toEqual(counted)
        const pages = [first]
        for (let page = 2; page <= first.pages; page += 1)
          pages.push(await services.work.waiting(person, { kind, limit, page }))
        const items = pages.flatMap((page) => page.items)
        const expected = counted.kinds.filter((of) => kind === undefined || of.kind === kind)
        expect(items).toHaveLength(expected.reduce((sum, of) => sum + of.total, 0))
        const due = items.map(({ dueAt }) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY)
        expect(due).toEqual(due.toSorted((a, b) => a - b))
        if (kind === undefined) {
          expect(counted.total).toBe(items.length)
          expect(counted.late).toBe(due.filter((at) => at < clock.now().getTime()).length)
        }
      },
    ),
    { numRuns: randomRuns(40) },
  )
})

test('what somebody has decided is listed with the newest decision first', async () => {
  const people = await makePeople(db, 1)
  const [signer] = people.signers
  if (!signer) throw new Error('no signer')
  const first = await rejected(people)
  clock.set(new Date('2026-06-01T10:00:00Z'))
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  clock.set(new Date('2026-06-01T09:00:00Z'))
  const { items, total } = await services.work.done(signer, { limit: 1 })
  expect(total).toBe(2)
  expect(items).toMatchObject([
    { request: { document: { identifier: document.identifier }, signoff: { status: 'approved' } } },
  ])
  const { items: earlier } = await services.work.done(signer, { limit: 1, page: 2 })
  expect(earlier).toMatchObject([
    { request: { document: { identifier: first.identifier }, signoff: { status: 'rejected' } } },
  ])
})

test('what somebody has reviewed and accepted is listed among what they have done, and with nobody else', async () => {
  const people = await makePeople(db, 1)
  const { document, campaign } = await makeCampaign(deps, services, people, {})
  await settleAll(services, campaign, clock.now())
  const { id, identifier } = document
  await set(people, id, { reviewEvery: 12, reviewUnit: 'months', nextReviewDate: '2026-06-03' })
  clock.set(new Date('2026-06-02T09:00:00Z'))
  await services.reviews.attest(people.author, id, { note: 'Read it again' })
  clock.set(new Date('2026-06-02T10:00:00Z'))
  await acceptAs(services, people.author, campaign.id)
  const { items, total } = await services.work.done(people.author)
  clock.set(new Date('2026-06-01T09:00:00Z'))
  expect(total).toBe(2)
  expect(items).toMatchObject([
    { kind: 'acknowledgment', identifier, title: 'Access control', label: '1.0' },
    { kind: 'review', identifier, label: '1.0', outcome: 'still_right', note: 'Read it again' },
  ])
  expect(await services.work.done(people.manager)).toMatchObject({ items: [], total: 0 })
})

test('who reads what is in effect is shown what took effect last, and nothing that is kept from them', async () => {
  const people = await makePeople(db, 1)
  const [older, newer, hidden] = [await inEffect(people), await inEffect(people), await inEffect(people)]
  await makeDraft(services, people.author)
  await set(people, hidden.id, { classification: 'confidential' })
  const reader = await makeMember(db, people.organization, ['member'])
  const texts = await services.work.binding(reader, 5)
  expect(texts.map(({ identifier }) => identifier).toSorted()).toEqual([older.identifier, newer.identifier].toSorted())
  expect(texts[0]).toMatchObject({ title: 'Access control', major: 1, minor: 0, changeType: 'initial' })
  const elsewhere = await makeMember(db, await makeOrganization(db), ['member'])
  expect(await services.work.binding(elsewhere, 5)).toEqual([])
})
