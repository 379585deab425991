import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { comments, documentVersions } from '#db/schema/index.ts'
import { COMMENT_LIMITS } from '#domain/comments/rules.ts'
import { contentHash } from '#services/content/hash.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testServices } from '#test/support/factories.ts'
import { makePeople, type People, waitingFor } from '#test/support/rounds.ts'
import { system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const services = testServices(db, { clock })
const refused = (code: string) => expect.objectContaining({ code })
const TEXT = '<h2>Screens</h2><p>Lock your screen when you leave.</p><p>Report what you lose.</p>'

/** A text in review, with one or two who sign. */
async function inReview(signers = 1) {
  const people = await makePeople(db, signers)
  const document = await services.documents.create(people.author, {
    kind: 'policy',
    category: 'access_control',
    title: 'Access control',
    content: { format: 'html', body: TEXT },
  })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const round = await services.rounds.submit(people.author, document.id, { signerIds })
  await services.rounds.settleRound(system(people), round.id, clock.now())
  const [signer] = people.signers
  if (!signer) throw new Error('nobody signs')
  return { people, id: document.id, round, signer }
}

const rejected = async (people: People) => {
  const [signer] = people.signers
  if (!signer) throw new Error('nobody signs')
  const signoff = await waitingFor(services, signer)
  await services.signoffs.reject(signer, signoff.id, { comment: 'See the comments' })
  await services.rounds.settleRound(system(people), signoff.roundId, clock.now())
}

const newsOf = async (person: Parameters<typeof services.notifications.list>[0]) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.filter(({ title }) =>
    title.includes('commented'),
  )

test('a signer pins a comment, the author answers and settles it, and what is signed stays as it was', async () => {
  const { people, id, signer } = await inReview()
  const made = await services.comments.make(signer, id, 1, { block: 1, quote: 'your screen', body: 'And the door?' })
  await services.comments.answer(people.author, made.id, { body: 'That is another policy.' })
  await services.comments.settle(people.author, made.id, true)
  await services.comments.settle(people.author, made.id, true)

  const { threads, open, may } = await services.comments.list(signer, id, 1)
  expect({ open, may }).toEqual({ open: 0, may: { begin: true, answer: true } })
  expect(threads).toMatchObject([
    {
      comment: {
        number: 1,
        body: 'And the door?',
        authorName: signer.name,
        authorPosition: 'CISO',
        resolvedByName: 'Arno Author',
        anchor: { block: 1, text: 'Lock your screen when you leave.', quote: 'your screen', before: 'Lock ' },
      },
      answers: [{ number: 1, position: 1, body: 'That is another policy.', authorName: 'Arno Author' }],
      maySettle: true,
    },
  ])
  const log = await services.audit.ofDocument(people.manager, id, { limit: 3 })
  expect(log.entries.map(({ action }) => action)).toEqual(['comment.resolved', 'comment.answered', 'comment.made'])

  const { document, version } = await services.versions.get(people.manager, id, 1)
  const { title, content, variables } = version
  const { identifier, kind } = document
  expect(contentHash({ identifier, kind, title, content, variables })).toBe(version.contentHash)
})

test('only those who are asked and whose document it is write, and others read what they may', async () => {
  const { people, id, signer } = await inReview()
  const reader = await makeMember(db, people.organization, ['auditor'])
  const member = await makeMember(db, people.organization, ['member'])
  const stranger = await makeMember(db, (await makePeople(db, 0)).organization, ['admin', 'compliance_manager'])
  const made = await services.comments.make(signer, id, 1, { block: 1, body: 'Why?' })

  for (const [who, read, write] of [
    [reader, null, 'not_in_round'],
    [member, 'not_found', 'not_found'],
    [stranger, 'not_found', 'not_found'],
  ] as const) {
    const list = services.comments.list(who, id, 1)
    if (read) await expect(list).rejects.toEqual(refused(read))
    else expect(await list).toMatchObject({ total: 1, may: { begin: false, answer: false } })
    await expect(services.comments.make(who, id, 1, { block: 1, body: 'I' })).rejects.toEqual(refused(write))
    await expect(services.comments.answer(who, made.id, { body: 'I' })).rejects.toEqual(refused(write))
    await expect(services.comments.settle(who, made.id, true)).rejects.toEqual(refused(write))
  }
  const key = { ...signer, scopes: ['documents:read' as const] }
  await expect(services.comments.answer(key, made.id, { body: 'I' })).rejects.toEqual(refused('scope_missing'))
})

test('another signer answers a comment and cannot settle it', async () => {
  const { id, signer, people } = await inReview(2)
  const made = await services.comments.make(signer, id, 1, { block: 1, body: 'Why?' })
  const other = people.signers[1] ?? signer
  await services.comments.answer(other, made.id, { body: 'Because.' })
  await expect(services.comments.settle(other, made.id, true)).rejects.toEqual(refused('not_your_comment'))
  await services.comments.settle(signer, made.id, true)
  await services.comments.settle(signer, made.id, false)
  expect((await services.comments.get(other, made.id)).comment.resolvedAt).toBeNull()
})

test('a comment needs a paragraph, words that stand in it, and something to say', async () => {
  const { id, signer } = await inReview()
  const make = (block: number, quote: string, body: string) =>
    services.comments.make(signer, id, 1, { block, quote, body })
  await expect(make(3, '', 'Why?')).rejects.toEqual(refused('quote_not_found'))
  await expect(make(1, 'your phone', 'Why?')).rejects.toEqual(refused('quote_not_found'))
  await expect(make(1, '', ' \n ')).rejects.toEqual(refused('invalid_input'))
  await expect(make(1, '', 'x'.repeat(COMMENT_LIMITS.characters + 1))).rejects.toEqual(refused('invalid_input'))
  await expect(services.comments.make(signer, id, 9, { block: 0, body: 'Why?' })).rejects.toEqual(refused('not_found'))
})

test('after a rejection nobody begins a comment, and the author finds each beside its paragraph of the draft', async () => {
  const { people, id, signer } = await inReview()
  for (const [block, body] of [
    [0, 'Which screens?'],
    [1, 'And the door?'],
    [2, 'To whom?'],
  ] as const)
    await services.comments.make(signer, id, 1, { block, body })
  await rejected(people)
  const [made] = (await services.comments.list(signer, id, 'last')).threads
  await expect(services.comments.make(signer, id, 1, { block: 0, body: 'More' })).rejects.toEqual(
    refused('round_not_running'),
  )
  await services.comments.settle(people.author, made?.comment.id ?? '', true)
  expect(await services.comments.open(people.author, id)).toBe(2)

  const { revision } = await services.drafts.get(people.author, id)
  const body = '<p>Read this first.</p><h2>Screens</h2><p>Report at once what you lose.</p>'
  await services.drafts.save(people.author, id, { revision, content: { format: 'html', body } })
  const placed = await services.comments.inDraft(people.author, id)
  expect(placed.map(({ comment, place }) => [comment.body, place])).toEqual([
    ['And the door?', { kind: 'removed', behind: 1 }],
    ['To whom?', { kind: 'here', block: 2, text: 'Report at once what you lose.', same: false, quoteAt: null }],
  ])
})

test('what somebody writes without a long pause is one notification to each', async () => {
  const { people, id, signer } = await inReview()
  const after = (minutes: number) => clock.set(new Date(clock.now().getTime() + minutes * 60_000))
  const first = await services.comments.make(signer, id, 1, { block: 1, body: 'One' })
  after(20)
  await services.comments.make(signer, id, 1, { block: 2, body: 'Two' })
  after(20)
  await services.comments.answer(signer, first.id, { body: 'Three' })
  expect(await newsOf(people.author)).toHaveLength(1)
  after(31)
  await services.comments.make(signer, id, 1, { block: 0, body: 'Four' })
  expect(await newsOf(people.author)).toHaveLength(2)
  await services.comments.answer(people.author, first.id, { body: 'Five' })
  expect(await newsOf(signer)).toHaveLength(1)
  expect(await newsOf(people.author)).toHaveLength(2)
})

test('comments and answers that are written at once all count, and there is an end to them', async () => {
  const { people, id, signer } = await inReview()
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, n) => services.comments.make(signer, id, 1, { block: n % 3, body: `No ${n}` })),
  )
  expect(made.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const [first] = made
  const answer = () => services.comments.answer(people.author, first?.id ?? '', { body: 'Yes' })
  await Promise.all(Array.from({ length: 6 }, answer))
  expect((await services.comments.get(signer, first?.id ?? '')).answers.map(({ position }) => position)).toEqual([
    1, 2, 3, 4, 5, 6,
  ])

  if (!first) throw new Error('there is none')
  await withActor(db, signer, (tx) =>
    tx.insert(comments).values([
      { ...first, id: crypto.randomUUID(), number: COMMENT_LIMITS.threads },
      { ...first, id: crypto.randomUUID(), position: COMMENT_LIMITS.answers, anchor: null },
    ]),
  )
  await expect(services.comments.make(signer, id, 1, { block: 0, body: 'More' })).rejects.toEqual(
    refused('too_many_comments'),
  )
  await expect(answer()).rejects.toEqual(refused('too_many_comments'))
})

test('the database keeps every comment as it was written, with its version', async () => {
  const { id, signer } = await inReview()
  const made = await services.comments.make(signer, id, 1, { block: 1, body: 'Why?' })
  const mine = eq(comments.id, made.id)
  const kept = { cause: { code: '42501' } }
  await expect(
    withActor(db, signer, (tx) => tx.update(comments).set({ body: 'Nothing' }).where(mine)),
  ).rejects.toMatchObject(kept)
  await expect(withActor(db, signer, (tx) => tx.delete(comments).where(mine))).rejects.toMatchObject(kept)
  await expect(
    withActor(db, signer, (tx) => tx.delete(documentVersions).where(eq(documentVersions.id, made.versionId))),
  ).rejects.toMatchObject(kept)
})

const hashesOf = async (people: People, id: string) => {
  const { document, version } = await services.versions.get(people.manager, id, 1)
  const { title, content, variables } = version
  return [
    version.contentHash,
    contentHash({ identifier: document.identifier, kind: document.kind, title, content, variables }),
  ]
}

test('a signer suggests a wording, and the author who takes it withdraws the text and has it in the draft', async () => {
  const { people, id, signer } = await inReview()
  const [before] = await hashesOf(people, id)
  const wording = 'Lock your screen **at once** when you leave.'
  const made = await services.comments.make(signer, id, 1, { block: 1, wording })
  expect(made).toMatchObject({ body: '', wording: '<p>Lock your screen <strong>at once</strong> when you leave.</p>' })
  await expect(services.comments.take(signer, made.id)).rejects.toEqual(refused('forbidden'))
  await expect(services.comments.take(people.author, made.id)).rejects.toEqual(refused('invalid_transition'))
  expect((await services.drafts.get(people.author, id)).content).toBe(TEXT)

  await services.comments.take(people.author, made.id, { withdraw: true, reason: 'Good' })
  const draft = await services.drafts.get(people.author, id)
  expect(draft.content).toBe(TEXT.replace('screen when', 'screen <strong>at once</strong> when'))
  expect(draft.authorIds, 'who suggested it may sign the next text').not.toContain(signer.membershipId)
  expect((await services.documents.get(people.author, id)).document.status).toBe('draft')
  expect((await services.comments.get(signer, made.id)).comment).toMatchObject({
    outcome: 'taken',
    outcomeReason: 'Good',
    resolvedByName: 'Arno Author',
  })
  expect(await hashesOf(people, id)).toEqual([before, before])
  await expect(services.comments.take(people.author, made.id)).rejects.toEqual(refused('suggestion_settled'))
  await expect(services.comments.settle(people.author, made.id, false)).rejects.toEqual(refused('suggestion_settled'))
})

test('a suggestion whose paragraph was written anew is not taken, and can be left with a reason', async () => {
  const { people, id, signer } = await inReview()
  const made = await services.comments.make(signer, id, 1, { block: 2, wording: 'Report every loss.', body: 'Shorter' })
  await rejected(people)
  const { revision } = await services.drafts.get(people.author, id)
  const body = TEXT.replace('Report what', 'Tell us what')
  await services.drafts.save(people.author, id, { revision, content: { format: 'html', body } })
  await expect(services.comments.take(people.author, made.id)).rejects.toEqual(refused('suggestion_not_applicable'))
  await services.comments.leave(people.author, made.id, { reason: 'We say it otherwise' })
  await expect(services.comments.leave(people.author, made.id)).rejects.toEqual(refused('suggestion_settled'))
  const { threads } = await services.comments.list(signer, id, 1)
  expect(threads[0]?.comment).toMatchObject({ outcome: 'left', outcomeReason: 'We say it otherwise' })
  expect((await services.drafts.get(people.author, id)).content).toBe(body)
})

test('of two who take and leave a suggestion at once, one does', async () => {
  const { people, id, signer } = await inReview()
  const made = await services.comments.make(signer, id, 1, { block: 1, wording: 'Lock it.' })
  await rejected(people)
  const done = await Promise.allSettled([
    services.comments.take(people.author, made.id),
    services.comments.leave(people.manager, made.id),
    services.comments.take(people.manager, made.id),
  ])
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { comment } = await services.comments.get(signer, made.id)
  const { content } = await services.drafts.get(people.author, id)
  expect(content.includes('<p>Lock it.</p>')).toBe(comment.outcome === 'taken')
})

test('a wording is one paragraph; one that says what stands there is a comment, which says something', async () => {
  const { id, signer } = await inReview()
  const make = (wording: string, body = '') => services.comments.make(signer, id, 1, { block: 1, wording, body })
  await expect(make('One.\n\nTwo.')).rejects.toEqual(refused('wording_refused'))
  await expect(make('Lock your screen when you leave.')).rejects.toEqual(refused('invalid_input'))
  expect((await make('Lock your screen when you leave.', 'Why?')).wording).toBeNull()
})
