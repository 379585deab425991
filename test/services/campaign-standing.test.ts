import { expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { acceptAs, makePublished, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { makePeople, type People } from '#test/support/rounds.ts'
import { approve, publish } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const START = new Date('2026-06-01T09:00:00Z')
const deps = testDeps(db, { clock: movableClock(START) })
const services = testServices(db, deps)
const everyone = [{ kind: 'everyone' as const }]

async function start(rule: object | null = { audience: everyone }) {
  const people = await makePeople(db, 1)
  const { id } = await makePublished(deps, services, people)
  if (rule) await services.campaigns.setRule(people.manager, id, { audience: everyone, ...rule })
  return { people, id, reader: people.signers[0] ?? people.author }
}

/** The next version, up to its approval. */
async function approveNext(people: People, id: string, changeType: ChangeType) {
  await services.rounds.revise(people.manager, id, { reason: 'Better' })
  const signerIds = people.signers.map(({ membershipId }) => membershipId)
  const round = await services.rounds.submit(people.author, id, { signerIds, changeType, changeSummary: 'Better' })
  await approve(services, people, round, START)
  return round
}
async function publishNext(people: People, id: string, changeType: ChangeType) {
  const round = await approveNext(people, id, changeType)
  return publish(db, services, people, round, START, deps)
}

const campaignsOf = async (person: Actor) => (await services.campaigns.list(person)).rows
const toRead = async (person: Actor) => (await services.campaigns.mine(person)).toRead.rows.map((row) => row.campaignId)

test('publishing a major version asks whom the rule names, and a minor one and a patch ask nobody', async () => {
  const { people, id } = await start({ statement: 'I follow it.', daysToRead: 10 })
  await publishNext(people, id, 'minor')
  expect(await campaignsOf(people.manager)).toEqual([])
  await publishNext(people, id, 'major')
  await publishNext(people, id, 'patch')
  const made = await campaignsOf(people.manager)
  expect(made).toMatchObject([
    {
      label: '2.0',
      campaign: {
        byRule: true,
        statement: 'I follow it.',
        status: 'launching',
        dueAt: new Date('2026-06-11T23:59:59Z'),
      },
      launchedByName: 'Mara Manager',
    },
  ])
  const [entry] = await services.campaigns.log(people.manager, made[0]?.campaign.id ?? '', 1)
  expect(JSON.parse(entry?.entry ?? '{}')).toMatchObject({
    action: 'campaign.launched',
    after: { people: 3, byRule: true },
  })
})

test('every version asks where the rule says so, and nothing asks once it is removed', async () => {
  const { people, id } = await start({ asksOn: 'every' })
  await publishNext(people, id, 'patch')
  expect(await campaignsOf(people.manager)).toHaveLength(1)
  await services.campaigns.removeRule(people.manager, id)
  expect(await services.campaigns.rule(people.manager, id)).toBeNull()
  await publishNext(people, id, 'major')
  expect(await campaignsOf(people.manager)).toHaveLength(1)
})

test('the campaign of the earlier version ends with a reason, and who had not accepted is asked once for the new one', async () => {
  const { people, id, reader } = await start({ audience: [{ kind: 'role', role: 'approver' }] })
  const byHand = await services.campaigns.launch(people.manager, id, {
    audience: [{ kind: 'role', role: 'author' }],
    dueDate: '2026-06-15',
  })
  const yearly = await services.campaigns.launch(people.manager, id, {
    audience: [{ kind: 'role', role: 'compliance_manager' }],
    dueDate: '2026-06-15',
    recurrence: { kind: 'yearly', on: '03-01' },
  })
  for (const campaign of [byHand, yearly]) await settleAll(services, campaign, START)
  const expected = { people: 2, superseded: 1 }
  const round = await approveNext(people, id, 'major')
  expect(await services.campaigns.expectedOnPublish(people.manager, id)).toEqual(expected)
  await publish(db, services, people, round, START, deps)
  const ended = await services.campaigns.get(people.manager, byHand.id)
  expect(ended.campaign).toMatchObject({ ending: 'superseded', closeReason: 'Version 2.0 asks anew.' })
  expect(await settleAll(services, byHand, START)).toEqual({ outcome: 'closed', ending: 'superseded' })
  const next = (await campaignsOf(people.manager)).find(({ campaign }) => campaign.byRule)
  if (!next) throw new Error('nothing was launched')
  await settleAll(services, next.campaign, START)
  expect(await toRead(people.author)).toEqual([next.campaign.id])
  expect(await toRead(reader)).toEqual([next.campaign.id])
  expect(await toRead(people.manager)).toEqual([yearly.id])
})

test('who accepts while the next version is published has accepted the earlier one, or reads the new one', async () => {
  const { people, id, reader } = await start()
  const byHand = await services.campaigns.launch(people.manager, id, { audience: everyone, dueDate: '2026-06-15' })
  await settleAll(services, byHand, START)
  const round = await approveNext(people, id, 'major')
  const answers = await Promise.all([
    publish(db, services, people, round, START, deps),
    ...[reader, people.author, people.manager].map((person) =>
      acceptAs(services, person, byHand.id).then(
        ({ label }) => label,
        ({ code }) => code,
      ),
    ),
  ])
  expect(answers[0]).toEqual({ outcome: 'published' })
  for (const answer of answers.slice(1)) expect(['1.0', 'campaign_closed', 'version_changed']).toContain(answer)
})

test('a publication asks nobody when nobody of the audience is left, unless it waits for whoever joins', async () => {
  for (const evergreen of [false, true]) {
    const { people, id } = await start(null)
    const group = await services.groups.create(people.manager, { name: `Readers ${evergreen}` })
    const membershipIds = [people.author.membershipId]
    await services.groups.add(people.manager, group.id, { membershipIds })
    const audience = [{ kind: 'group' as const, groupId: group.id }]
    await services.campaigns.setRule(people.manager, id, { audience, evergreen })
    await services.groups.removeMember(people.manager, group.id, people.author.membershipId)
    expect(await services.campaigns.expectedOnPublish(people.manager, id)).toMatchObject({ people: 0 })
    await publishNext(people, id, 'major')
    expect(await campaignsOf(people.manager)).toHaveLength(evergreen ? 1 : 0)
  }
})

test('a rule is refused for nobody, for too long, and to whoever does not run campaigns', async () => {
  const { people, id } = await start(null)
  const set = (person: Actor, rule: object) => services.campaigns.setRule(person, id, { audience: everyone, ...rule })
  const nobody = [{ kind: 'role' as const, role: 'it_manager' as const }]
  await expect(set(people.manager, { audience: nobody })).rejects.toMatchObject({ code: 'audience_empty' })
  await expect(set(people.manager, { daysToRead: 366 })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: { daysToRead: 'Write at most 365' } },
  })
  await expect(set(people.author, {})).rejects.toMatchObject({ code: 'forbidden' })
  expect(await services.campaigns.expectedOnPublish(people.manager, id)).toBeNull()
})
