import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { reviews } from '#db/schema/index.ts'
import { type Actor, systemActor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makeInEffect } from '#test/support/reviews.ts'
import { makePeople, type People } from '#test/support/rounds.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })
const PUBLISHED = new Date('2026-06-01T09:00:00Z')

/** An organization with a document in effect since 1 June 2026, reviewed yearly. */
async function reviewed(settings = {}) {
  clock.set(PUBLISHED)
  const people = await makePeople(db, 1, settings)
  return { people, document: await makeInEffect(db, services, people, PUBLISHED) }
}
const stateOf = async ({ manager }: People, id: string) => (await services.documents.get(manager, id)).document
const rowsOf = ({ manager }: People) =>
  withActor(db, manager, (tx) => tx.select().from(reviews).orderBy(reviews.documentId, reviews.number))
const on = (day: string) => clock.set(new Date(`${day}T09:00:00Z`))

test('a review found right keeps who found it so, of which version, with note and evidence', async () => {
  const { people, document } = await reviewed()
  on('2027-05-20')
  const evidence = [{ label: 'Records of processing', url: 'https://files.example/records.pdf' }]
  await services.reviews.attest(people.author, document.id, { note: 'Read it', evidence, dueOn: '2027-06-01' })
  const { versions } = await services.versions.list(people.manager, document.id, { limit: 1 })
  expect(await rowsOf(people)).toMatchObject([
    {
      number: 1,
      outcome: 'still_right',
      versionId: versions[0]?.id,
      reviewerId: people.author.membershipId,
      reviewerName: 'Arno Author',
      note: 'Read it',
      evidence,
      dueOn: '2027-06-01',
      reviewedOn: '2027-05-20',
      nextDueOn: '2028-05-20',
    },
  ])
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2028-05-20')
})

test('where the organization counts from the due date, being early or late does not move the next one', async () => {
  const { people, document } = await reviewed({ reviewsCountFrom: 'due' })
  on('2027-05-20')
  await services.reviews.attest(people.author, document.id)
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2028-06-01')
  on('2030-01-10')
  await services.reviews.attest(people.author, document.id)
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2030-06-01')
})

test('a review on 29 February is due on 28 February a year later', async () => {
  const { people, document } = await reviewed()
  on('2028-02-29')
  await services.reviews.attest(people.author, document.id)
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2029-02-28')
})

test('of two people who answer the same review at the same time, one is refused', async () => {
  const { people, document } = await reviewed()
  on('2027-06-01')
  const answer = (actor: Actor) => services.reviews.attest(actor, document.id, { dueOn: '2027-06-01' })
  const ends = await Promise.allSettled([people.author, people.manager].map(answer))
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(ends.find((end) => end.status === 'rejected')?.reason).toEqual(refused('review_answered'))
  expect(await rowsOf(people)).toHaveLength(1)
})

test('what has to change opens a revision with the words, and stays due until that is in effect', async () => {
  const { people, document } = await reviewed()
  on('2027-05-20')
  const change = { note: 'Names a system that was retired' }
  await services.reviews.requestChange(people.author, document.id, change)
  expect(await stateOf(people, document.id)).toMatchObject({
    status: 'draft',
    inEffect: true,
    revisionReason: change.note,
    nextReviewDate: '2027-06-01',
  })
  expect(await rowsOf(people)).toMatchObject([{ outcome: 'needs_change', note: change.note, nextDueOn: '2027-06-01' }])
  await expect(services.reviews.requestChange(people.author, document.id, change)).rejects.toThrow(
    refused('invalid_transition'),
  )
})

test('only those who answer for a document review it, and only managers move its review', async () => {
  const { people, document } = await reviewed()
  const stranger = await makeMember(db, people.organization, ['author'])
  for (const actor of [stranger, people.signers[0] ?? stranger]) {
    await expect(services.reviews.attest(actor, document.id)).rejects.toThrow(refused('forbidden'))
    await expect(services.reviews.requestChange(actor, document.id, { note: 'No' })).rejects.toThrow(
      refused('forbidden'),
    )
  }
  const move = { dueOn: '2027-01-15', reason: 'Audit' }
  await expect(services.reviews.move(people.author, document.id, move)).rejects.toThrow(refused('forbidden'))
  await expect(services.reviews.move(people.manager, document.id, { ...move, dueOn: '2026-05-31' })).rejects.toThrow(
    refused('review_date_past'),
  )
  await services.reviews.move(people.manager, document.id, move)
  expect((await stateOf(people, document.id)).nextReviewDate).toBe('2027-01-15')
})

test('bad input is refused where it stands', async () => {
  const { people, document } = await reviewed()
  const errors = (input: object) =>
    services.reviews.attest(people.author, document.id, input).catch((error) => error.details.errors)
  expect(await errors({ evidence: [{ label: 'Page', url: 'javascript:alert(1)' }] })).toEqual({
    'evidence/0/url': 'Write an address that begins with https://',
  })
  expect(await errors({ evidence: [{ label: ' ', url: 'https://a.example' }] })).toEqual({
    'evidence/0/label': 'Say what it shows',
  })
  await expect(services.reviews.requestChange(people.author, document.id, { note: ' ' })).rejects.toThrow(
    refused('invalid_input'),
  )
})

test('another frequency counts from the last review, and is due today where that is over', async () => {
  const { people, document } = await reviewed()
  const every = async (frequency: { every: number; unit: 'months' | 'days' } | null) => {
    await services.documents.change(people.author, document.id, { reviewFrequency: frequency })
    return (await stateOf(people, document.id)).nextReviewDate
  }
  on('2026-12-01')
  expect(await every({ every: 24, unit: 'months' })).toBe('2028-06-01')
  expect(await every({ every: 3, unit: 'months' })).toBe('2026-12-01')
  await services.reviews.attest(people.author, document.id)
  expect(await every({ every: 6, unit: 'months' })).toBe('2027-06-01')
  // The same once more moves nothing, or saving the form of the properties would.
  await services.reviews.move(people.manager, document.id, { dueOn: '2027-02-01', reason: 'Audit' })
  expect(await every({ every: 6, unit: 'months' })).toBe('2027-02-01')
  expect(await every(null)).toBeNull()
  await expect(services.reviews.attest(people.author, document.id)).rejects.toThrow(refused('review_not_scheduled'))
})

const chase = (people: People, id: string, at: string) =>
  services.reviews.chase(systemActor(people.organization.id, 'review/by-hand'), id, new Date(at))
const notified = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications
    .filter(({ kind }) => kind.startsWith('review_'))
    .map(({ title, body }) => `${title}. ${body}`)

test('a worker that was away over four reminders sends one, of how things stand now, and repeats nothing', async () => {
  const { people, document } = await reviewed()
  await chase(people, document.id, '2026-06-01T09:00:01Z')
  const outcome = await chase(people, document.id, '2027-06-03T10:00:00Z')
  expect(outcome).toMatchObject({ outcome: 'waiting', dueOn: '2027-06-01', stage: 'overdue' })
  await chase(people, document.id, '2027-06-03T10:00:00Z')
  expect(await notified(people.author)).toEqual([
    'Review overdue: POL-AC-001 Access control. Its review was due on 1 Jun 2027. Say that it is still right, or what has to change.',
  ])
  expect(await notified(people.manager)).toEqual([
    'Review overdue: POL-AC-001 Access control. Arno Author has not reviewed it. It was due on 1 Jun 2027.',
  ])
})

test('the owner is reminded before the day, and the second owner from the day on', async () => {
  const { people, document } = await reviewed()
  const second = await makeMember(db, people.organization, ['member'], { timeZone: 'America/New_York' })
  await services.documents.change(people.author, document.id, { secondOwnerId: second.membershipId })
  await chase(people, document.id, '2026-06-01T09:00:01Z')
  await chase(people, document.id, '2027-05-25T09:00:00Z')
  expect([await notified(people.author), await notified(second)].map(({ length }) => length)).toEqual([1, 0])
  await chase(people, document.id, '2027-06-01T09:00:00Z')
  expect([await notified(people.author), await notified(second)].map(({ length }) => length)).toEqual([2, 1])
  // Nothing is late yet.
  expect(await notified(people.manager)).toEqual([])
})

test('the rhythm and the working days that the organization has chosen hold', async () => {
  const { people, document } = await reviewed({ reviewRhythm: { daysBefore: [60], overdueEveryDays: 14 } })
  // 60 days before is 2 April 2027, a Friday.
  expect(await chase(people, document.id, '2026-06-01T09:00:01Z')).toMatchObject({ wakeAt: '2027-04-02T09:00:00.000Z' })
  expect(await chase(people, document.id, '2027-06-02T09:00:00Z')).toMatchObject({ wakeAt: '2027-06-15T09:00:00.000Z' })
})

test('a document that is archived, or reviewed no longer, needs no process', async () => {
  const { people, document } = await reviewed()
  const other = await makeInEffect(db, services, people, PUBLISHED)
  await services.documents.change(people.author, other.id, { reviewFrequency: null })
  await services.rounds.archive(people.manager, document.id, { reason: 'Merged' })
  const at = '2026-07-01T09:00:00Z'
  expect(await chase(people, document.id, at)).toEqual({ outcome: 'over', ending: 'out_of_effect' })
  expect(await chase(people, other.id, at)).toEqual({ outcome: 'over', ending: 'not_reviewed' })
})
