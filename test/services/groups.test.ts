import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { departments, groupMembers, memberships } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, movableClock, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const START = clock.now()
const services = testServices(db, { clock })
const NOBODY = { ownerSuccessorId: null, signerSuccessorId: null }
const later = (minutes: number) => clock.set(new Date(START.getTime() + minutes * 60_000))

async function team() {
  clock.set(START)
  const organization = await makeOrganization(db)
  const admin = await makeMember(db, organization, ['admin', 'compliance_manager'], { createdAt: START })
  const [bea, cai] = [
    await makeMember(db, organization, ['member'], { name: 'Bea', createdAt: START }),
    await makeMember(db, organization, ['author'], { name: 'Cai', createdAt: START }),
  ]
  const group = await services.groups.create(admin, { name: 'First aiders' })
  return { organization, admin, bea, cai, group, both: { membershipIds: [bea.membershipId, cai.membershipId] } }
}
/** How many of some changes that run at the same time went through. */
const through = async (changes: Promise<unknown>[]) =>
  (await Promise.allSettled(changes)).filter(({ status }) => status === 'fulfilled').length
/** What PostgreSQL said, which the query builder wraps. */
const refusedBy = (change: Promise<unknown>) => expect(change).rejects.toMatchObject({ cause: expect.any(Error) })

test('a group has who came and has not left; who left is in its history', async () => {
  const { admin, bea, cai, group, both } = await team()
  const { groups, members } = services
  expect(await groups.add(admin, group.id, both)).toEqual({ added: 2 })
  expect(await groups.add(admin, group.id, both)).toEqual({ added: 0 })
  later(10)
  await groups.removeMember(admin, group.id, bea.membershipId)
  await members.remove(admin, cai.membershipId, NOBODY)
  const names = async (at: 'now' | 'ever' | Date) =>
    (await groups.members(admin, group.id, { at })).members.map(({ name }) => name)
  expect(await names('now')).toEqual([])
  expect(await names(START)).toEqual(['Bea', 'Cai'])
  expect(await names(clock.now())).toEqual([])
  later(20)
  await groups.add(admin, group.id, { membershipIds: [bea.membershipId] })
  expect(await names('ever')).toEqual(['Bea', 'Bea', 'Cai'])
  await expect(groups.add(admin, group.id, both)).rejects.toMatchObject({
    details: { errors: { 'membershipIds/1': 'Choose active members' } },
  })
  await groups.retire(admin, group.id)
  expect(await names('now')).toEqual([])
  await expect(groups.add(admin, group.id, both)).rejects.toMatchObject({ code: 'in_use' })
})

test('two who add the same people at once add them once; nobody is added who leaves at the same time', async () => {
  const { admin, bea, cai, group, both } = await team()
  const { groups, members } = services
  await Promise.all([1, 2, 3, 4].map(() => groups.add(admin, group.id, both)))
  expect(await groups.get(admin, group.id)).toMatchObject({ members: 2 })
  await groups.removeMember(admin, group.id, bea.membershipId)
  const add = () => groups.add(admin, group.id, { membershipIds: [bea.membershipId] })
  await through([add(), members.remove(admin, bea.membershipId, NOBODY), add()])
  const open = await groups.members(admin, group.id)
  expect(open.members.map(({ membershipId }) => membershipId)).toEqual([cai.membershipId])
})

test('the database refuses intervals that overlap, changes of what is over, and members who left', async () => {
  const { organization, admin, bea, cai, group } = await team()
  const row = { orgId: organization.id, groupId: group.id, membershipId: bea.membershipId }
  const insert = (from: number, until: number | null) =>
    withActor(db, admin, (tx) =>
      tx.insert(groupMembers).values({
        ...row,
        id: crypto.randomUUID(),
        from: new Date(from),
        until: until === null ? null : new Date(until),
      }),
    )
  await insert(1_000, 2_000)
  await insert(2_000, 3_000)
  await refusedBy(insert(1_500, 1_600))
  await refusedBy(insert(2_500, null))
  await refusedBy(
    withActor(db, admin, (tx) =>
      tx.update(groupMembers).set({ until: null }).where(eq(groupMembers.groupId, group.id)),
    ),
  )
  await refusedBy(withActor(db, admin, (tx) => tx.delete(groupMembers)))
  await services.members.remove(admin, cai.membershipId, NOBODY)
  const add = { ...row, membershipId: cai.membershipId, id: crypto.randomUUID(), from: START }
  await refusedBy(withActor(db, admin, (tx) => tx.insert(groupMembers).values(add)))
})

test('a pasted list adds everybody in it, or nobody, with a sentence for each wrong line', async () => {
  const { admin, bea, cai, group } = await team()
  const { groups } = services
  const wrong = groups.paste(admin, group.id, { list: `Name;E-mail\n${bea.email}\nnobody@people.example\nDana` })
  await expect(wrong).rejects.toMatchObject({
    details: {
      errors: { list: 'Line 3: no member has the address nobody@people.example. Line 4 has no address' },
    },
  })
  const list = `Name,E-mail\r\n"Bea",${bea.email.toUpperCase()}\r\n\r\nCai <${cai.email}>\r\n${bea.email}`
  expect(await groups.paste(admin, group.id, { list })).toEqual({ added: 2 })
})

test('two groups have not the same name, not even in other capitals, also when they are made at once', async () => {
  const { admin, group } = await team()
  const { groups } = services
  await expect(groups.create(admin, { name: 'FIRST aiders' })).rejects.toMatchObject({ code: 'already_exists' })
  expect(await through([1, 2, 3].map(() => groups.create(admin, { name: 'Board' })))).toBe(1)
  await groups.retire(admin, group.id)
  await groups.create(admin, { name: 'First aiders' })
})

test('managers and departments close no circle, also when two changes would close it together', async () => {
  const { admin, bea, cai } = await team()
  const { members, departments: places } = services
  const manage = (whom: string, managerId: string) => members.change(admin, whom, { managerId })
  expect(await through([manage(bea.membershipId, cai.membershipId), manage(cai.membershipId, bea.membershipId)])).toBe(
    1,
  )
  const [a, b] = [await places.create(admin, { name: 'A' }), await places.create(admin, { name: 'B' })]
  const put = (id: string, parentId: string) => places.change(admin, id, { parentId })
  expect(await through([put(a.id, b.id), put(b.id, a.id)])).toBe(1)
  const [c, d] = [await places.create(admin, { name: 'C' }), await places.create(admin, { name: 'D' })]
  const raw = (id: string, parentId: string) =>
    withActor(db, admin, (tx) => tx.update(departments).set({ parentId }).where(eq(departments.id, id)))
  expect(await through([raw(c.id, d.id), raw(d.id, c.id)])).toBe(1)
  const free = [await makeMember(db, { ...admin, id: admin.orgId, slug: admin.orgSlug }, ['member'])]
  const rawManager = (id: string, managerId: string) =>
    withActor(db, admin, (tx) => tx.update(memberships).set({ managerId }).where(eq(memberships.id, id)))
  const last = free[0]?.membershipId ?? ''
  expect(await through([rawManager(last, admin.membershipId), rawManager(admin.membershipId, last)])).toBe(1)
})

test('a department goes only when nothing hangs on it, or all of it moves', async () => {
  const { admin, bea, cai } = await team()
  const { members, departments: places } = services
  const sales = await places.create(admin, { name: 'Sales', headId: bea.membershipId })
  const north = await places.create(admin, { name: 'North', parentId: sales.id })
  await members.change(admin, cai.membershipId, { departmentId: sales.id })
  await expect(places.retire(admin, sales.id)).rejects.toMatchObject({
    code: 'in_use',
    details: { by: ['1 member', '1 department in it'] },
  })
  await refusedBy(
    withActor(db, admin, (tx) =>
      tx.update(departments).set({ retiredAt: START, headId: null }).where(eq(departments.id, sales.id)),
    ),
  )
  await expect(places.merge(admin, sales.id, { intoId: north.id })).rejects.toMatchObject({ code: 'invalid_input' })
  const market = await places.create(admin, { name: 'Market' })
  later(5)
  await places.merge(admin, sales.id, { intoId: market.id })
  expect((await members.get(admin, cai.membershipId)).departmentId).toBe(market.id)
  expect(await places.all(admin)).toMatchObject([
    { name: 'Market', members: 1 },
    { name: 'North', parentId: market.id, members: 0 },
  ])
  const moving = members.change(admin, bea.membershipId, { departmentId: sales.id })
  await expect(moving).rejects.toMatchObject({
    details: { errors: { departmentId: 'Choose a department that is not retired' } },
  })
  await places.change(admin, north.id, { headId: bea.membershipId })
  await members.remove(admin, bea.membershipId, NOBODY)
  expect(await places.get(admin, north.id)).toMatchObject({ headId: null })
})

test('only managers change groups and departments, and only admins the calendar of holidays', async () => {
  const { organization, admin, bea, group, both } = await team()
  const manager = await makeMember(db, organization, ['compliance_manager'])
  const refused = { code: 'forbidden' }
  await expect(services.groups.create(bea, { name: 'Mine' })).rejects.toMatchObject(refused)
  await expect(services.groups.add(bea, group.id, both)).rejects.toMatchObject(refused)
  await expect(services.departments.create(bea, { name: 'Mine' })).rejects.toMatchObject(refused)
  const newYear = { holidays: [{ date: '2027-01-01', name: 'New Year' }] }
  await expect(services.holidays.add(manager, newYear)).rejects.toMatchObject(refused)
  await services.holidays.add(admin, newYear)
  const far = services.holidays.add(admin, { holidays: [{ date: '2050-01-01', name: 'Far' }] })
  await expect(far).rejects.toMatchObject({
    details: { errors: { 'holidays/0/date': 'Choose a date from 2025-01-01 to 2035-12-31' } },
  })
  expect((await services.holidays.list(bea)).holidays).toEqual(newYear.holidays)
  await services.holidays.remove(admin, '2027-01-01')
  await expect(services.holidays.remove(admin, '2027-01-01')).rejects.toMatchObject({ code: 'not_found' })
})

test('every change of roles, department and status begins a period where the one before it ends', async () => {
  const { admin, cai } = await team()
  later(5)
  await services.members.change(admin, cai.membershipId, { roles: ['author', 'approver'] })
  // By the clock of another process, which is late.
  later(3)
  await services.members.change(admin, cai.membershipId, { roles: ['author'] })
  later(9)
  await services.members.remove(admin, cai.membershipId, NOBODY)
  const { rows } = await withActor(db, admin, (tx) =>
    tx.execute(sql`select array_to_string(roles, ' ') as roles, status,
        extract(epoch from valid_from - ${START.toISOString()}::timestamptz)::int / 60 as from,
        extract(epoch from valid_until - ${START.toISOString()}::timestamptz)::int / 60 as until
      from membership_periods where membership_id = ${cai.membershipId} order by valid_from`),
  )
  expect(rows).toEqual([
    { roles: 'author', status: 'active', from: 0, until: 5 },
    { roles: 'author', status: 'active', from: 5, until: 9 },
    { roles: 'author', status: 'removed', from: 9, until: null },
  ])
})
