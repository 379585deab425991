import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { SEARCH_LIMIT } from '#db/queries/search.ts'
import type { Actor } from '#domain/actor.ts'
import type { Classification } from '#domain/documents/classification.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

/*
 * More documents than a search ever weighs, and most of them not for everybody: what a reader finds, and how many are
 * said to exist, must not depend on what they may not see.
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

/** Many documents of one classification whose texts hold the same words; titles differ by a number. */
const fill = (classification: Classification, words: string, title = 'Filed') =>
  withActor(db, manager, (tx) =>
    tx.execute(sql`
      with made as (
        insert into documents (org_id, id, kind, identifier, title, category, type, classification, owner_id, created_by)
        select ${organization.id}, gen_random_uuid(), 'procedure', upper(${title} || '-' || ${classification} || '-' || n), ${title} || n, 'custom',
          'security', ${classification}::classification, ${manager.membershipId}, ${manager.membershipId}
        from generate_series(1, ${MANY}::int) n returning org_id, id, identifier, title)
      insert into search_texts (org_id, subject_type, subject_id, in_effect, identifier, title, keywords, body)
      select org_id, 'document', id, false, identifier, title, '', ${words} from made`),
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
  const { id: last } = await write('Lighthouse visits', 'Visitors are counted.')
  await write('Northern mark', 'Buoy-27 lies north of the bar.')
  await write('Southern mark', 'The other buoy lies by rock-27.')
  // As though as many had come in between as are read one slice of the index after another.
  await withActor(db, manager, (tx) =>
    tx.execute(sql`update search_texts set number = 200000 where subject_id = ${last}`),
  )
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

test('who reads everything sees that there are more than a search weighs', async () => {
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

test('what a hyphen joins is found only side by side', async () => {
  expect((await search(author, 'buoy-27')).rows.map(({ title }) => title)).toEqual(['Northern mark'])
})

describe('a typing error', () => {
  test('leads to the word of a title that is most like it, and to whatever texts hold that word', async () => {
    const { rows, total, totalIsExact } = await search(author, 'lighthuose')
    expect(rows[0]?.title).toBe('Lighthouse visits')
    expect(total).toBeGreaterThanOrEqual(SEARCH_LIMIT)
    expect(totalIsExact).toBe(false)
  })

  test('beside a word of the text that was typed right', async () => {
    const { rows } = await search(author, 'lanterms dusk')
    expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  })

  test('leads to a closed document only those who may read it', async () => {
    const titles = async (actor: Actor) => (await search(actor, 'signasl')).rows.map(({ title }) => title)
    expect(await titles(named)).toContain('Signals')
    expect(await titles(manager)).toContain('Signals')
    expect(await titles(author)).not.toContain('Signals')
  })

  test('is not led astray by hundreds of closed titles with words that are more like it', async () => {
    await fill('restricted', 'Kept apart.', 'Brasswearing')
    await write('Brassware', 'Polished once a week.')
    expect((await search(author, 'brasswear')).rows.map(({ title }) => title)).toEqual(['Brassware'])
  })

  test('that somebody made in a text does not hide the titles that were meant', async () => {
    await write('Rota', 'Who winds the clokwork is written here.')
    await write('Clockwork', 'It turns the lens.')
    expect((await search(author, 'clokwork')).rows.map(({ title }) => title)).toEqual(['Rota', 'Clockwork'])
  })

  test('leads nowhere by a title that is gone', async () => {
    const { id } = await write('Barometers', 'Tapped twice.')
    expect((await search(author, 'baromteers')).total).toBe(1)
    await documents.change(manager, id, { title: 'Hygrometers' })
    expect((await search(author, 'baromteers')).total).toBe(0)
    expect((await search(author, 'hygromteers')).total).toBe(1)
  })
})

test('the words of titles are counted as they come and go', async () => {
  const { id } = await write('Temporary moorings', 'For a night.')
  const other = await write('Moorings', 'For a year.')
  await documents.change(manager, other.id, { title: 'Permanent moorings' })
  await documents.remove(manager, id)
  await withActor(db, manager, async (tx) => {
    const kept = await tx.execute(sql`select word, texts from search_words order by word`)
    const counted = await tx.execute(
      sql`select word, count(*)::int as texts from search_texts, title_words(title) word group by word order by word`,
    )
    expect(kept.rows).toEqual(counted.rows)
    expect(kept.rows).toContainEqual({ word: 'moorings', texts: 1 })
  })
})

test('a text is deleted with its document', async () => {
  const { id } = await write('Beacons', 'A beacon burns on the headland.')
  expect((await search(manager, 'headland')).total).toBe(1)
  const left = await withActor(db, manager, async (tx) => {
    await tx.execute(sql`delete from documents where id = ${id}`)
    return (await tx.execute(sql`select from search_texts where subject_id = ${id}`)).rowCount
  })
  expect(left).toBe(0)
})
