import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { calendarFeeds } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { makePeople } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })
const PUBLISHED = new Date('2026-06-01T09:00:00Z')

/** A document in effect since 1 June 2026, which its author owns and which is reviewed yearly. */
async function reviewed() {
  clock.set(PUBLISHED)
  const people = await makePeople(db, 1)
  const document = await makeInEffect(db, services, people, PUBLISHED)
  const member = await makeMember(db, people.organization, ['member'])
  return { people, document, member }
}

const tokenIn = (address: string) => /\/calendars\/([\w-]{43})\/reviews\.ics$/.exec(address)?.[1] ?? 'no token'
const subscribe = async (actor: Actor, kind: 'own' | 'organization' = 'organization') =>
  tokenIn((await services.calendarFeeds.make(actor, { kind })).address)
const readFeed = async (token: string) => services.calendarFeeds.read(await services.calendarFeeds.locate(token))

/** What a calendar makes of a feed. */
async function eventsOf(token: string) {
  const { text } = await readFeed(token)
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate, description } = new ICAL.Event(component)
    const status = component.getFirstPropertyValue('status')
    return {
      uid,
      summary,
      day: startDate.toString(),
      isDay: startDate.isDate,
      until: endDate.toString(),
      description,
      status,
    }
  })
}

test('a calendar reads each review as a whole day, on which nobody is busy', async () => {
  const { people, document } = await reviewed()
  const token = await subscribe(people.manager)
  expect(await eventsOf(token)).toEqual([
    {
      uid: `review-${document.id}@accord`,
      summary: `Review ${document.identifier}: Access control`,
      day: '2027-06-01',
      isDay: true,
      until: '2027-06-02',
      description: 'Owner: Arno Author',
      status: 'CONFIRMED',
    },
  ])
  expect((await readFeed(token)).text).toContain('TRANSP:TRANSPARENT')
})

test('the event of a review that is moved or made keeps its id', async () => {
  const { people, document } = await reviewed()
  const token = await subscribe(people.manager)
  const [before] = await eventsOf(token)
  await services.reviews.move(people.manager, document.id, { dueOn: '2028-02-29', reason: 'Audit' })
  expect(await eventsOf(token)).toMatchObject([{ uid: before?.uid, day: '2028-02-29', until: '2028-03-01' }])
  await services.reviews.attest(people.manager, document.id)
  expect(await eventsOf(token)).toMatchObject([{ uid: before?.uid, day: '2027-06-01' }])
})

test('the review of a document that is archived is canceled, and leaves the feed after some months', async () => {
  const { people, document } = await reviewed()
  const token = await subscribe(people.manager)
  await services.reviews.chase(system(people), document.id, PUBLISHED)
  await services.rounds.archive(people.manager, document.id, { reason: 'Old' })
  expect(await eventsOf(token)).toMatchObject([
    { uid: `review-${document.id}@accord`, day: '2027-06-01', status: 'CANCELLED' },
  ])
  clock.set(new Date('2026-09-15T09:00:00Z'))
  expect(await eventsOf(token)).toEqual([])
})

test('a feed shows what its owner may read, at the moment of reading', async () => {
  const { people, document, member } = await reviewed()
  const token = await subscribe(member)
  expect(await eventsOf(token)).toHaveLength(1)
  await services.documents.change(people.manager, document.id, { classification: 'confidential' })
  expect(await eventsOf(token)).toEqual([])
  expect((await readFeed(token)).text).not.toContain('Access control')
  await services.documents.change(people.manager, document.id, { readerIds: [member.membershipId] })
  expect(await eventsOf(token)).toHaveLength(1)
})

test('a feed of one’s own shows documents that one owns', async () => {
  const { people, document } = await reviewed()
  const [mine, others] = [await subscribe(people.author, 'own'), await subscribe(people.manager, 'own')]
  expect([await eventsOf(mine), await eventsOf(others)]).toMatchObject([[{ day: '2027-06-01' }], []])
  await services.documents.change(people.manager, document.id, { secondOwnerId: people.manager.membershipId })
  expect(await eventsOf(others)).toHaveLength(1)
})

test('a revision that begins changes nothing for who reads what is in effect', async () => {
  const { people, document, member } = await reviewed()
  const token = await subscribe(member)
  const before = await readFeed(token)
  clock.set(new Date('2026-08-01T09:00:00Z'))
  await services.rounds.revise(people.manager, document.id, { reason: 'Names' })
  expect(await readFeed(token)).toEqual(before)
})

test('the time of the last change stays while a feed says the same', async () => {
  const { people, document } = await reviewed()
  const token = await subscribe(people.manager)
  const first = await readFeed(token)
  clock.set(new Date('2026-07-01T09:00:00.900Z'))
  expect(await readFeed(token)).toEqual(first)
  await services.reviews.move(people.manager, document.id, { dueOn: '2027-01-01', reason: 'Audit' })
  const moved = await readFeed(token)
  expect(moved.changedAt).toEqual(new Date('2026-07-01T09:00:00Z'))
  expect(moved.hash).not.toBe(first.hash)
})

test('a new address ends the old one, and only its hash is kept', async () => {
  const { people } = await reviewed()
  const token = await subscribe(people.manager)
  const [feed] = await services.calendarFeeds.list(people.manager)
  const renewed = tokenIn((await services.calendarFeeds.renew(people.manager, feed?.id ?? '')).address)
  await expect(readFeed(token)).rejects.toEqual(refused('calendar_feed_ended'))
  expect(await eventsOf(renewed)).toHaveLength(1)
  const rows = await withActor(db, people.manager, (tx) => tx.select().from(calendarFeeds))
  expect(JSON.stringify(rows)).not.toContain(renewed)
  await services.calendarFeeds.revoke(people.manager, (await services.calendarFeeds.list(people.manager))[0]?.id ?? '')
  await expect(readFeed(renewed)).rejects.toEqual(refused('calendar_feed_ended'))
  expect(await services.calendarFeeds.list(people.manager)).toEqual([])
  await expect(readFeed('A'.repeat(43))).rejects.toEqual(refused('not_found'))
})

test('of two calls at once one makes the feed, and of two new addresses one works', async () => {
  const { people } = await reviewed()
  const outcomes = async (calls: Promise<unknown>[]) =>
    (await Promise.allSettled(calls)).map(({ status }) => status).toSorted()
  const make = () => services.calendarFeeds.make(people.manager, { kind: 'own' })
  expect(await outcomes([make(), make()])).toEqual(['fulfilled', 'rejected'])
  const [feed] = await services.calendarFeeds.list(people.manager)
  const renew = async () => tokenIn((await services.calendarFeeds.renew(people.manager, feed?.id ?? '')).address)
  const tokens = await Promise.all([renew(), renew()])
  expect(await outcomes(tokens.map(readFeed))).toEqual(['fulfilled', 'rejected'])
  expect(await services.calendarFeeds.list(people.manager)).toHaveLength(1)
})

test('a feed of somebody else cannot be ended or renewed, and ends with its owner’s membership', async () => {
  const { people, member } = await reviewed()
  const token = await subscribe(member)
  const [feed] = await services.calendarFeeds.list(member)
  await expect(services.calendarFeeds.revoke(people.manager, feed?.id ?? '')).rejects.toEqual(refused('not_found'))
  await expect(services.calendarFeeds.renew(people.manager, feed?.id ?? '')).rejects.toEqual(refused('not_found'))
  const admin = await makeMember(db, people.organization, ['admin'])
  const located = await services.calendarFeeds.locate(token)
  await services.members.remove(admin, member.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  await expect(readFeed(token)).rejects.toEqual(refused('calendar_feed_ended'))
  // Also where it was found a moment before.
  await expect(services.calendarFeeds.read(located)).rejects.toEqual(refused('calendar_feed_ended'))
})
