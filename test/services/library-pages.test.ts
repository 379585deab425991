import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { SORT_COLUMNS, type SortColumn } from '#db/queries/library.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

/*
 * Pages of the first half are counted from the beginning, those of the latter half from the end: together they are the list.
 */
const { db } = await createTestDatabase()
const { library } = testServices(db)
const organization = await makeOrganization(db)
const manager = await makeMember(db, organization, ['compliance_manager'])
const author = await makeMember(db, organization, ['author'])
const DOCUMENTS = 23

// Equal values everywhere but in identifiers, some of them empty, and every fifth not for everybody.
await withActor(db, manager, (tx) =>
  tx.execute(sql`
    insert into documents (org_id, id, kind, identifier, title, category, type, classification, next_review_date, updated_at,
      owner_id, created_by)
    select ${organization.id}, gen_random_uuid(), (enum_range(null::document_kind))[1 + n % 2], 'POL-' || n, 'Title ' || n % 4,
      case when n % 3 = 0 then 'custom' else 'access_control' end, 'security',
      case when n % 5 = 0 then 'restricted' else 'internal' end::classification,
      case when n % 4 > 0 then date '2026-01-01' + n % 3 end, timestamptz '2026-01-01' + n % 6 * interval '1 day',
      ${manager.membershipId}, ${manager.membershipId}
    from generate_series(1, ${DOCUMENTS}::int) n`),
)

const sorts = Object.keys(SORT_COLUMNS) as SortColumn[]

test.each(sorts.flatMap((sort) => [false, true].map((descending) => ({ sort, descending }))))(
  'pages by $sort, descending: $descending, follow one another from the first to the last',
  async (order) => {
    for (const actor of [manager, author]) {
      const all = await library.list(actor, { ...order, limit: 100 })
      expect(all.rows.length).toBe(actor === manager ? DOCUMENTS : 19)
      const { pages } = await library.list(actor, { ...order, limit: 3 })
      const read = await Promise.all(
        Array.from({ length: pages }, (_, index) => library.list(actor, { ...order, limit: 3, page: index + 1 })),
      )
      expect(read.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(all.rows.map(({ id }) => id))
      expect(read.map(({ more }) => more)).toEqual(read.map((_, index) => index + 1 < pages))
    }
  },
)

test('filtered pages do so too, and there is nothing after the last', async () => {
  const query = { kinds: ['policy' as const], categories: ['custom'], limit: 2 }
  const all = await library.list(manager, { ...query, limit: 100 })
  const read = await Promise.all([1, 2, 3].map((page) => library.list(manager, { ...query, page })))
  expect(all.rows.length).toBeGreaterThan(2)
  expect(read.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(all.rows.map(({ id }) => id))
  expect(await library.list(manager, { ...query, page: 40 })).toMatchObject({ rows: [], more: false })
})

test('documents filed under a word are counted no further than costs little, and the answer says that there may be more', async () => {
  const filing = await makeOrganization(db)
  const clerk = await makeMember(db, filing, ['compliance_manager'])
  const file = (from: number, to: number) =>
    withActor(db, clerk, (tx) =>
      tx.execute(sql`
        insert into documents (org_id, id, kind, identifier, title, category, type, owner_id, created_by, tags)
        select ${filing.id}, gen_random_uuid(), 'policy', 'POL-' || n, 'Filed', 'custom', 'security', ${clerk.membershipId},
          ${clerk.membershipId}, array['filed'] from generate_series(${from}::int, ${to}::int) n`),
    )
  await file(1, 1_999)
  expect(await library.list(clerk, { tags: ['filed'] })).toMatchObject({ total: 1_999, totalIsExact: true })
  await file(2_000, 2_010)
  expect(await library.list(clerk, { tags: ['filed'] })).toMatchObject({ total: 2_000, totalIsExact: false })
})
