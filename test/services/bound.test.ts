import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { documentVersions, publications, versionLabels } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import type { Audience } from '#domain/audiences/audience.ts'
import { boundState } from '#domain/bound/state.ts'
import { addDays } from '#domain/dates.ts'
import { ROLES } from '#domain/roles.ts'
import { joinOrganization } from '#services/members/join.ts'
import { transact } from '#services/transaction.ts'
import { trueNow } from '#test/support/bound.ts'
import { acceptAs, makePublished, settleAll } from '#test/support/campaigns.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const { db, ownerDb } = await createTestDatabase()
const clock = movableClock()
const deps = testDeps(db, { clock })
const services = testServices(db, deps)
const START = clock.now()
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000)
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const member = (organization: Awaited<ReturnType<typeof makeOrganization>>, roles: (typeof ROLES)[number][]) =>
  makeMember(db, organization, roles, { createdAt: START })

async function makeTeam() {
  clock.set(START)
  const organization = await makeOrganization(db)
  const manager = await member(organization, ['admin', 'compliance_manager', 'auditor'])
  const author = await member(organization, ['author'])
  const signer = await member(organization, ['approver'])
  const people = [await member(organization, ['member']), await member(organization, ['member', 'author'])]
  const { id: groupId } = await services.groups.create(manager, { name: 'Crisis team' })
  const { id: it } = await services.departments.create(manager, { name: 'IT' })
  const { id: security } = await services.departments.create(manager, { name: 'IT security', parentId: it })
  const writers = { organization, manager, author, signers: [signer] }
  const papers = [await makePublished(deps, services, writers), await makePublished(deps, services, writers)]
  const audiences: Audience[] = [
    [{ kind: 'everyone' }],
    [{ kind: 'role', role: 'author' }],
    [{ kind: 'group', groupId }],
    [{ kind: 'department', departmentId: it }],
    [
      { kind: 'people', membershipIds: [people[0]?.membershipId ?? ''] },
      { kind: 'department', departmentId: security },
    ],
  ]
  return {
    organization,
    manager,
    people,
    papers,
    groupId,
    departments: [it, security],
    audiences,
    asked: [] as string[],
  }
}
type Team = Awaited<ReturnType<typeof makeTeam>>

const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('launch' as const),
      paper: fc.nat(1),
      audience: fc.nat(4),
      evergreen: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('accept' as const), person: fc.nat(1), campaign: fc.nat(3) }) },
  fc.record({ what: fc.constant('leave' as const), person: fc.nat(1) }),
  fc.record({ what: fc.constant('join' as const), person: fc.nat(1) }),
  fc.record({
    what: fc.constant('roles' as const),
    person: fc.nat(1),
    roles: fc.subarray([...ROLES], { minLength: 1 }),
  }),
  fc.record({ what: fc.constant('place' as const), person: fc.nat(1), department: fc.option(fc.nat(1)) }),
  fc.record({ what: fc.constant('enter' as const), person: fc.nat(1) }),
  fc.record({ what: fc.constant('quit' as const), person: fc.nat(1) }),
  fc.record({ what: fc.constant('supersede' as const), paper: fc.nat(1) }),
  fc.record({ what: fc.constant('archive' as const), paper: fc.nat(1) }),
  fc.record({ what: fc.constant('move' as const), campaign: fc.nat(3), days: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ what: fc.constant('close' as const), campaign: fc.nat(3) }),
  fc.record({ what: fc.constant('again' as const), campaign: fc.nat(3), person: fc.nat(1) }),
)
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never
const history = fc.array(fc.record({ pause: fc.constantFrom(0, 1, 30, 200), deed }), { minLength: 6, maxLength: 20 })

/** What cannot be done at this point is refused, and changes nothing. */
async function carryOut(team: Team, given: Deed): Promise<void> {
  const { manager } = team
  const person = 'person' in given ? team.people[given.person] : undefined
  const campaign = 'campaign' in given ? team.asked[given.campaign % Math.max(team.asked.length, 1)] : undefined
  const id = person?.membershipId ?? ''
  switch (given.what) {
    case 'launch': {
      const launched = await services.campaigns.launch(manager, team.papers[given.paper]?.id ?? '', {
        audience: team.audiences[given.audience] ?? [],
        dueDate: addDays(clock.now().toISOString().slice(0, 10), 5),
        evergreen: given.evergreen,
        escalateAfter: null,
      })
      team.asked.push(launched.id)
      return
    }
    case 'accept':
      if (campaign && person) await acceptAs(services, person, campaign)
      return
    case 'leave':
      await services.members.remove(manager, id, NOBODY)
      return
    case 'join':
      if (person)
        await transact(deps, person, (tx) =>
          joinOrganization(
            tx,
            { organization: { ...team.organization }, roles: ['member'], positionTitle: null },
            { id: person.userId, name: person.name, email: person.email },
            { requestId: null, ip: null },
            clock.now(),
          ),
        )
      return
    case 'roles':
      await services.members.change(manager, id, { roles: given.roles })
      return
    case 'place':
      await services.members.change(manager, id, {
        departmentId: given.department === null ? null : (team.departments[given.department] ?? null),
      })
      return
    case 'enter':
      await services.groups.add(manager, team.groupId, { membershipIds: [id] })
      return
    case 'quit':
      await services.groups.removeMember(manager, team.groupId, id)
      return
    case 'supersede':
      return supersede(manager, team.papers[given.paper]?.id ?? '')
    case 'archive':
      return endPublication(manager, team.papers[given.paper]?.id ?? '', 'archived')
    case 'move':
      if (campaign)
        await services.campaigns.move(manager, campaign, {
          dueDate: addDays(clock.now().toISOString().slice(0, 10), given.days),
        })
      return
    case 'close':
      if (campaign) await services.campaigns.close(manager, campaign, { reason: 'Enough' })
      return
    case 'again':
      if (campaign) await services.campaigns.readAgain(manager, campaign, { membershipId: id })
  }
}

const endPublication = (manager: Actor, documentId: string, endedAs: 'superseded' | 'archived') =>
  withActor(db, manager, async (tx) => {
    const open = (await tx.select().from(publications).where(eq(publications.documentId, documentId))).find(
      ({ effectiveUntil }) => effectiveUntil === null,
    )
    if (open)
      await tx.update(publications).set({ effectiveUntil: clock.now(), endedAs }).where(eq(publications.id, open.id))
  })

/** Another version goes into effect, whoever may have approved it. */
async function supersede(manager: Actor, documentId: string): Promise<void> {
  await endPublication(manager, documentId, 'superseded')
  await withActor(db, manager, async (tx) => {
    const versions = await tx.select().from(documentVersions).where(eq(documentVersions.documentId, documentId))
    const [first] = versions
    if (!first) throw new Error('a document has a version')
    const id = uuidv7()
    const contentHash = String(versions.length).padStart(64, '0')
    await tx.insert(documentVersions).values({ ...first, id, number: versions.length + 1, contentHash })
    const place = { orgId: manager.orgId, documentId, versionId: id }
    await tx.insert(versionLabels).values({ ...place, major: versions.length + 1, minor: 0 })
    await tx
      .insert(publications)
      .values({ ...place, id: uuidv7(), contentHash, renditionHash: contentHash, effectiveFrom: clock.now() })
  })
}

const isRefusal = (error: unknown) => error instanceof Error && error.name === 'DomainError'

test('what bound somebody at any moment of any history is what was true then', async () => {
  const states = new Set<string>()
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const team = await makeTeam()
      const look = () =>
        trueNow(
          db,
          team.manager,
          team.people.map(({ membershipId }) => membershipId),
        )
      const seen = [{ hour: 0, known: await look() }]
      let hour = 0
      for (const { pause, deed: given } of steps) {
        hour += pause
        clock.set(hours(hour))
        await carryOut(team, given).catch((error: unknown) => {
          if (!isRefusal(error)) throw error
        })
        for (const id of team.asked) await settleAll(services, { orgId: team.organization.id, id }, clock.now())
        seen.push({ hour, known: await look() })
      }
      clock.set(hours(hour + 1_000))
      const moments = [...new Set(seen.flatMap(({ hour: at }) => [at, at + 0.5, at + 150]))]
      for (const moment of moments) {
        const known = seen.findLast(({ hour: at }) => at <= moment)?.known ?? []
        for (const [n, { membershipId }] of team.people.entries()) {
          const { rows } = await services.bound.at(team.manager, membershipId, { at: hours(moment), limit: 10 })
          const expected = (known[n] ?? []).map(({ identifier, versionId, askedAt, ...facts }) => ({
            identifier,
            versionId,
            state: boundState(facts, hours(moment)),
            askedAt,
            dueAt: facts.asked?.dueAt ?? null,
          }))
          const found = rows.map(({ identifier, versionId, state, asked }) => ({
            identifier,
            versionId,
            state,
            askedAt: asked?.askedAt ?? null,
            dueAt: asked?.dueAt ?? null,
          }))
          for (const { state } of found) states.add(state)
          expect(found).toEqual(expected.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1)))
        }
      }
    }),
    {
      numRuns: randomRuns(25),
      examples: [
        // A due date is moved; somebody leaves and is asked anew when they come back.
        [
          [
            { pause: 0, deed: { what: 'launch', paper: 0, audience: 0, evergreen: true } },
            { pause: 30, deed: { what: 'move', campaign: 0, days: 20 } },
            { pause: 30, deed: { what: 'leave', person: 0 } },
            { pause: 200, deed: { what: 'join', person: 0 } },
          ],
        ],
      ],
    },
  )
  expect(states.size).toBeGreaterThan(2)
})

describe('who asks', () => {
  test('sees their own, and that of others only with campaigns; a stranger is not found', async () => {
    const { manager, people, organization } = await makeTeam()
    const [me, other] = people
    const ask = (actor: Actor, id = '') => services.bound.at(actor, id)
    if (!me || !other) throw new Error('a team has people')
    expect((await ask(me, me.membershipId)).isOwn).toBe(true)
    await expect(ask(me, other.membershipId)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await ask(manager, other.membershipId)).person.name).toBe(other.name)
    await expect(ask(manager, organization.id)).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await member(await makeOrganization(db), ['admin', 'compliance_manager'])
    await expect(ask(stranger, me.membershipId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('asks for a moment that has passed', async () => {
    const { manager } = await makeTeam()
    for (const at of [hours(1), new Date('1999-12-31T23:59:59Z'), new Date(Number.NaN)])
      await expect(services.bound.at(manager, manager.membershipId, { at })).rejects.toMatchObject({
        code: 'moment_out_of_range',
      })
  })

  test('does not see what is closed to them, and the person it binds does, if they were asked', async () => {
    const { organization, manager, people, papers } = await makeTeam()
    const [reader, outside] = people
    const [paper] = papers
    if (!reader || !outside || !paper) throw new Error('a team has people and papers')
    await services.documents.change(manager, paper.id, {
      classification: 'restricted',
      readerIds: [reader.membershipId],
    })
    const dueDate = addDays(START.toISOString().slice(0, 10), 5)
    const everyone: Audience = [{ kind: 'everyone' }]
    await settleAll(
      services,
      await services.campaigns.launch(manager, paper.id, { audience: everyone, dueDate }),
      START,
    )
    const auditor = await member(organization, ['auditor'])
    const total = async (actor: Actor, id: string) => (await services.bound.at(actor, id)).total
    expect(await total(auditor, reader.membershipId)).toBe(0)
    expect(await total(manager, reader.membershipId)).toBe(1)
    expect(await total(manager, outside.membershipId)).toBe(0)
    expect(await total(reader, reader.membershipId)).toBe(1)
    await services.documents.change(manager, paper.id, { readerIds: [] })
    expect((await services.bound.at(reader, reader.membershipId)).rows).toMatchObject([{ mayOpen: false }])
  })
})

test('a page says how many there are in each state, and by which part of an audience each binds', async () => {
  const { manager, people, papers, audiences, groupId } = await makeTeam()
  const [me] = people
  if (!me) throw new Error('a team has people')
  await services.groups.add(manager, groupId, { membershipIds: [me.membershipId] })
  const dueDate = addDays(START.toISOString().slice(0, 10), 5)
  const ids: string[] = []
  for (const [paper, audience] of [
    [0, 0],
    [0, 2],
    [1, 4],
  ] as const) {
    const launched = await services.campaigns.launch(manager, papers[paper]?.id ?? '', {
      audience: audiences[audience] ?? [],
      dueDate,
    })
    await settleAll(services, launched, START)
    ids.push(launched.id)
  }
  await acceptAs(services, me, ids[2] ?? '')
  const first = await services.bound.at(me, me.membershipId, { limit: 1 })
  expect(first).toMatchObject({ counts: { waiting: 1, accepted: 1 }, total: 2, pages: 2 })
  expect(first.rows).toMatchObject([{ reasons: ['Crisis team', 'Everyone'], state: 'waiting', label: '1.0' }])
  const second = await services.bound.at(me, me.membershipId, { limit: 1, page: 2 })
  expect(second.rows).toMatchObject([{ reasons: ['Named'], state: 'accepted', acceptance: { label: '1.0' } }])
})

test('of two thousand members and a thousand closed campaigns one person is answered at once', async () => {
  const { organization, manager, people, papers } = await makeTeam()
  const [me] = people
  const [paper] = papers
  if (!me || !paper) throw new Error('a team has people and papers')
  const dueDate = addDays(START.toISOString().slice(0, 10), 5)
  const launched = await services.campaigns.launch(manager, paper.id, { audience: [{ kind: 'everyone' }], dueDate })
  await settleAll(services, launched, START)
  await withActor(db, manager, async (tx) => {
    await tx.execute(`insert into users (id, name, email)
      select uuidv7(), 'Person ' || n, 'bound-' || n || '@people.example' from generate_series(1, 2000) n`)
    await tx.execute(`insert into memberships (org_id, id, user_id, name, email, roles, created_at)
      select '${organization.id}', uuidv7(), id, name, email, '{member}', '${START.toISOString()}'
      from users where email like 'bound-%'`)
    await tx.execute(`insert into campaign_recipients (org_id, id, campaign_id, membership_id, asked_at, due_at)
      select org_id, uuidv7(), '${launched.id}', id, '${START.toISOString()}', '${hours(100).toISOString()}'
      from memberships where email like 'bound-%'`)
    await tx.execute(`insert into campaigns (org_id, id, document_id, version_id, audience, statement, due_at, days_to_read,
        launched_by, launched_at, status, closed_at, ending)
      select org_id, uuidv7(), document_id, version_id, audience, statement, due_at, days_to_read, launched_by, launched_at,
        'closed', '${hours(1).toISOString()}', 'closed' from campaigns, generate_series(1, 1000) where id = '${launched.id}'`)
  })
  await ownerDb.execute('analyze memberships, membership_periods, campaign_recipients, campaigns')
  clock.set(hours(10))
  await services.bound.at(manager, me.membershipId)
  const before = performance.now()
  expect((await services.bound.at(manager, me.membershipId, { at: hours(2) })).total).toBe(1)
  expect(performance.now() - before).toBeLessThan(300)
})
