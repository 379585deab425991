import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIBRARY_SORTS } from '#app/api/documents/list-cursor.ts'
import { withActor } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { startApi } from './support/api.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)
const ivo = await makeMember(db, await makeOrganization(db), ['compliance_manager', 'admin'])
const key = await api.keyOf(ivo)

type Listed = { data: { id: string; title: string }[]; page: { next: string | null; total: number } }
const list = async (query: Record<string, string>) => (await api.send('/documents', { key, query })).json as Listed
const create = async (title: string, category = 'access_control') => {
  const body = { kind: 'policy', category, title, content: { format: 'markdown', body: 'Walking words.' } }
  return (await api.send('/documents', { method: 'POST', key, body })).json?.id as string
}
const change = (id: string, values: Partial<typeof documents.$inferInsert>) =>
  withActor(db, ivo, (tx) => tx.update(documents).set(values).where(eq(documents.id, id)))

/** Reads a list to its end. @param between what happens after each page */
async function walk(query: Record<string, string>, between?: (page: number) => Promise<unknown>): Promise<string[]> {
  const ids: string[] = []
  let next: string | null = null
  let page = 0
  do {
    const read: Listed = await list({ ...query, limit: '2', ...(next ? { cursor: next } : {}) })
    ids.push(...read.data.map(({ id }) => id))
    next = read.page.next
    page += 1
    await between?.(page)
  } while (next)
  return ids
}

// Equal titles, categories, statuses and missing review dates: what orders equal values must hold, too.
const made: string[] = []
for (const [n, title] of ['Beta', 'Alpha', 'Beta', 'Beta', 'Gamma', 'Alpha', 'Beta'].entries()) {
  const id = await create(title, n % 2 ? 'human_resources' : 'access_control')
  await change(id, { nextReviewDate: n % 3 ? null : `2030-0${n + 1}-01`, status: n > 4 ? 'in_review' : 'draft' })
  made.push(id)
}

test.each([...LIBRARY_SORTS].flatMap((sort) => (sort === 'relevance' ? [] : [sort, `-${sort}`])))(
  'a list sorted by %s, read page by page, is the list read at once',
  async (sort) => {
    const atOnce = (await list({ sort, limit: '100' })).data.map(({ id }) => id)
    expect(atOnce.toSorted()).toEqual(made.toSorted())
    expect(await walk({ sort })).toEqual(atOnce)
  },
)

test('what a search found, read page by page, is what it found', async () => {
  expect((await walk({ q: 'walking' })).toSorted()).toEqual(made.toSorted())
})

test('documents that are made and changed while a list is read neither hide nor repeat those that stay', async () => {
  const stay = made.slice(1)
  const read = await walk({ sort: '-updatedAt' }, async (page) => {
    if (page > 2) return
    // Before everything, where a numbered page would push a row over to the next one.
    await create(`New ${page}`)
    await change(made[0] ?? '', { title: `Touched ${page}`, updatedAt: new Date() })
  })
  expect(read.filter((id) => stay.includes(id)).toSorted()).toEqual(stay.toSorted())
  expect(new Set(read).size).toBe(read.length)
})

test('a cursor of a list in another order is refused by its name', async () => {
  const { page } = await list({ sort: 'title', limit: '2' })
  const { json } = await api.send('/documents', { key, query: { sort: '-title', cursor: page.next ?? '' } })
  expect(json).toMatchObject({ status: 422, errors: [{ pointer: '/cursor', in: 'query' }] })
  // Without an order of its own, the request goes on in that of its cursor.
  expect((await list({ cursor: page.next ?? '', limit: '2' })).data).toHaveLength(2)
})

test('whatever is sent as a cursor is read or refused, and never breaks anything', async () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('a\0b', '2030-02-31', '9999-99-99T99:99:99Z'), fc.constant(null))
  const forged = fc.tuple(
    fc.constantFrom(...LIBRARY_SORTS, 'id'),
    fc.boolean(),
    value,
    fc.oneof(fc.uuid(), fc.string()),
  )
  const text = fc.oneof(
    forged.map((parts) => `c1:${JSON.stringify(parts)}`),
    fc.string(),
    fc.constant('c1:["relevance",2]'),
  )
  await fc.assert(
    fc.asyncProperty(text, async (plain) => {
      const cursor = Buffer.from(plain).toString('base64url')
      expect((await api.send('/documents', { key, query: { cursor } })).status).toSatisfy(
        (status: number) => status === 200 || status === 422,
      )
    }),
    { numRuns: randomRuns(150) },
  )
})
