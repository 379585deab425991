import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { countAudience, listAudience, type Moment, standingOf } from '#db/queries/audiences.ts'
import {
  type Audience,
  isInAudience,
  membersOfAudience,
  type Standing,
  withThoseAbove,
} from '#domain/audiences/audience.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { AudienceInput } from '#services/audiences/input.ts'
import { requireAudience } from '#services/audiences/require.ts'
import { joinOrganization } from '#services/members/join.ts'
import { transact } from '#services/transaction.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testDeps, testServices } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const { db, ownerDb } = await createTestDatabase()
const clock = movableClock()
const deps = testDeps(db, { clock })
const services = testServices(db, deps)
const START = clock.now()
const REQUEST = { requestId: null, ip: null }
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const minutesIn = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

/** An organization with an admin, some people, two groups and three departments, the last below the second. */
async function makeTeam(size = 3) {
  clock.set(START)
  const organization = await makeOrganization(db)
  const admin = await makeMember(db, organization, ['admin', 'compliance_manager'], { createdAt: START })
  const people = await Promise.all(
    Array.from({ length: size }, () => makeMember(db, organization, ['member'], { createdAt: START })),
  )
  const groups = [
    await services.groups.create(admin, { name: 'Crisis team' }),
    await services.groups.create(admin, { name: 'First aiders' }),
  ]
  const sales = await services.departments.create(admin, { name: 'Sales' })
  const it = await services.departments.create(admin, { name: 'IT' })
  const security = await services.departments.create(admin, { name: 'IT security', parentId: it.id })
  const listed = (audience: Audience, at: Moment = 'now') =>
    withActor(db, admin, (tx) => listAudience(tx, organization.id, audience, at, { limit: 100, offset: 0 }))
  return { organization, admin, people, groups, departments: [sales, it, security], listed }
}
type Team = Awaited<ReturnType<typeof makeTeam>>

/** What is done to somebody, by numbers, and how many minutes after what was done before. */
const index = (max: number) => fc.nat(max - 1)
const deed = fc.oneof(
  fc.record({ what: fc.constant('leave' as const), person: index(3) }),
  fc.record({ what: fc.constant('join' as const), person: index(3), roles: fc.subarray([...ROLES], { minLength: 1 }) }),
  fc.record({
    what: fc.constant('roles' as const),
    person: index(3),
    roles: fc.subarray([...ROLES], { minLength: 1 }),
  }),
  fc.record({ what: fc.constant('place' as const), person: index(3), department: fc.option(index(3)) }),
  fc.record({ what: fc.constant('enter' as const), person: index(3), group: index(2) }),
  fc.record({ what: fc.constant('quit' as const), person: index(3), group: index(2) }),
  fc.record({ what: fc.constant('move' as const), department: index(3), below: fc.option(index(3)) }),
)
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never
const history = fc.array(fc.record({ pause: fc.nat(2), deed }), { minLength: 5, maxLength: 25 })

interface Replay {
  people: { active: boolean; roles: Role[]; department: number | null; groups: Set<number> }[]
  parents: (number | null)[]
}
const atFirst = (): Replay => ({
  people: [0, 1, 2].map(() => ({ active: true, roles: ['member'], department: null, groups: new Set() })),
  parents: [null, null, 1],
})

const liesBelow = (parents: readonly (number | null)[], department: number, below: number): boolean => {
  for (let at: number | null = below; at !== null; at = parents[at] ?? null) if (at === department) return true
  return false
}

/** The rule once more, over all deeds one by one. What cannot be done changes nothing. @returns whether it can be done */
function replay(state: Replay, given: Deed): boolean {
  if (given.what === 'move') {
    if (given.below !== null && liesBelow(state.parents, given.department, given.below)) return false
    state.parents[given.department] = given.below
    return true
  }
  const person = state.people[given.person]
  if (!person || person.active === (given.what === 'join')) return false
  if (given.what === 'leave') Object.assign(person, { active: false, department: null, groups: new Set() })
  if (given.what === 'join') Object.assign(person, { active: true, roles: given.roles })
  if (given.what === 'roles') person.roles = given.roles
  if (given.what === 'place') person.department = given.department
  if (given.what === 'enter') person.groups.add(given.group)
  if (given.what === 'quit') return person.groups.delete(given.group)
  return true
}

async function carryOut({ organization, admin, people, groups, departments }: Team, given: Deed): Promise<unknown> {
  const { members } = services
  const departmentId = (n: number | null) => (n === null ? null : (departments[n]?.id ?? null))
  if (given.what === 'move') {
    return services.departments.change(admin, departmentId(given.department) ?? '', {
      parentId: departmentId(given.below),
    })
  }
  const person = people[given.person]
  if (!person) throw new Error('no such person')
  const id = person.membershipId
  switch (given.what) {
    case 'leave':
      return members.remove(admin, id, NOBODY)
    case 'join':
      return transact(deps, person, (tx) =>
        joinOrganization(
          tx,
          { organization: { ...organization }, roles: given.roles, positionTitle: null },
          { id: person.userId, name: person.name, email: person.email },
          REQUEST,
          clock.now(),
        ),
      )
    case 'roles':
      return members.change(admin, id, { roles: given.roles })
    case 'place':
      return members.change(admin, id, { departmentId: departmentId(given.department) })
    case 'enter':
      return services.groups.add(admin, groups[given.group]?.id ?? '', { membershipIds: [id] })
    case 'quit':
      return services.groups.removeMember(admin, groups[given.group]?.id ?? '', id)
  }
}

/** The replayed state, as the pure rule takes it. */
function standings({ people, groups, departments }: Team, state: Replay): Standing[] {
  const idOf = (n: number | null) => (n === null ? null : (departments[n]?.id ?? null))
  const places = departments.map(({ id }, n) => ({ id, parentId: idOf(state.parents[n] ?? null) }))
  return state.people.map(({ active, roles, department, groups: isIn }, n) => ({
    membershipId: people[n]?.membershipId ?? '',
    active,
    roles,
    groupIds: [...isIn].map((group) => groups[group]?.id ?? ''),
    departmentIds: withThoseAbove(idOf(department), places),
  }))
}

test('an audience has, at any moment of any history and now, whom a replay of all the facts finds', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const team = await makeTeam()
      const states: { minute: number; state: Replay }[] = [{ minute: 0, state: atFirst() }]
      let minute = 0
      for (const { pause, deed: given } of steps) {
        minute += pause
        clock.set(minutesIn(minute))
        const state = structuredClone(states.at(-1)?.state ?? atFirst())
        if (!replay(state, given)) {
          if (given.what === 'move') await expect(carryOut(team, given)).rejects.toThrow()
          continue
        }
        await carryOut(team, given)
        states.push({ minute, state })
      }
      const audiences: Audience[] = [
        [{ kind: 'everyone' }],
        [{ kind: 'role', role: 'author' }],
        ...team.groups.map(({ id }): Audience => [{ kind: 'group', groupId: id }]),
        ...team.departments.map(({ id }): Audience => [{ kind: 'department', departmentId: id }]),
        [
          { kind: 'people', membershipIds: [team.people[0]?.membershipId ?? ''] },
          { kind: 'role', role: 'auditor' },
        ],
      ]
      const ids = new Set(team.people.map(({ membershipId }) => membershipId))
      const moments: Moment[] = ['now', ...Array.from({ length: minute + 2 }, (_, n) => minutesIn(n))]
      for (const at of moments) {
        const until = at === 'now' ? Number.POSITIVE_INFINITY : (at.getTime() - START.getTime()) / 60_000
        const state = states.findLast((one) => one.minute <= until)?.state ?? atFirst()
        const known = standings(team, state)
        for (const audience of audiences) {
          const expected = membersOfAudience(audience, known).map(({ membershipId }) => membershipId)
          const found = (await team.listed(audience, at)).map(({ id }) => id).filter((id) => ids.has(id))
          expect(found.toSorted()).toEqual(expected.toSorted())
        }
        for (const person of known) {
          const found = await withActor(db, team.admin, (tx) =>
            standingOf(tx, team.organization.id, person.membershipId, at),
          )
          const isIn = audiences.map((audience) => found !== null && isInAudience(audience, found))
          expect(isIn).toEqual(audiences.map((audience) => isInAudience(audience, person)))
        }
      }
    }),
    {
      numRuns: randomRuns(40),
      // A department moves, and somebody comes into it, at one moment that is not the database's.
      examples: [
        [
          [
            { pause: 0, deed: { what: 'move', department: 0, below: 1 } },
            { pause: 0, deed: { what: 'place', person: 1, department: 0 } },
          ],
        ],
      ],
    },
  )
})

test('an audience names what is there, or each wrong place is said', async () => {
  const { organization, admin, people, groups, departments } = await makeTeam()
  const [first, second] = groups
  await services.groups.retire(admin, first?.id ?? '')
  await services.departments.retire(admin, departments[0]?.id ?? '')
  const audience: Audience = [
    { kind: 'everyone' },
    { kind: 'group', groupId: first?.id ?? '' },
    { kind: 'group', groupId: second?.id ?? '' },
    { kind: 'department', departmentId: departments[0]?.id ?? '' },
    { kind: 'people', membershipIds: [people[0]?.membershipId ?? '', organization.id] },
  ]
  const refused = withActor(db, admin, (tx) => requireAudience(tx, organization.id, audience, 'audience'))
  await expect(refused).rejects.toMatchObject({
    code: 'invalid_input',
    details: {
      errors: {
        'audience/1/groupId': 'Choose a group that is not retired',
        'audience/3/departmentId': 'Choose a department that is not retired',
        'audience/4/membershipIds/1': 'Choose active members',
      },
    },
  })
  const good: Audience = [{ kind: 'group', groupId: second?.id ?? '' }]
  await withActor(db, admin, (tx) => requireAudience(tx, organization.id, good, 'audience'))
  const refusedBySchema = (given: unknown) => AudienceInput.safeParse(given).error?.issues.map(({ message }) => message)
  expect(refusedBySchema([])).toEqual(['Say whom it is for'])
  expect(refusedBySchema(Array(21).fill({ kind: 'everyone' }))).toEqual(['An audience has at most 20 parts'])
})

test('an audience of thousands is counted and read page by page, now and at a moment', async () => {
  const { organization, admin, listed, groups } = await makeTeam(0)
  const groupId = groups[0]?.id ?? ''
  await withActor(db, admin, async (tx) => {
    await tx.execute(`insert into users (id, name, email)
      select uuidv7(), 'Person ' || n, 'many-' || n || '@people.example' from generate_series(1, 2000) n`)
    await tx.execute(`insert into memberships (org_id, id, user_id, name, email, roles, created_at)
      select '${organization.id}', uuidv7(), id, name, email, '{member}', '${START.toISOString()}'
      from users where email like 'many-%'`)
  })
  await ownerDb.execute('analyze memberships, groups')
  await withActor(db, admin, async (tx) => {
    await tx.execute(`insert into group_members (org_id, id, group_id, membership_id, valid_from)
      select org_id, uuidv7(), '${groupId}', id, '${START.toISOString()}' from memberships where email like 'many-%'`)
  })
  const audience: Audience = [
    { kind: 'group', groupId },
    { kind: 'role', role: 'admin' },
  ]
  for (const at of ['now', minutesIn(1)] as const) {
    const before = performance.now()
    expect(await withActor(db, admin, (tx) => countAudience(tx, organization.id, audience, at))).toBe(2_001)
    expect(await listed(audience, at)).toHaveLength(100)
    expect(performance.now() - before).toBeLessThan(500)
  }
})
