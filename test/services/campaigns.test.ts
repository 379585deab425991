import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { acknowledgments, campaigns, outbox } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays } from '#domain/dates.ts'
import { acceptAs, makeCampaign, makePublished, settleAll, systemOf } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { makeDraft, makePeople } from '#test/support/rounds.ts'

const { db } = await createTestDatabase()
const START = new Date('2026-06-01T09:00:00Z')
const clock = movableClock(START)
const deps = testDeps(db, { clock })
const services = testServices(db, deps)
const on = (day: string) => new Date(`${day}T09:00:00Z`)
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }

async function start(input: Parameters<typeof makeCampaign>[3] = {}, signers = 1) {
  clock.set(START)
  const people = await makePeople(db, signers)
  const { document, campaign } = await makeCampaign(deps, services, people, input)
  await settleAll(services, campaign, START)
  const reader = people.signers[0] ?? people.author
  return { people, document, campaign, reader }
}
const progress = async (person: Actor, id: string) => (await services.campaigns.get(person, id)).progress
const notified = async (person: Actor) =>
  (await services.notifications.list(person, { limit: 50 })).notifications.map(({ kind }) => kind)
const logged = async (person: Actor, id: string) =>
  (await services.campaigns.log(person, id, 50)).map(({ action }) => action)

describe('a launch', () => {
  test('asks everybody in the audience, notifies each, and starts one process', async () => {
    const { people, campaign } = await start()
    expect(await progress(people.manager, campaign.id)).toMatchObject({ asked: 3, accepted: 0, late: 0 })
    for (const person of [people.manager, people.author, ...people.signers])
      expect(await notified(person)).toContain('acknowledgment_requested')
    const starts = await withActor(db, people.manager, (tx) =>
      tx
        .select()
        .from(outbox)
        .where(and(eq(outbox.orgId, people.organization.id), eq(outbox.name, 'campaign'))),
    )
    expect(starts).toMatchObject([{ kind: 'start', queue: `campaign/${campaign.id}` }])
    expect((await services.campaigns.get(people.manager, campaign.id)).campaign.status).toBe('open')
  })

  test('asks more people than fit in one batch, each once', async () => {
    const people = await makePeople(db, 1)
    await withActor(db, people.manager, (tx) =>
      tx.execute(sql`
        with made as (insert into users (id, name, email)
          select uuidv7(), 'Reader ' || n, n || '-' || ${people.organization.slug} || '@people.example'
          from generate_series(1, 2100) n returning id, name, email)
        insert into memberships (org_id, id, user_id, name, email, roles)
          select ${people.organization.id}, uuidv7(), id, name, email, '{member}' from made`),
    )
    const { campaign } = await makeCampaign(deps, services, people)
    const outcomes = []
    for (let n = 0; n < 4; n += 1)
      outcomes.push(await services.campaigns.settle(systemOf(campaign), campaign.id, START))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['more', 'more', 'open', 'open'])
    expect(await progress(people.manager, campaign.id)).toMatchObject({ asked: 2103 })
  })

  test('is refused for an empty audience, a date that has passed, a statement that says nothing, and what is not in effect', async () => {
    clock.set(START)
    const people = await makePeople(db, 1)
    const document = await makePublished(deps, services, people)
    const launch = (input: object, id = document.id) =>
      services.campaigns.launch(people.manager, id, {
        audience: [{ kind: 'everyone' }],
        dueDate: '2026-06-15',
        ...input,
      })
    const nobody = [{ kind: 'role' as const, role: 'it_manager' as const }]
    await expect(launch({ audience: nobody })).rejects.toMatchObject({ code: 'audience_empty' })
    await expect(launch({ audience: [] })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(launch({ dueDate: '2026-06-01' })).rejects.toMatchObject({ code: 'campaign_date_past' })
    const onNoDay = { kind: 'yearly' as const, on: '02-30' }
    await expect(launch({ recurrence: onNoDay })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(launch({ closeDate: '2026-06-15' })).rejects.toMatchObject({
      code: 'campaign_ends_too_early',
      details: { until: '2026-06-16' },
    })
    await expect(launch({ statement: ' ' })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: { statement: 'Write what people accept' } },
    })
    await expect(launch({ statement: 'x'.repeat(501) })).rejects.toMatchObject({ code: 'invalid_input' })
    const draft = await makeDraft(services, people.author)
    await expect(launch({}, draft.id)).rejects.toMatchObject({ code: 'nothing_in_effect' })
    await expect(
      services.campaigns.launch(people.author, document.id, { audience: nobody, dueDate: '2026-06-15' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('asks only those who may read the document, and the preview shows exactly them', async () => {
    clock.set(START)
    const people = await makePeople(db, 1)
    const member = await makeMember(db, people.organization, ['member'], { name: 'Mia Member' })
    const document = await makePublished(deps, services, people)
    const audience = [{ kind: 'everyone' as const }]
    const names = async () =>
      (await services.campaigns.preview(people.manager, document.id, { audience })).rows.map(({ name }) => name)
    expect(await names()).toContain('Mia Member')
    await services.documents.change(people.manager, document.id, { classification: 'restricted' })
    expect(await names()).toEqual(['Arno Author', 'Mara Manager', 'Signer 1'])
    const { id } = await services.campaigns.launch(people.manager, document.id, { audience, dueDate: '2026-06-15' })
    await settleAll(services, { orgId: people.organization.id, id }, START)
    expect(await progress(people.manager, id)).toMatchObject({ asked: 3 })
    await expect(services.campaigns.open(member, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an acceptance', () => {
  test('keeps who accepted what, when and from where, also when they are removed and renamed later', async () => {
    const { people, document, campaign, reader } = await start()
    clock.set(on('2026-06-03'))
    const from = { ...reader, ip: '192.0.2.7', userAgent: 'Browser/1' }
    const sections = [{ section: 'Purpose', seconds: 21 }]
    await acceptAs(services, from, campaign.id, { reachedEnd: true, sections })
    const admin = await makeMember(db, people.organization, ['admin'])
    await services.members.remove(admin, reader.membershipId, NOBODY)
    const { rows } = await services.campaigns.acknowledgments(
      people.manager,
      { campaignId: campaign.id },
      { limit: 10 },
    )
    expect(rows).toMatchObject([
      {
        document: { identifier: document.identifier },
        acknowledgment: {
          personName: 'Signer 1',
          personPosition: 'CISO',
          label: '1.0',
          statement: 'I have read this document and will follow it.',
          acceptedAt: on('2026-06-03'),
          ip: '192.0.2.7',
          userAgent: 'Browser/1',
          via: 'page',
          reachedEnd: true,
          sections,
        },
      },
    ])
  })

  test('is made once, however often and from wherever it is sent at the same time', async () => {
    const { people, campaign, reader } = await start()
    const { version } = await services.campaigns.open(reader, campaign.id)
    const send = (n: number) =>
      services.campaigns.accept({ ...reader, via: n % 2 === 0 ? 'page' : 'api' }, campaign.id, {
        contentHash: version.contentHash,
        reachedEnd: true,
      })
    const made = await Promise.all(Array.from({ length: 8 }, (_, n) => send(n)))
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    const rows = await withActor(db, people.manager, (tx) => tx.select().from(acknowledgments))
    expect(rows).toHaveLength(1)
    const { entries } = await services.audit.list(
      people.manager,
      { actions: ['acknowledgment.recorded'] },
      { limit: 9 },
    )
    expect(entries).toHaveLength(1)
  })

  test('loses no race against the end of the campaign: it is before it, or refused', async () => {
    const { people, campaign } = await start({}, 6)
    const { version } = await services.campaigns.open(people.author, campaign.id)
    const accept = (person: Actor) =>
      services.campaigns.accept(person, campaign.id, { contentHash: version.contentHash }).then(
        () => 'accepted',
        ({ code }) => code,
      )
    const [first, second, third, ...rest] = people.signers.map(accept)
    const closed = services.campaigns.close(people.manager, campaign.id, { reason: 'Enough' })
    const answers = await Promise.all([first, second, third, ...rest, accept(people.author)])
    await closed
    const accepted = answers.filter((answer) => answer === 'accepted').length
    expect(answers.every((answer) => answer === 'accepted' || answer === 'campaign_closed')).toBe(true)
    const [entry] = await services.campaigns.log(people.manager, campaign.id, 1)
    expect(JSON.parse(entry?.entry ?? '{}').after).toMatchObject({ accepted, open: 8 - accepted })
  })

  test('takes the end of the text where the campaign says so, except from a page without scripts', async () => {
    const { campaign, reader, people } = await start({ readsToEnd: true })
    await expect(acceptAs(services, reader, campaign.id, { reachedEnd: false })).rejects.toMatchObject({
      code: 'end_not_reached',
    })
    await expect(acceptAs(services, { ...reader, via: 'api' }, campaign.id)).rejects.toMatchObject({
      code: 'end_not_reached',
    })
    expect(await acceptAs(services, reader, campaign.id)).toMatchObject({ reachedEnd: null, sections: null })
    expect(await acceptAs(services, people.author, campaign.id, { reachedEnd: true })).toMatchObject({
      reachedEnd: true,
    })
  })

  test('is not for whoever was not asked', async () => {
    const { campaign, people } = await start({ audience: [{ kind: 'role', role: 'approver' }] })
    await expect(
      services.campaigns.accept(people.author, campaign.id, { contentHash: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  test('cannot be changed, deleted or made up in the database', async () => {
    const { people, campaign, reader } = await start()
    const made = await acceptAs(services, reader, campaign.id)
    const run = (work: Parameters<typeof withActor>[2]) => withActor(db, people.manager, work)
    const mine = eq(acknowledgments.id, made.id)
    await expect(run((tx) => tx.update(acknowledgments).set({ label: '9.0' }).where(mine))).rejects.toThrow()
    await expect(run((tx) => tx.delete(acknowledgments).where(mine))).rejects.toThrow()
    const other = { ...made, id: people.author.membershipId, membershipId: people.author.membershipId }
    const { recipient } = await services.campaigns.open(people.author, campaign.id)
    for (const forged of [
      { ...made, id: other.id, recipientId: recipient.id },
      { ...other, recipientId: recipient.id, contentHash: 'f'.repeat(64) },
    ])
      await expect(run((tx) => tx.insert(acknowledgments).values(forged))).rejects.toMatchObject({
        cause: { code: 'AC001' },
      })
    await expect(run((tx) => tx.insert(acknowledgments).values(other))).rejects.toMatchObject({
      cause: { constraint: 'acknowledgments_recipient_key' },
    })
    await services.campaigns.close(people.manager, campaign.id, { reason: 'Over' })
    await expect(
      run((tx) => tx.update(campaigns).set({ message: 'x' }).where(eq(campaigns.id, campaign.id))),
    ).rejects.toMatchObject({ cause: { code: 'AC003' } })
  })
})

describe('while it is open', () => {
  test('who has not accepted is reminded on working days, and their manager is notified once they are late', async () => {
    const { people, campaign, reader } = await start({ dueDate: '2026-06-15' })
    const boss = await makeMember(db, people.organization, ['member'], { name: 'Bo Boss' })
    const admin = await makeMember(db, people.organization, ['admin'])
    await services.members.change(admin, reader.membershipId, { managerId: boss.membershipId })
    await acceptAs(services, people.author, campaign.id)
    const reminders = async (person: Actor) =>
      (await notified(person)).filter((kind) => kind === 'acknowledgment_reminder').length
    await settleAll(services, campaign, on('2026-06-05'))
    expect(await reminders(reader)).toBe(0)
    // Nobody looked for a week: one reminder, not two.
    await settleAll(services, campaign, on('2026-06-15'))
    await settleAll(services, campaign, on('2026-06-15'))
    expect(await reminders(reader)).toBe(1)
    expect(await reminders(people.author)).toBe(0)
    expect(await notified(boss)).not.toContain('acknowledgment_late')
    await settleAll(services, campaign, on('2026-06-16'))
    await settleAll(services, campaign, on('2026-06-17'))
    expect((await notified(boss)).filter((kind) => kind === 'acknowledgment_late')).toHaveLength(1)
    clock.set(on('2026-06-17'))
    const late = await services.campaigns.people(people.manager, campaign.id, 'late')
    expect(late.rows.map(({ name }) => name)).toContain('Signer 1')
    expect(late.rows.find(({ name }) => name === 'Signer 1')?.recipient.escalatedAt).toEqual(on('2026-06-16'))
  })

  test('who joins is asked with as much time, who leaves is counted no more, and both are logged', async () => {
    const { people, campaign, reader } = await start({ dueDate: '2026-06-15' })
    await acceptAs(services, people.author, campaign.id)
    const admin = await makeMember(db, people.organization, ['admin'], { name: 'Ada Admin' })
    await settleAll(services, campaign, on('2026-06-03'))
    const asked = await services.campaigns.people(people.manager, campaign.id, null)
    const joined = asked.rows.find(({ name }) => name === 'Ada Admin')
    expect(joined?.recipient).toMatchObject({ joined: true, dueAt: new Date('2026-06-17T23:59:59Z') })
    await services.members.remove(admin, reader.membershipId, NOBODY)
    await services.members.remove(admin, people.author.membershipId, NOBODY)
    await settleAll(services, campaign, on('2026-06-04'))
    expect(await progress(people.manager, campaign.id)).toMatchObject({ asked: 2, accepted: 0, joined: 1, left: 2 })
    expect(await logged(people.manager, campaign.id)).toEqual(
      expect.arrayContaining(['campaign.joined', 'campaign.left']),
    )
    const nudges = await withActor(db, people.manager, (tx) =>
      tx
        .select()
        .from(outbox)
        .where(eq(outbox.queue, `campaign/${campaign.id}`)),
    )
    expect(nudges.filter(({ kind }) => kind === 'nudge').length).toBeGreaterThan(1)
  })

  test('it closes when everybody has accepted, and on its last day nobody is taken as having accepted', async () => {
    const whole = await start({ audience: [{ kind: 'role', role: 'approver' }] })
    await acceptAs(services, whole.reader, whole.campaign.id)
    expect(await settleAll(services, whole.campaign, on('2026-06-02'))).toEqual({
      outcome: 'closed',
      ending: 'completed',
    })
    const late = await start({ dueDate: '2026-06-15', closeDate: '2026-06-20' })
    expect(await settleAll(services, late.campaign, on('2026-06-20'))).toMatchObject({ outcome: 'open' })
    expect(await settleAll(services, late.campaign, on('2026-06-21'))).toEqual({ outcome: 'closed', ending: 'date' })
    expect(await progress(late.people.manager, late.campaign.id)).toMatchObject({ accepted: 0 })
    await expect(acceptAs(services, late.reader, late.campaign.id)).rejects.toMatchObject({ code: 'campaign_closed' })
  })

  test('one that is evergreen stays open for whoever joins', async () => {
    const { people, campaign, reader } = await start({
      audience: [{ kind: 'role', role: 'approver' }],
      evergreen: true,
    })
    await acceptAs(services, reader, campaign.id)
    expect(await settleAll(services, campaign, on('2026-06-02'))).toMatchObject({
      outcome: 'open',
      asked: 1,
      accepted: 1,
    })
    await makeMember(db, people.organization, ['approver'])
    expect(await settleAll(services, campaign, on('2027-06-02'))).toMatchObject({ outcome: 'open', asked: 2 })
  })

  test('it ends with its document', async () => {
    const { people, document, campaign } = await start()
    await services.rounds.archive(people.manager, document.id, { reason: 'Old' })
    expect(await settleAll(services, campaign, on('2026-06-02'))).toEqual({ outcome: 'closed', ending: 'archived' })
  })
})

describe('without a new version', () => {
  test('each is asked again so many months after their own acceptance', async () => {
    const { people, campaign, reader } = await start({ recurrence: { kind: 'after_acceptance', months: 12 } })
    clock.set(on('2026-06-03'))
    await acceptAs(services, reader, campaign.id)
    clock.set(on('2026-08-31'))
    await acceptAs(services, people.author, campaign.id)
    await settleAll(services, campaign, on('2027-06-03'))
    expect((await services.campaigns.mine(reader)).toRead.rows).toMatchObject([{ turn: 2 }])
    expect((await services.campaigns.mine(people.author)).toRead.rows).toEqual([])
    clock.set(on('2027-06-04'))
    await acceptAs(services, reader, campaign.id)
    const { rows } = await services.campaigns.acknowledgments(reader, { campaignId: campaign.id }, { limit: 9 })
    expect(rows).toHaveLength(2)
  })

  test('all are asked again on the day of each year', async () => {
    const { campaign, reader } = await start({ recurrence: { kind: 'yearly', on: '03-01' } })
    await acceptAs(services, reader, campaign.id)
    expect(await settleAll(services, campaign, new Date('2027-02-28T23:00:00Z'))).toMatchObject({ outcome: 'open' })
    expect((await services.campaigns.mine(reader)).toRead.total).toBe(0)
    await settleAll(services, campaign, on('2027-03-01'))
    expect((await services.campaigns.mine(reader)).toRead.total).toBe(1)
  })

  test('one person can be asked to read again, once they have accepted', async () => {
    const { people, campaign, reader } = await start()
    const again = () => services.campaigns.readAgain(people.manager, campaign.id, { membershipId: reader.membershipId })
    await expect(again()).rejects.toMatchObject({ code: 'already_asked', details: { name: 'Signer 1' } })
    await acceptAs(services, reader, campaign.id)
    const answers = await Promise.allSettled([again(), again()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await services.campaigns.mine(reader)).toRead.rows).toMatchObject([{ turn: 2 }])
  })
})

describe('whoever runs it', () => {
  test('moves its due date, and those who had another one keep theirs', async () => {
    const { people, campaign } = await start({ dueDate: '2026-06-15' })
    await services.campaigns.move(people.manager, campaign.id, { dueDate: '2026-06-30' })
    const { rows } = await services.campaigns.people(people.manager, campaign.id, null)
    expect(rows.map(({ recipient }) => recipient.dueAt.toISOString())).toEqual(
      Array(3).fill('2026-06-30T23:59:59.000Z'),
    )
    await expect(services.campaigns.move(people.manager, campaign.id, { dueDate: '2026-05-30' })).rejects.toMatchObject(
      {
        code: 'campaign_date_past',
      },
    )
  })

  test('reminds everybody at once, but nobody twice within an hour', async () => {
    const { people, campaign, reader } = await start()
    await acceptAs(services, people.author, campaign.id)
    clock.set(on('2026-06-03'))
    expect(await services.campaigns.remind(people.manager, campaign.id)).toBe(2)
    expect(await services.campaigns.remind(people.manager, campaign.id)).toBe(0)
    expect(await notified(reader)).toContain('acknowledgment_reminder')
  })

  test('closes it with a reason, and then nothing of it changes any more', async () => {
    const { people, campaign } = await start()
    await expect(services.campaigns.close(people.manager, campaign.id, { reason: '' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await services.campaigns.close(people.manager, campaign.id, { reason: 'The wrong audience' })
    for (const change of [
      () => services.campaigns.close(people.manager, campaign.id, { reason: 'Again' }),
      () => services.campaigns.remind(people.manager, campaign.id),
      () => services.campaigns.move(people.manager, campaign.id, { dueDate: addDays('2026-06-01', 30) }),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'campaign_closed' })
  })
})
