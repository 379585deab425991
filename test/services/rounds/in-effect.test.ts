import { expect, test } from 'vitest'
import { activityEntry } from '#app/lib/activity.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makePeople, makeRound } from '#test/support/rounds.ts'
import { approve, publish, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })

test('a planned publication is canceled, and the version stays approved until somebody publishes it', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  const refusal = refused('publication_not_planned')
  await expect(services.rounds.unplan(people.manager, document.id)).rejects.toThrow(refusal)
  await services.rounds.publish(people.manager, document.id, { effectiveDate: '2126-01-01' })
  await expect(services.rounds.unplan(people.author, document.id)).rejects.toThrow(refused('forbidden'))
  await services.rounds.unplan(people.manager, document.id)
  const { document: now } = await services.documents.get(people.author, document.id)
  expect(now).toMatchObject({ status: 'approved', publishAt: null, effectiveDate: null })
  await expect(services.rounds.unplan(people.manager, document.id)).rejects.toThrow(refusal)
  const { notifications } = await services.notifications.list(people.author, { limit: 5 })
  expect(notifications.map(({ kind }) => kind)).toContain('publication_canceled')
})

test('a review is confirmed by who answers for the document, and the next one counts from that day', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  const confirm = (actor = people.author) => services.reviews.attest(actor, document.id, { note: 'Read it' })
  await expect(confirm()).rejects.toThrow(refused('review_not_scheduled'))
  await approve(services, people, round)
  await publish(db, services, people, round)
  const [signer] = people.signers
  await expect(confirm(signer)).rejects.toThrow(refused('forbidden'))
  clock.set(new Date('2027-07-15T09:00:00Z'))
  await confirm()
  clock.set(new Date('2026-06-01T09:00:00Z'))
  const { document: now } = await services.documents.get(people.author, document.id)
  expect(now.nextReviewDate).toBe('2028-07-15')
  const { entries } = await services.audit.ofDocument(people.manager, document.id, { limit: 1 })
  expect(entries.map(activityEntry)).toMatchObject([
    { sentence: ['reviewed it and confirmed it unchanged until 15 Jul 2028'], quote: 'Read it' },
  ])
})

test('who reads only what is in effect does not learn that it is being revised', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.rounds.revise(people.manager, document.id, { reason: 'Keys' })
  const reader = await makeMember(db, people.organization, ['member'])
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('draft')
  expect((await services.documents.get(reader, document.id)).document.status).toBe('published')
  const listed = async (query: Parameters<typeof services.library.list>[1]) =>
    (await services.library.list(reader, query)).rows.map(({ id, status }) => [id, status])
  expect(await listed({})).toEqual([[document.id, 'published']])
  expect(await listed({ sort: 'status' })).toEqual([[document.id, 'published']])
  expect(await listed({ statuses: ['published'] })).toEqual([[document.id, 'published']])
  expect(await listed({ statuses: ['draft'] })).toEqual([])
  expect(await services.library.figures(reader, [], '2026-06-01')).toMatchObject({ byStatus: { published: 1 } })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const again = { signerIds, changeType: 'minor' as const, changeSummary: 'Keys' }
  const second = await services.rounds.submit(people.manager, document.id, again)
  await services.rounds.settleRound(system(people), second.id, clock.now())
  const asked = async (who: Actor) => (await services.library.list(who, {})).rows.map((row) => row.pendingSignoffs)
  expect([await asked(people.manager), await asked(reader)]).toEqual([[1], [0]])
})

test('who owns it learns it in the list as on its page, whatever their role, and the figures say the same', async () => {
  const people = await makePeople(db, 1)
  const owner = await makeMember(db, people.organization, ['member'])
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round)
  await publish(db, services, people, round)
  await services.documents.change(people.manager, document.id, { ownerId: owner.membershipId })
  const statuses = async () => {
    const { rows } = await services.library.list(owner, {})
    const { byStatus } = await services.library.figures(owner, [], '2026-06-01')
    const [action] = (await services.documents.actions(owner, [document.id])).values()
    const { document: own } = await services.documents.get(owner, document.id)
    return [...rows.map(({ status }) => status), action?.status, own.status, byStatus]
  }
  const published = 'published'
  expect(await statuses()).toEqual([published, published, published, { published: 1 }])
  await services.rounds.revise(people.manager, document.id, { reason: 'Keys' })
  expect(await statuses()).toEqual(['draft', 'draft', 'draft', { draft: 1, published: 0 }])
  const listed = async (status: 'draft' | 'published') =>
    (await services.library.list(owner, { statuses: [status] })).rows.length
  expect([await listed('draft'), await listed('published')]).toEqual([1, 0])
})
