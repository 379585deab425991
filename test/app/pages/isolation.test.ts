import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ROLES } from '#domain/roles.ts'
import { connected, withDatabase } from '#engines/postgres/roles.ts'
import { organizationTables } from '#test/db/catalog.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember } from '#test/support/factories.ts'
import { type Asked, givePassword, openPages } from '#test/support/pages.ts'
import { addressesOf, ORGANIZATION_ROUTES, type PageRoute, ROUTES } from './routes.ts'
import { fillings, SEARCHES, SENT } from './sent.ts'
import { ID_NAMES, type Ids, makePagesWorld } from './world.ts'

/*
 * Every address of the pages, as app/routes.ts lists them, asked for by people from whom its rows are kept: the answer is
 * that for rows that never existed. A new route is tried by itself, or its test says what it lacks for it.
 */
const database = await createTestDatabase()
const { db, ownerDb } = database
const pages = await openPages(database)
const SECRET = 'Quagga'
const world = await makePagesWorld(pages, db, SECRET, 'access_control')
const abroad = await makePagesWorld(pages, db, 'Okapi', 'encryption')
const stranger = await makeMember(db, abroad.organization, [...ROLES])
await givePassword(db, stranger)
const [strangersCookie, outsidersCookie, adasCookie] = await Promise.all(
  [stranger, world.outsider, world.ada].map(({ email }) => pages.signIn(email)),
)

const REQUEST_ID = 'isolation-test-0001'
const HOME = world.organization.slug
const ABROAD = abroad.organization.slug
/** As long as any other, and nobody's. */
const NOWHERE = `org-${'0'.repeat(HOME.length - 4)}`

/** The same set, with ids of the same shape that were never given in the place of some. */
function neverGiven(ids: Ids, which: readonly (keyof Ids)[]): Ids {
  const made = { ...ids, ...Object.fromEntries(which.map((name) => [name, randomUUID()])), identifier: 'POL-AC-999' }
  return { ...made, reference: ids.reference === ids.identifier ? made.identifier : made.document }
}

interface Seen {
  status: number
  headers: [string, string][]
  body: string[]
}

/** An answer without what differs from one to the next whoever asks, and with names in the place of ids. */
async function see(answer: Response, slug: string, ids: Ids): Promise<Seen> {
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const named = (text: string) => {
    let result = nonce ? text.replaceAll(nonce, 'NONCE') : text
    for (const [name, id] of [...Object.entries(ids), ['slug', slug] as const])
      result = result.replaceAll(id, `<${name}>`)
    return result.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<now>')
  }
  const headers = [...answer.headers].filter(([name]) => !['date', 'content-length', 'keep-alive'].includes(name))
  // A stream has no end to wait for: that it was opened is answer enough.
  const body = isStream ? 'a stream' : await answer.text()
  if (isStream) await answer.body?.cancel()
  const header = (value: string) => named(value.replace(/accord-flash=([^;]+)/, (_, flash: string) => said(flash)))
  return {
    status: answer.status,
    headers: headers.map(([name, value]) => [name, header(value)]),
    body: named(body).split(/(?=<)/),
  }
}

/** The sentence in the cookie that carries it to the next page, without its own id. */
const said = (cookie: string): string =>
  Buffer.from(decodeURIComponent(cookie), 'base64')
    .toString()
    .replace(/"id":"[^"]+"/, '"id":"<flash>"')

interface Try {
  address: string
  asked: Asked
}

/** Every way to ask for a route with some ids: as a page and as data, with what its address may ask and its forms send. */
function triesOf(route: PageRoute, slug: string, ids: Ids, inPath: Ids = ids): Try[] {
  const hasAction = pages.routes[route.id]?.module.action !== undefined
  if (hasAction && !SENT[route.file]) throw new Error(`Say in sent.ts what the forms of ${route.file} send.`)
  const sent = hasAction ? (SENT[route.file]?.(ids) ?? []) : []
  const searches = ['', ...(SEARCHES[route.file]?.(ids) ?? [])]
  return addressesOf(route, fillings(slug, inPath)).flatMap((path) =>
    [path, `${path}.data`].flatMap((at) => [
      ...searches.map((query) => ({ address: query ? `${at}?${query}` : at, asked: {} })),
      ...sent.map(({ search, ...asked }) => {
        const query = [route.index ? 'index' : '', search ?? ''].filter(Boolean).join('&')
        return { address: query ? `${at}?${query}` : at, asked }
      }),
    ]),
  )
}

const isRead = ({ asked }: Try) => !asked.form && !asked.json

async function answerTo({ address, asked }: Try, cookie: string | undefined, slug: string, ids: Ids): Promise<Seen> {
  return see(await pages.ask(address, { ...asked, as: cookie, headers: { 'x-request-id': REQUEST_ID } }), slug, ids)
}

/** Asks twice, once about rows that are there and once about rows that never were, and holds the answers together. */
async function expectAlike(
  real: { tries: Try[]; slug: string; ids: Ids },
  never: { tries: Try[]; slug: string; ids: Ids },
  cookie: string | undefined,
): Promise<number> {
  let compared = 0
  for (const [index, attempt] of real.tries.entries()) {
    const other = never.tries[index]
    // What names no row that is kept from this reader is their own business.
    if (!other || JSON.stringify(other) === JSON.stringify(attempt)) continue
    const [there, nowhere] = await Promise.all([
      answerTo(attempt, cookie, real.slug, real.ids),
      answerTo(other, cookie, never.slug, never.ids),
    ])
    expect(there, `${attempt.asked.form || attempt.asked.json ? 'POST' : 'GET'} ${attempt.address}`).toEqual(nowhere)
    expect(there.body.join('')).not.toContain(SECRET)
    compared += 1
  }
  return compared
}

/** Every row of an organization, as its owner would see them. */
async function rowsOf(orgId: string): Promise<Record<string, string>> {
  const superuser = withDatabase(database.ownerUrl, new URL(database.url).pathname.slice(1))
  return connected(superuser, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [orgId])
    const found: Record<string, string> = {}
    for (const table of await organizationTables(ownerDb.$client)) {
      const { rows } = await client.query(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as rows from ${table} t where org_id = $1`,
        [orgId],
      )
      found[table] = rows[0].rows
    }
    return found
  })
}

/** Addresses that answer only what is sent to them. */
const SENDS_ONLY = ['routes/documents/draft.ts', 'routes/documents/attachments.ts']

const named = ORGANIZATION_ROUTES.map((route) => [route.path + (route.index ? ' (index)' : ''), route] as const)
const documents = Object.values(world.documents)
const before = await rowsOf(world.organization.id)

describe.each(named)('%s', (_, route) => {
  test('answers members of another organization as if its rows had never existed', async () => {
    const ids = world.documents.inReview
    const never = neverGiven(ids, ID_NAMES)
    const asked = (of: Ids) => ({ tries: triesOf(route, ABROAD, of), slug: ABROAD, ids: of })
    await expectAlike(asked(ids), asked(never), strangersCookie)
    // Foreign rows, named in the forms of one's own pages.
    const named = (of: Ids) => ({ tries: triesOf(route, ABROAD, of, abroad.documents.draft), slug: ABROAD, ids: of })
    await expectAlike(named(ids), named(never), strangersCookie)
  })

  test('answers them below the address of the organization as if that had never existed', async () => {
    const ids = world.documents.inReview
    const at = (slug: string) => ({ tries: triesOf(route, slug, ids), slug, ids })
    expect(await expectAlike(at(HOME), at(NOWHERE), strangersCookie)).toBeGreaterThan(0)
  })

  test('answers whoever may not read a document as if it had never existed', async () => {
    for (const ids of documents) {
      const never = neverGiven(ids, [
        'document',
        'identifier',
        'reference',
        'signoff',
        'notification',
        'session',
        'campaign',
      ])
      const asked = (of: Ids) => ({ tries: triesOf(route, HOME, of), slug: HOME, ids: of })
      await expectAlike(asked(ids), asked(never), outsidersCookie)
    }
  })

  test('leads whoever is not signed in to the same place', async () => {
    const ids = world.documents.inEffect
    const at = (slug: string) => ({ tries: triesOf(route, slug, ids).filter(isRead), slug, ids })
    await expectAlike(at(HOME), at(NOWHERE), undefined)
  })
})

describe('no page, list or search', () => {
  const addresses = (slug: string) =>
    ORGANIZATION_ROUTES.filter(({ params }) => params.every((name) => name === 'org')).flatMap((route) => {
      const ids = world.documents.inEffect
      const [path = ''] = addressesOf(route, fillings(slug, ids))
      const searches = ['', 'q=plan', ...(SEARCHES[route.file]?.(ids) ?? [])]
      return searches.map((query) => (query ? `${path}?${query}` : path))
    })
  const textOf = async (address: string, cookie: string | undefined) =>
    (await see(await pages.ask(address, { as: cookie }), 'no slug', world.documents.inEffect)).body.join('')
  const read = async (slug: string, cookie: string | undefined) =>
    (await Promise.all(addresses(slug).map((address) => textOf(address, cookie)))).join('\n')

  test('names a document to members of another organization', async () => {
    const text = await read(ABROAD, strangersCookie)
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain(HOME)
  })

  test('names a document to whoever may not read it', async () => {
    expect(await read(HOME, outsidersCookie)).not.toContain(SECRET)
  })

  test('keeps it from those who may read it', async () => {
    const text = await read(HOME, adasCookie)
    expect(text).toContain(`${SECRET} plan`)
    expect(text).toMatch(/withdrew <a [^>]+>.* from review/)
  })
})

test('routes of no organization take nothing that belongs to one', () => {
  const others = ROUTES.filter((route) => !ORGANIZATION_ROUTES.includes(route))
  // A token is a secret of its own, a code is public, and a hash answers with what is printed beside it (its own test says
  // so); whatever comes to them here has to be tried above.
  expect(new Set(others.flatMap(({ params }) => params))).toEqual(new Set(['token', '*', 'code', 'hash']))
})

test('nothing of all this changed a row of theirs', async () => {
  expect(await rowsOf(world.organization.id)).toEqual(before)
})

describe.each(named)('%s', (_, route) => {
  test('does answer its own organization', async () => {
    // Without this the tests above would pass for addresses that nobody has.
    const reads = documents.flatMap((ids) =>
      triesOf(route, HOME, ids)
        .filter(isRead)
        .map((one) => ({ one, ids })),
    )
    const statuses: number[] = []
    for (const { one, ids } of reads) {
      statuses.push((await answerTo(one, adasCookie, HOME, ids)).status)
      if ((statuses.at(-1) ?? 500) < 400) break
    }
    const refuses = route.params.includes('*') || SENDS_ONLY.includes(route.file)
    expect(statuses.some((status) => status < 400)).toBe(!refuses)
  })
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
