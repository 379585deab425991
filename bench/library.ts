import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import type { LibraryQuery, LibraryService } from '#services/library/index.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { fillLibrary } from './library-rows.ts'
import { benchDatabase } from './support/databases.ts'
import { alternate, timing } from './support/measure.ts'
import type { Figure, Result } from './support/report.ts'

const SMALL = 1_000
const LARGE = 100_000
const LIMIT = { atMost: 1.3 }

type Library = { actors: Record<'manager' | 'author' | 'member', Actor>; service: LibraryService }

async function library(engines: TestEngines, documents: number): Promise<Library & { close(): Promise<void> }> {
  const database = await benchDatabase(engines, `library_${documents}`)
  const organization = await makeOrganization(database.db)
  const manager = await makeMember(database.db, organization, ['compliance_manager'])
  const author = await makeMember(database.db, organization, ['author'])
  const member = await makeMember(database.db, organization, ['member'])
  await fillLibrary(database, organization.id, manager.membershipId, documents)
  return {
    actors: { manager, author, member },
    service: testServices(database.db).library,
    close: () => database.db.$client.end(),
  }
}

/** What the library page asks for: a page of rows and the cards on top. */
const page = ({ service }: Library, actor: Actor, query: LibraryQuery) =>
  service.list(actor, query).then(() => service.figures(actor, query.kinds ?? [], dateIn(new Date(), 'UTC')))

const SCENARIOS: Record<string, (at: Library, round: number) => Promise<unknown>> = {
  'library page': (at, round) => {
    const queries: LibraryQuery[] = [
      {},
      { kinds: ['policy'] },
      { kinds: ['policy'], statuses: ['draft'] },
      { sort: 'updatedAt', descending: true },
      { page: 3 },
      { sort: 'title' },
      { sort: 'nextReviewDate' },
      { frameworks: ['iso_27001'] },
      { tags: ['laboratory'] },
    ]
    const who = [at.actors.manager, at.actors.author, at.actors.member][round % 3]
    return page(at, who ?? at.actors.member, queries[round % queries.length] ?? {})
  },
  'library search': (at, round) => {
    const words = [
      'reviewingk',
      'systemer',
      'POL-AC-000042',
      'access',
      'datamentf contro',
      'securty',
      'policy',
      'riskityc',
    ]
    const who = [at.actors.manager, at.actors.author, at.actors.member][round % 3]
    return at.service.list(who ?? at.actors.member, { words: words[round % words.length] })
  },
}

/** The last page of each reader, or one as much nearer, beside their first. */
async function furtherPages(at: Library, nearer = 1) {
  const readers = await Promise.all(
    Object.values(at.actors).map(async (actor) => ({ actor, pages: (await at.service.list(actor, {})).pages })),
  )
  const turn = (round: number, far: boolean) => {
    const { actor, pages } = readers[round % readers.length] ?? { actor: at.actors.member, pages: 1 }
    return page(at, actor, { page: far ? Math.ceil(pages / nearer) : 1 })
  }
  const sides = { a: (round: number) => turn(round, true), b: (round: number) => turn(round, false) }
  return alternate(sides, { rounds: 60, warmUp: 12 })
}

/** Does the library of a large organization answer as fast as that of a small one? */
export async function libraryBench(engines: TestEngines): Promise<Result> {
  const small = await library(engines, SMALL)
  const large = await library(engines, LARGE)
  const figures: Figure[] = []
  const notes: string[] = []
  try {
    for (const [name, scenario] of Object.entries(SCENARIOS)) {
      const sides = { a: (round: number) => scenario(large, round), b: (round: number) => scenario(small, round) }
      const times = await alternate(sides, { rounds: 168, warmUp: 24 })
      figures.push({
        what: `${name}, p95, ${LARGE.toLocaleString('en')} documents`,
        against: `the same, ${SMALL.toLocaleString('en')} documents`,
        unit: 'ms',
        measured: timing(times.a).p95,
        baseline: timing(times.b).p95,
        limit: LIMIT,
      })
    }
    const last = await furtherPages(large)
    figures.push({
      what: `last page of the library, p95, ${LARGE.toLocaleString('en')} documents`,
      against: 'the first',
      unit: 'ms',
      measured: timing(last.a).p95,
      baseline: timing(last.b).p95,
      limit: LIMIT,
    })
    const middle = timing((await furtherPages(large, 2)).a).p95.toFixed(1)
    notes.push(`Pages are counted from the nearer end, so the middle one takes longest: ${middle} ms, p95.`)
  } finally {
    await Promise.all([small.close(), large.close()])
  }
  return { name: 'library', title: 'Library and search, by the service', figures, notes }
}
