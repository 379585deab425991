import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { comparisons } from '#db/schema/index.ts'
import type { Texts } from '#services/ports.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testDeps, testServices } from '#test/support/factories.ts'

const { db } = await createTestDatabase()
const { texts } = testDeps(db)
/** Real comparisons, counted. `repeatable` is what the last ones say of themselves. */
let computed = 0
let repeatable = true
const counting: Texts = {
  ...texts,
  async compare(before, after) {
    computed += 1
    return { ...(await texts.compare(before, after)), repeatable }
  },
}
const services = testServices(db, { texts: counting })
const helix = await makeOrganization(db)
const ada = await makeMember(db, helix, ['compliance_manager'])
const hana = await makeMember(db, helix, ['author'])
const gus = await makeMember(db, helix, ['member'])
const stranger = await makeMember(db, await makeOrganization(db), ['admin', 'compliance_manager'])

beforeEach(() => {
  computed = 0
  repeatable = true
})

const ONCE = '<p>Access is reviewed once a year.</p>'
const TWICE = '<p>Access is reviewed twice a year.</p>'

/** A document with two versions and a draft that differs from both. */
async function twoVersions(first = ONCE, second = TWICE): Promise<string> {
  const policy = { kind: 'policy', category: 'access_control', title: 'Access control policy' } as const
  const { id } = await services.documents.create(ada, policy)
  const texts = [first, second, '<p>Access is reviewed every month.</p>']
  for (const [at, body] of texts.entries()) {
    await services.drafts.save(ada, id, { revision: at + 1, content: { format: 'html', body } })
    if (at < 2) await services.versions.save(ada, id, { changeSummary: 'Reviews', abstract: '' })
  }
  return id
}

const keptRows = () => withActor(db, { orgId: helix.id, userId: null }, (tx) => tx.select().from(comparisons))
const refused = expect.objectContaining({ code: 'not_found' })

describe('two versions', () => {
  test('are compared once: the second reader gets what was kept', async () => {
    const id = await twoVersions()
    const first = await services.compare.between(ada, id, 1, 2)
    expect(first.html).toContain('<del>once</del><ins>twice</ins>')
    expect(await services.compare.between(hana, id, 1, 2)).toEqual(first)
    expect(computed).toBe(1)
  })

  test('are another comparison the other way round', async () => {
    const id = await twoVersions()
    await services.compare.between(ada, id, 1, 2)
    expect((await services.compare.between(ada, id, 2, 1)).html).toContain('<del>twice</del><ins>once</ins>')
    expect(computed).toBe(2)
  })

  test('that several readers ask for at once give all of them the same, and one row', async () => {
    const id = await twoVersions()
    const before = (await keptRows()).length
    const answers = await Promise.all([1, 2, 3, 4].map(() => services.compare.between(ada, id, 1, 2)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect((await keptRows()).length).toBe(before + 1)
  })

  test('are computed anew when the rules of comparing have changed since', async () => {
    const id = await twoVersions()
    const first = await services.compare.between(ada, id, 1, 2)
    await withActor(db, { orgId: helix.id, userId: null }, (tx) =>
      tx.update(comparisons).set({ rules: 0, html: 'by other rules' }).where(eq(comparisons.orgId, helix.id)),
    )
    expect(await services.compare.between(ada, id, 1, 2)).toEqual(first)
    expect(computed).toBe(2)
  })

  test('are kept for nobody who may not read both of them', async () => {
    const id = await twoVersions()
    await services.compare.between(ada, id, 1, 2)
    for (const reader of [gus, stranger])
      await expect(services.compare.between(reader, id, 1, 2)).rejects.toEqual(refused)
  })
})

describe('all that is signed is compared', () => {
  test('a title that changed between two versions, and one that only the draft has', async () => {
    const id = await twoVersions(ONCE, ONCE)
    await services.documents.change(ada, id, { title: 'Access and identity policy' })
    await services.versions.save(ada, id, { changeSummary: 'Another title', abstract: '' })
    expect((await services.compare.between(ada, id, 1, 2)).summary).toEqual(['Nothing changed.'])
    expect((await services.compare.between(ada, id, 2, 3)).summary[0]).toBe('The title changed.')
    expect((await services.compare.between(ada, id, 2, 'draft')).html).toContain('<ins>and identity</ins>')
  })

  test('numbers that moved on are kept with the comparison', async () => {
    const id = await twoVersions('<p>4.1 Everyone signs in.</p>', '<p>4.2 Everyone signs in.</p>')
    for (const reader of [ada, hana])
      expect(await services.compare.between(reader, id, 1, 2)).toMatchObject({ changes: 0, renumbered: 1 })
    expect(computed).toBe(1)
  })
})

describe('what is not kept', () => {
  test('is a comparison with the draft, on either side', async () => {
    const id = await twoVersions()
    const before = await keptRows()
    for (const [from, to] of [[1, 'draft'] as const, ['draft', 2] as const]) {
      await services.compare.between(ada, id, from, to)
      await services.compare.between(ada, id, from, to)
    }
    expect(computed).toBe(4)
    expect(await keptRows()).toEqual(before)
  })

  test('is one that the time limit made coarser: another run may be better', async () => {
    const id = await twoVersions()
    repeatable = false
    await services.compare.between(ada, id, 1, 2)
    repeatable = true
    await services.compare.between(ada, id, 1, 2)
    await services.compare.between(ada, id, 1, 2)
    expect(computed).toBe(2)
  })

  test('is one too large', async () => {
    // It holds both texts, since they have no word in common.
    const id = await twoVersions(`<p>${'once '.repeat(220_000)}</p>`, `<p>${'twice '.repeat(190_000)}</p>`)
    const before = await keptRows()
    const comparison = await services.compare.between(ada, id, 1, 2)
    expect(comparison.html.length).toBeGreaterThan(2_000_000)
    expect(await keptRows()).toEqual(before)
  }, 120_000)
})
