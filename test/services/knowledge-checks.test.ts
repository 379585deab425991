import { describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { acknowledgments, checkAttempts, knowledgeChecks } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { acceptAs, makePublished, settleAll, writeQuestion } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { makePeople } from '#test/support/rounds.ts'
import { approve, publish } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const START = new Date('2026-06-01T09:00:00Z')
const deps = testDeps(db, { clock: movableClock(START) })
const services = testServices(db, deps)
const RIGHT = { answers: { q1: [0] } }
const WRONG = { answers: { q1: [1] } }

async function start(more: Parameters<typeof writeQuestion>[3] = {}) {
  const people = await makePeople(db, 1)
  const document = await makePublished(deps, services, people)
  await writeQuestion(services, people.author, document.id, more)
  const campaign = await services.campaigns.launch(people.manager, document.id, {
    audience: [{ kind: 'everyone' }],
    dueDate: '2026-06-15',
    asksQuestions: true,
  })
  await settleAll(services, campaign, START)
  return { people, document, campaign, reader: people.signers[0] ?? people.author }
}
const notified = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.map(({ kind }) => kind)

describe('questions', () => {
  test('are refused without a right answer, without a wrong one, beyond ten, and about no paragraph, each at its place', async () => {
    const people = await makePeople(db, 1)
    const { id } = await makePublished(deps, services, people)
    const { passages } = await services.checks.get(people.manager, id)
    const question = { place: passages[0]?.place ?? -1, prompt: 'Why?', choices: ['A', 'B'], right: [0] }
    const errorsOf = (changes: object, more: object = {}) =>
      services.checks.write(people.manager, id, { questions: [question, { ...question, ...changes }], ...more }).then(
        () => 'saved',
        ({ code, details }) => (code === 'invalid_input' ? details.errors : code),
      )
    expect(await errorsOf({ right: [] })).toEqual({ 'questions/1/right': 'Mark at least one answer as right' })
    expect(await errorsOf({ right: [1, 0] })).toEqual({
      'questions/1/right': 'Leave at least one answer that is wrong',
    })
    expect(await errorsOf({ right: [2] })).toEqual({ 'questions/1/right': 'Mark answers that are there' })
    expect(await errorsOf({ place: 999 })).toEqual({ 'questions/1/place': 'Choose a paragraph of this version' })
    expect(await errorsOf({ choices: ['A', 'a'] })).toEqual({ 'questions/1/choices': 'Two answers are the same' })
    expect(await errorsOf({}, { passMark: 3 })).toEqual({ passMark: 'There are 2 questions: write at most 2' })
    expect(await errorsOf({}, { questions: Array(11).fill(question) })).toEqual({
      questions: 'Ask at most 10 questions',
    })
    expect(await errorsOf({})).toBe('saved')
    const other = await makeMember(db, people.organization, ['author'])
    await expect(services.checks.write(other, id, { questions: [question] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(services.checks.get(other, id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('stay as they were in a campaign that asks them, and are asked only about the version in effect', async () => {
    const { people, document, campaign, reader } = await start()
    await services.checks.write(people.manager, document.id, { questions: [] })
    expect((await services.campaigns.open(reader, campaign.id)).check?.questions).toHaveLength(1)
    const again = services.campaigns.launch(people.manager, document.id, {
      audience: [{ kind: 'everyone' }],
      dueDate: '2026-06-15',
      asksQuestions: true,
    })
    await expect(again).rejects.toMatchObject({ code: 'check_outdated' })
  })

  test('are asked again about a new version that launches by itself, as far as their paragraphs are still there', async () => {
    for (const keeps of [true, false]) {
      const { people, document } = await start()
      await services.campaigns.setRule(people.manager, document.id, { audience: [{ kind: 'everyone' }] })
      await services.rounds.revise(people.manager, document.id, { reason: 'Better' })
      const { revision } = await services.drafts.get(people.author, document.id)
      const body = `<p>New words.</p><p>${keeps ? 'Lock your screen.' : 'Lock nothing.'}</p>`
      await services.drafts.save(people.author, document.id, { revision, content: { format: 'html', body } })
      const round = await services.rounds.submit(people.author, document.id, {
        signerIds: people.signers.map(({ membershipId }) => membershipId),
        changeType: 'major',
        changeSummary: 'Better',
      })
      await approve(services, people, round, START)
      await publish(db, services, people, round, START, deps)
      const made = (await services.campaigns.list(people.manager)).rows.find(({ campaign }) => campaign.byRule)
      if (!made) throw new Error('nothing was launched')
      await settleAll(services, made.campaign, START)
      const { check } = await services.campaigns.open(people.author, made.campaign.id)
      expect(check?.questions.map(({ passage }) => passage.place) ?? null).toEqual(keeps ? [1] : null)
    }
  })
})

describe('who reads', () => {
  test('is given no right answer, and accepts only after passing', async () => {
    const { campaign, reader } = await start()
    const { check } = await services.campaigns.open(reader, campaign.id)
    expect(JSON.stringify(check)).not.toContain('right')
    await expect(acceptAs(services, reader, campaign.id)).rejects.toMatchObject({ code: 'check_not_passed' })
    expect(await services.checks.answer(reader, campaign.id, WRONG)).toEqual({ passed: false, missed: ['q1'], left: 2 })
    await expect(acceptAs(services, reader, campaign.id)).rejects.toMatchObject({ code: 'check_not_passed' })
    expect(await services.checks.answer(reader, campaign.id, RIGHT)).toEqual({ passed: true, missed: [], left: 1 })
    await expect(services.checks.answer(reader, campaign.id, RIGHT)).rejects.toMatchObject({ code: 'check_not_open' })
    expect(await acceptAs(services, reader, campaign.id)).toMatchObject({ label: '1.0' })
  })

  test('has no more attempts than there are, also when all are sent at the same moment', async () => {
    const { people, campaign, reader } = await start({ attempts: 2 })
    const sent = await Promise.allSettled(
      Array.from({ length: 6 }, () => services.checks.answer(reader, campaign.id, WRONG)),
    )
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const rows = await withActor(db, people.manager, (tx) => tx.select().from(checkAttempts))
    expect(rows.map(({ number }) => number).toSorted()).toEqual([1, 2])
  })

  test('who has used all attempts is reported to their manager and to whoever asks, and either can grant another', async () => {
    const { people, campaign, reader } = await start({ attempts: 1 })
    const boss = await makeMember(db, people.organization, ['member'], { name: 'Bo Boss' })
    const admin = await makeMember(db, people.organization, ['admin'])
    await services.members.change(admin, reader.membershipId, { managerId: boss.membershipId })
    const grant = (by: Actor) => services.checks.grant(by, campaign.id, { membershipId: reader.membershipId })
    await expect(grant(boss)).rejects.toMatchObject({ code: 'attempts_left' })
    await expect(services.checks.usedUp(boss, campaign.id)).rejects.toMatchObject({ code: 'not_found' })
    await services.checks.answer(reader, campaign.id, WRONG)
    for (const person of [boss, people.manager]) {
      expect(await notified(person)).toContain('check_failed')
      expect((await services.checks.usedUp(person, campaign.id)).page.rows).toMatchObject([
        { name: 'Signer 1', missed: ['q1'], made: 1 },
      ])
    }
    await expect(grant(people.author)).rejects.toMatchObject({ code: 'not_found' })
    const answers = await Promise.allSettled([grant(boss), grant(people.manager)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await notified(reader)).toContain('check_attempt_granted')
    expect(await services.checks.answer(reader, campaign.id, RIGHT)).toMatchObject({ passed: true, left: 0 })
  })
})

test('a campaign shows what people missed at their first attempt', async () => {
  const { people, campaign, reader } = await start()
  await services.checks.answer(reader, campaign.id, WRONG)
  await services.checks.answer(reader, campaign.id, WRONG)
  await services.checks.answer(people.author, campaign.id, RIGHT)
  expect(await services.checks.misread(people.manager, campaign.id)).toMatchObject({
    answered: 2,
    usedUp: 0,
    misread: [{ missed: 1, answered: 2, prompt: 'When do you lock your screen?' }],
  })
  await expect(services.checks.misread(reader, campaign.id)).rejects.toMatchObject({ code: 'forbidden' })
})

test('the database refuses to change questions and answers, and an acceptance before they are passed', async () => {
  const { people, campaign, reader } = await start()
  await services.checks.answer(reader, campaign.id, WRONG)
  const run = (work: Parameters<typeof withActor>[2]) => withActor(db, people.manager, work)
  await expect(run((tx) => tx.update(checkAttempts).set({ passed: true }))).rejects.toThrow()
  await expect(run((tx) => tx.delete(checkAttempts))).rejects.toThrow()
  await expect(run((tx) => tx.update(knowledgeChecks).set({ passMark: 0 }))).rejects.toThrow()
  const { version, recipient, document } = await services.campaigns.open(reader, campaign.id)
  const forged = {
    orgId: people.organization.id,
    id: deps.ids.next(),
    recipientId: recipient.id,
    campaignId: campaign.id,
    membershipId: reader.membershipId,
    documentId: document.id,
    versionId: version.id,
    personName: 'Signer 1',
    label: version.label,
    contentHash: version.contentHash,
    statement: 'Read',
    acceptedAt: START,
    via: 'page' as const,
  }
  await expect(run((tx) => tx.insert(acknowledgments).values(forged))).rejects.toMatchObject({
    cause: { code: 'AC001', message: 'the questions are not passed' },
  })
})
