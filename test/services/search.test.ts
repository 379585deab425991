import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { SEARCH_LIMIT } from '#db/queries/search.ts'
import type { Actor } from '#domain/actor.ts'
import type { Classification } from '#domain/documents/classification.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

/*
 * More documents than a search ever weighs, and most of them not for everybody: what a reader finds, and how many they
 * are told there are, must not depend on what they may not see.
 */
const { db } = await createTestDatabase()
const { documents, library } = testServices(db)
const organization = await makeOrganization(db)
const manager = await makeMember(db, organization, ['compliance_manager'])
const author = await makeMember(db, organization, ['author'])
const named = await makeMember(db, organization, ['author'])
const MANY = SEARCH_LIMIT + 100

const search = (actor: Actor, words: string, kinds?: ('policy' | 'procedure')[]) =>
  library.list(actor, { words, kinds, limit: 100 })

/** Many documents of one classification whose texts hold the same words. */
const fill = (classification: Classification, words: string) =>
  withActor(db, manager, (tx) =>
    tx.execute(sql`
      with made as (
        insert into documents (org_id, id, kind, identifier, title, category, type, classification, owner_id, created_by)
        select ${organization.id}, gen_random_uuid(), 'procedure', upper('prc-' || ${classification} || '-' || n), 'Filed', 'custom',
          'security', ${classification}::classification, ${manager.membershipId}, ${manager.membershipId}
        from generate_series(1, ${MANY}::int) n returning org_id, id, identifier, title)
      insert into document_search (org_id, document_id, in_effect, identifier, title, keywords, body)
      select org_id, id, false, identifier, title, '', ${words} from made`),
  )

const write = (title: string, body: string, more: { classification?: Classification; readerIds?: string[] } = {}) =>
  documents.create(manager, {
    kind: 'policy',
    category: 'access_control',
    title,
    content: { format: 'html', body: `<p>${body}</p>` },
    ...more,
  })

beforeAll(async () => {
  await write('Lanterns', 'The keeper trims every wick at dusk.')
  await write('Signals', 'Nobody but the keeper answers, and only by a foghorn.', {
    classification: 'confidential',
    readerIds: [named.membershipId],
  })
  await fill('restricted', 'The keeper keeps a foghorn and a wick behind seven doors.')
  await fill('internal', 'A lighthouse is painted every spring, and its stairs are swept.')
  await write('Lighthouse visits', 'Visitors are counted.')
}, 60_000)

test('a reader finds their one document among hundreds with the same word that they may not read', async () => {
  const { rows, total, totalIsExact } = await search(author, 'wick')
  expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  expect({ total, totalIsExact }).toEqual({ total: 1, totalIsExact: true })
})

test('a named reader finds the closed document too, and the total is what they can open', async () => {
  const { rows, total } = await search(named, 'keeper')
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['Lanterns', 'Signals'])
  expect(total).toBe(2)
  for (const { id } of rows) await expect(documents.find(named, id)).resolves.toBeDefined()
})

test('who reads everything is told that there are more than a search weighs', async () => {
  const { rows, total, totalIsExact } = await search(manager, 'keeper')
  expect(rows).toHaveLength(100)
  expect(total).toBeGreaterThanOrEqual(SEARCH_LIMIT)
  expect(totalIsExact).toBe(false)
})

test('of a word that is everywhere, a title that holds it comes first', async () => {
  expect((await search(author, 'lighthouse')).rows[0]?.title).toBe('Lighthouse visits')
})

test('common words beside a rare one find the text that holds them all', async () => {
  const { rows, total } = await search(manager, 'keeper wick dusk')
  expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  expect(total).toBe(1)
})

test('a kind narrows the search down before anything is left out', async () => {
  const { rows, total } = await search(manager, 'keeper', ['policy'])
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['Lanterns', 'Signals'])
  expect(total).toBe(2)
})

test('a document that is opened to everybody is found by everybody at once, and one that is closed no more', async () => {
  const document = await write('Keys', 'A spare cresset hangs by the door.')
  expect((await search(author, 'cresset')).total).toBe(1)
  await documents.change(manager, document.id, { classification: 'restricted' })
  expect((await search(author, 'cresset')).total).toBe(0)
  await documents.change(manager, document.id, { classification: 'internal' })
  expect((await search(author, 'cresset')).total).toBe(1)
})

test('pages of what was found follow one another without a gap', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => library.list(manager, { words: 'foghorn', page, limit: 50 })))
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(150)
})
