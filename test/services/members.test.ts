import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { auditLog } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const services = testServices(db)
const { members, organizations } = services

async function team() {
  const organization = await makeOrganization(db)
  const admin = await makeMember(db, organization, ['admin'], { name: 'Ada Admin' })
  const author = await makeMember(db, organization, ['author'], { name: 'Arno Author' })
  return { organization, admin, author }
}
const lastAudit = (actor: Actor) =>
  withActor(db, actor, async (tx) => {
    const [row] = await tx
      .select()
      .from(auditLog)
      .where(eq(auditLog.orgId, actor.orgId))
      .orderBy(desc(auditLog.seq))
      .limit(1)
    return row
  })

test('an admin changes roles, and the log says from what to what', async () => {
  const { admin, author } = await team()
  await members.change(admin, author.membershipId, { roles: ['author', 'approver'], positionTitle: 'CISO' })
  const row = await lastAudit(admin)
  expect(row).toMatchObject({ action: 'member.changed', actorName: 'Ada Admin' })
  expect(JSON.parse(row?.entry ?? '{}')).toMatchObject({
    before: { roles: ['author'], positionTitle: null },
    after: { roles: ['author', 'approver'], positionTitle: 'CISO' },
  })
})

test('nobody but an admin gives roles, least of all to themselves', async () => {
  const { organization, author } = await team()
  const manager = await makeMember(db, organization, ['compliance_manager'])
  for (const actor of [author, manager]) {
    const grab = members.change(actor, actor.membershipId, { roles: ['admin'] })
    await expect(grab).rejects.toMatchObject({ code: 'forbidden', details: { roles: ['admin'] } })
  }
})

test('an API key without the scope cannot do what its admin may', async () => {
  const { admin, author } = await team()
  const key: Actor = { ...admin, via: 'api', scopes: ['documents:read'] }
  const change = members.change(key, author.membershipId, { roles: ['admin'] })
  await expect(change).rejects.toMatchObject({ code: 'scope_missing', details: { scope: 'members:write' } })
})

test('an admin of one organization finds nobody of another', async () => {
  const [here, there] = [await team(), await team()]
  const id = there.author.membershipId
  await expect(members.get(here.admin, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(members.change(here.admin, id, { roles: ['admin'] })).rejects.toMatchObject({ code: 'not_found' })
  const { members: listed } = await members.list(here.admin)
  expect(listed.map(({ member }) => member.name)).toEqual(['Ada Admin', 'Arno Author'])
})

test('a long list of members is read page by page, and nobody twice, whoever joins meanwhile', async () => {
  const { organization, admin } = await team()
  for (const name of ['Eve', 'Bo', 'Dan', 'Bo']) await makeMember(db, organization, ['member'], { name })
  const first = await members.list(admin, { limit: 2 })
  expect(first).toMatchObject({ total: 6, pages: 3, more: true })
  await makeMember(db, organization, ['member'], { name: 'Aaron Late' })
  const rest = await members.list(admin, { limit: 50, after: first.members.at(-1)?.member.id })
  expect([...first.members, ...rest.members].map(({ member }) => member.name)).toEqual(
    'Ada Admin,Arno Author,Bo,Bo,Dan,Eve'.split(','),
  )
  expect(rest.more).toBe(false)
  const second = await members.list(admin, { limit: 3, page: 2 })
  expect(second.members.map(({ member }) => member.name)).toEqual(['Bo', 'Bo', 'Dan'])
  // The list may have become shorter since its pages were counted.
  expect(await members.list(admin, { limit: 3, page: 9 })).toMatchObject({ page: 3, pages: 3 })
})

test('who has left is named no more', async () => {
  const { admin, author } = await team()
  const ids = [admin.membershipId, author.membershipId]
  await members.remove(admin, author.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  expect([...(await members.named(admin, ids)).keys()]).toEqual([admin.membershipId])
  expect((await members.choices(admin)).people.map(({ id }) => id)).toEqual([admin.membershipId])
})

describe('a pick list', () => {
  const names = (found: { people: { name: string }[] }) => found.people.map(({ name }) => name)

  test('offers the first by name, whoever is chosen already, and says that there are more', async () => {
    const { organization, admin } = await team()
    for (const name of ['Bo', 'Dan', 'Eve']) await makeMember(db, organization, ['member'], { name })
    const last = await makeMember(db, organization, ['member'], { name: 'Zoë' })
    expect(await members.choices(admin, { limit: 6 })).toMatchObject({ more: false })
    const chosen = [last.membershipId]
    const offered = await members.choices(admin, { limit: 2, chosen })
    expect([names(offered), offered.more]).toEqual([['Ada Admin', 'Arno Author', 'Zoë'], true])
  })

  test('finds by a part of a name, an address or a position, and the nearest first', async () => {
    const { organization, admin } = await team()
    const johanna = await makeMember(db, organization, ['member'], { name: 'Johanna Berg' })
    await makeMember(db, organization, ['member'], { name: 'Ann' })
    await makeMember(db, organization, ['member'], { name: 'Anna Arden', positionTitle: 'Planner' })
    expect(names(await members.choices(admin, { q: ' ANN ' }))).toEqual(['Ann', 'Anna Arden', 'Johanna Berg'])
    expect(names(await members.choices(admin, { q: 'planner' }))).toEqual(['Anna Arden'])
    expect(names(await members.choices(admin, { q: johanna.email }))).toEqual(['Johanna Berg'])
    expect(names(await members.choices(admin, { q: 'Ann', limit: 1 }))).toEqual(['Ann'])
    for (const odd of ['%', '_', '\\', "'", 'zz\0'])
      expect(names(await members.choices(admin, { q: odd })), odd).toEqual([])
  })

  test('puts those first who hold a role that is asked for', async () => {
    const { organization, admin } = await team()
    await makeMember(db, organization, ['approver'], { name: 'Zoë' })
    const offered = await members.choices(admin, { rolesFirst: ['approver'], limit: 2 })
    expect([names(offered), offered.more]).toEqual([['Zoë', 'Ada Admin'], true])
  })

  test('offers nobody of another organization, chosen or not', async () => {
    const [here, there] = [await team(), await team()]
    const found = await members.choices(here.admin, { chosen: [there.author.membershipId] })
    expect(found.people.map(({ id }) => id)).toEqual([here.admin.membershipId, here.author.membershipId])
  })
})

test('an organization keeps its last admin', async () => {
  const { admin } = await team()
  const stepDown = members.change(admin, admin.membershipId, { roles: ['member'] })
  await expect(stepDown).rejects.toMatchObject({ code: 'last_admin' })
})

test('two admins who demote each other at once leave one', async () => {
  const { organization, admin } = await team()
  const other = await makeMember(db, organization, ['admin'])
  const results = await Promise.allSettled([
    members.change(admin, other.membershipId, { roles: ['member'] }),
    members.change(other, admin.membershipId, { roles: ['member'] }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const admins = (await members.choices(admin)).people.filter((member) => member.roles.includes('admin'))
  expect(admins).toHaveLength(1)
})

test('nobody reports to themselves, however long the way', async () => {
  const { organization, admin, author } = await team()
  const boss = await makeMember(db, organization, ['member'])
  await members.change(admin, author.membershipId, { managerId: boss.membershipId })
  const circle = members.change(admin, boss.membershipId, { managerId: author.membershipId })
  await expect(circle).rejects.toMatchObject({ code: 'invalid_input' })
})

test('a member changes their own name and zone, and nothing else of themselves', async () => {
  const { author } = await team()
  const changed = await members.changeOwn(author, { name: 'Arno A. Author', timeZone: 'Asia/Tokyo' })
  expect(changed).toMatchObject({ name: 'Arno A. Author', timeZone: 'Asia/Tokyo', roles: ['author'] })
})

test('a change that changes nothing leaves no trace', async () => {
  const { admin, author } = await team()
  await members.change(admin, author.membershipId, { positionTitle: 'CISO' })
  const before = await lastAudit(admin)
  await members.change(admin, author.membershipId, { positionTitle: 'CISO' })
  expect((await lastAudit(admin))?.seq).toBe(before?.seq)
})

test('who is not a member is nobody, and so is who was one', async () => {
  const { organization, admin, author } = await team()
  const outsider = await team()
  const facts = { requestId: null, ip: null }
  expect(await organizations.actorFor(outsider.author.userId, organization.slug, facts)).toBeNull()
  expect(await organizations.actorFor(author.userId, organization.slug, facts)).toMatchObject({ roles: ['author'] })
  await members.remove(admin, author.membershipId, { ownerSuccessorId: null, signerSuccessorId: null })
  expect(await organizations.actorFor(author.userId, organization.slug, facts)).toBeNull()
  expect(await organizations.listOf(author.userId)).toEqual([])
})

test('only an admin changes the organization, and authors may not approve their own work unless it says so', async () => {
  const { admin, author } = await team()
  expect((await organizations.get(admin)).settings.authorsMayApprove ?? false).toBe(false)
  await expect(organizations.change(author, { authorsMayApprove: true })).rejects.toMatchObject({ code: 'forbidden' })
  const changed = await organizations.change(admin, { authorsMayApprove: true, timeZone: 'Europe/Berlin' })
  expect(changed).toMatchObject({ settings: { authorsMayApprove: true }, timeZone: 'Europe/Berlin' })
  expect((await lastAudit(admin))?.action).toBe('organization.changed')
})

test('an admin without a position is called Administrator wherever a position is shown, and under what they sign', async () => {
  const organization = await makeOrganization(db)
  const ada = await makeMember(db, organization, ['admin', 'compliance_manager'])
  const shown = async () => {
    const actor = await services.organizations.actorFor(ada.userId, organization.slug, { requestId: null, ip: null })
    const { people } = await services.members.choices(ada)
    const { rows } = await services.library.list(ada, {})
    const { owner } = await services.documents.get(ada, rows[0]?.id ?? '')
    return [actor?.positionTitle, people[0]?.positionTitle, rows[0]?.ownerPosition, owner.positionTitle]
  }
  await services.documents.create(ada, { kind: 'policy', category: 'access_control', title: 'Doors' })
  expect(await shown()).toEqual(Array(4).fill('Administrator'))
  await services.members.change(ada, ada.membershipId, { positionTitle: 'Counsel' })
  expect(await shown()).toEqual(Array(4).fill('Counsel'))
  const gus = await makeMember(db, organization, ['member'])
  expect((await services.members.named(ada, [gus.membershipId])).get(gus.membershipId)?.positionTitle).toBeNull()
})
