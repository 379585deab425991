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
