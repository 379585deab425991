import { expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages } from '#test/support/pages.ts'

/*
 * Whom the forms offer, as the server writes them: what a small organization sees whether scripts run or not.
 */
const database = await createTestDatabase()
const pages = await openPages(database)

async function office(size: number, settings: Parameters<typeof makeOrganization>[1] = {}) {
  const organization = await makeOrganization(database.db, settings)
  const ada = await makeMember(database.db, organization, ['admin'], { name: 'Ada Okafor', positionTitle: 'Counsel' })
  await givePassword(database.db, ada)
  for (let n = 1; n < size; n += 1) await makeMember(database.db, organization, ['member'], { name: `Person ${n}` })
  const cookie = await pages.signIn(ada.email)
  const { identifier } = await pages.services.documents.create(ada, {
    kind: 'policy',
    category: 'access_control',
    title: 'Doors',
    content: { format: 'html', body: '<p>Shut.</p>' },
  })
  const ask = async (path: string) => (await pages.ask(`/${organization.slug}${path}`, { as: cookie })).text()
  return { ada, identifier, ask }
}

/** The element that begins with this, up to its end. */
const part = (html: string, begins: RegExp, ends: string): string => {
  const at = html.search(begins)
  return at < 0 ? '' : html.slice(at, html.indexOf(ends, at))
}

test('everybody stands in the list as long as they fit in it, and one more makes a search of it', async () => {
  const [few, many] = [await office(25), await office(26)]
  const path = ({ identifier }: { identifier: string }) => `/documents/${identifier}/properties`
  const list = part(await few.ask(path(few)), /<select[^>]*name="ownerId"/, '</select>')
  expect(list.match(/<option/g)).toHaveLength(25)
  expect(list).toContain('Ada Okafor, Counsel')
  const html = await many.ask(path(many))
  expect(html).not.toMatch(/<select[^>]*name="ownerId"/)
  expect(part(html, /<input[^>]*name="ownerId.words"/, '>')).toContain('value="Ada Okafor"')
  expect(part(html, /<datalist/, '</datalist>').match(/<option/g)).toHaveLength(25)
})

test('an author is offered as a signer only where the organization lets authors sign', async () => {
  for (const authorsMayApprove of [false, true]) {
    const { ada, identifier, ask } = await office(2, { authorsMayApprove })
    const html = await ask(`/documents/${identifier}/submit`)
    const box = html.match(/<input[^>]*name="signerIds"[^>]*>/g)?.find((input) => input.includes(ada.membershipId))
    expect(box?.includes('disabled'), String(authorsMayApprove)).toBe(!authorsMayApprove)
  }
})

test('the search of people answers with so many and no more, and says that there are others', async () => {
  const { ask } = await office(26)
  const { people, more } = JSON.parse(await ask('/search/people?q=person'))
  expect([people.length, more]).toEqual([20, true])
  expect(Object.keys(people[0]).toSorted()).toEqual(['email', 'id', 'name', 'position', 'roles'])
  expect(JSON.parse(await ask('/search/people?q=person%2025&signers=1'))).toMatchObject({ people: [{}], more: false })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})

test('a group is filled without scripts: by a name, by a pasted list whose wrong lines are said, and emptied again', async () => {
  const { ada, ask } = await office(30)
  const { id } = await pages.services.groups.create(ada, { name: 'Wardens' })
  const path = `/settings/groups/${id}`
  const cookie = await pages.signIn(ada.email)
  const send = (form: Record<string, string>) => pages.ask(`/${ada.orgSlug}${path}`, { as: cookie, form })
  await send({ command: 'add', membershipId: '', 'membershipId.words': 'Person 7' })
  const refused = await send({ command: 'paste', list: `${ada.email}\nPerson 8` })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Line 2 has no address')
  await send({ command: 'paste', list: `Name;E-mail\nAda;${ada.email}` })
  const members = part(await ask(path), /<tbody/, '</tbody>')
  expect(members.match(/<tr/g)).toHaveLength(2)
  expect(members).toContain('Person 7')
  await send({ command: 'remove', who: ada.membershipId })
  expect(part(await ask(path), /<tbody/, '</tbody>')).not.toContain('Ada Okafor')
  expect(part(await ask(`${path}?show=history`), /<tbody/, '</tbody>')).toContain('Ada Okafor')
})

test('a department stands below what it is part of, in the tree and in the list of a member’s page', async () => {
  const { ada, ask } = await office(2)
  const { departments } = pages.services
  const top = await departments.create(ada, { name: 'Zoology' })
  const within = await departments.create(ada, { name: 'Birds', parentId: top.id })
  await departments.create(ada, { name: 'Minerals' })
  const tree = part(await ask('/settings/departments'), /<tbody/, '</tbody>')
  expect(tree.match(/Minerals|Zoology|Birds/g)).toEqual(['Minerals', 'Zoology', 'Birds'])
  const list = part(await ask(`/settings/members/${ada.membershipId}`), /<select[^>]*name="departmentId"/, '</select>')
  expect(list).toContain('– Birds')
  // Nothing can be moved into what is part of it.
  const places = part(await ask(`/settings/departments/${top.id}`), /<select[^>]*name="parentId"/, '</select>')
  expect(places).toContain('Minerals')
  expect(places).not.toContain(within.id)
})
