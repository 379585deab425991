import { describe, expect, test } from 'vitest'
import { API_BUDGETS, type ApiBudgets } from '#app/api/http/rate-limit.ts'
import { createUser } from '#services/auth/users.ts'
import { caller } from '#test/support/auth.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { approve, publish, system } from '#test/support/steps.ts'
import { startApi } from './support/api.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)
const helix = await makeOrganization(db)
const ada = await makeMember(db, helix, ['compliance_manager', 'admin'])
const miguel = await makeMember(db, helix, ['approver'])
const key = await api.keyOf(ada)

const policy = { kind: 'policy', category: 'access_control', title: 'Access control policy' }
const create = (headers: Record<string, string> = {}, body: unknown = policy) =>
  api.send('/documents', { method: 'POST', key, body, headers })

describe('who asks', () => {
  test('nobody gets a problem that says to sign in', async () => {
    const answer = await api.send('/me', { headers: { 'x-request-id': 'request-0001' } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.json).toEqual({
      type: '/problems/unauthenticated',
      title: 'Sign in first',
      status: 401,
      detail: 'Sign in to go on.',
      code: 'unauthenticated',
      requestId: 'request-0001',
    })
  })

  test('a key acts as its person, within its scopes', async () => {
    const narrow = await api.keyOf(ada, ['audit:read'])
    expect((await api.send('/me', { key: narrow })).json).toMatchObject({ scopes: ['audit:read'] })
    expect((await api.send('/audit', { key: narrow })).status).toBe(200)
    const refused = await api.send('/documents', { key: narrow })
    expect(refused.json).toMatchObject({ status: 403, code: 'scope_missing', facts: { scope: 'documents:read' } })
  })
})

test('an export of a document of which nothing is in effect is its draft', async () => {
  const { json } = await create({}, { ...policy, content: { format: 'markdown', body: 'Lock your screen.' } })
  const { id } = json as { id: string }
  for (const query of [{}, { version: 'draft' }] as Record<string, string>[]) {
    const { status, text } = await api.send(`/documents/${id}/exports/md`, { key, query })
    expect([status, text]).toEqual([200, '# Access control policy\n\nLock your screen.\n'])
  }
})

test('the log of a version is asked for with its document, and of one that is not there nothing is found', async () => {
  const { json } = await create()
  const { id } = json as { id: string }
  const ask = (query: Record<string, string>) => api.send('/audit', { key, query })
  expect(await ask({ version: '1' })).toMatchObject({ status: 422, json: { errors: [{ pointer: '/version' }] } })
  expect(await ask({ document: id, version: '1' })).toMatchObject({ status: 200, json: { data: [] } })
  expect((await ask({ document: id })).json).toMatchObject({ data: [{ action: 'document.created' }] })
})

describe('bodies', () => {
  test('unknown fields are refused by name', async () => {
    const { json } = await create({}, { ...policy, colour: 'red', 'a/b': 1 })
    expect(json).toMatchObject({
      status: 422,
      code: 'invalid_input',
      errors: [
        { pointer: '/colour', message: 'This field is not known' },
        { pointer: '/a~1b', message: 'This field is not known' },
      ],
    })
  })

  test('every wrong field is named at once', async () => {
    const { json } = await create({}, { kind: 'poem', title: '' })
    expect(json?.errors).toEqual([
      { pointer: '/kind', message: 'Choose what kind of document it is' },
      { pointer: '/category', message: 'Choose a category' },
      { pointer: '/title', message: 'Write a title' },
    ])
  })
})

describe('a session', () => {
  test('acts in the organization that it names, from our own pages only', async () => {
    const { cookie, slug } = await signedIn()
    const session = { cookie, 'x-organization': slug }
    const read = await api.send('/me', { headers: session })
    expect(read.json).toMatchObject({ organization: { slug }, scopes: null })

    const write = (headers: Record<string, string>) =>
      api.send('/notifications/read', { method: 'POST', headers: { ...session, ...headers } })
    expect((await write({ origin: api.origin })).status).toBe(204)
    expect((await write({ origin: 'https://evil.example' })).json).toMatchObject({
      status: 403,
      code: 'foreign_origin',
    })
    expect((await write({})).json).toMatchObject({ status: 403, code: 'foreign_origin' })
  })

  test('of another organization finds nothing there, as in one that does not exist', async () => {
    const { cookie } = await signedIn()
    const ask = (slug: string) =>
      api.send('/me', { headers: { cookie, 'x-organization': slug, 'x-request-id': 'request-0002' } })
    const foreign = await ask(helix.slug)
    expect(foreign.status).toBe(404)
    expect(foreign.text).toBe((await ask('no-such-place')).text)
  })

  test('without an organization is told which header is missing', async () => {
    const { cookie } = await signedIn()
    const { json } = await api.send('/me', { headers: { cookie } })
    expect(json).toMatchObject({ status: 400, code: 'malformed' })
    expect(json?.detail).toContain('X-Organization')
  })
})

describe('what cannot be read', () => {
  const post = (body: string | Uint8Array, type = 'application/json') =>
    api.send('/documents', { method: 'POST', key, body, headers: { 'content-type': type } })

  test.each([
    ['broken JSON', '{"kind":', 'application/json', 400, 'malformed'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'application/json', 400, 'malformed'],
    ['another format', 'kind=policy', 'application/x-www-form-urlencoded', 415, 'unsupported_media'],
    ['another encoding', '{}', 'application/json; charset=utf-16', 415, 'unsupported_media'],
    ['a list instead of fields', '[]', 'application/json', 422, 'invalid_input'],
  ])('%s is refused', async (_what, body, type, status, code) => {
    expect((await post(body, type)).json).toMatchObject({ status, code })
  })

  test('a body over the limit is refused: 1 MB, or 2.5 MB where it carries a text', async () => {
    const large = { comment: 'x'.repeat(1_000_000) }
    const small = await api.send(`/signoffs/${crypto.randomUUID()}/approve`, { method: 'POST', key, body: large })
    expect(small.json).toMatchObject({ status: 413, code: 'content_too_large', facts: { limit: '1 MB' } })
    const text = { ...policy, content: { format: 'markdown', body: 'word '.repeat(300_000) } }
    expect((await create({}, text)).status).toBe(201)
    const beyond = { ...policy, content: { format: 'markdown', body: 'word '.repeat(600_000) } }
    expect((await create({}, beyond)).json).toMatchObject({ status: 413, facts: { limit: '2.5 MB' } })
  })

  test('another method is answered with those that there are', async () => {
    const answer = await api.send('/documents', { method: 'DELETE', key })
    expect(answer.json).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect(answer.headers.get('allow')).toBe('GET, POST')
  })

  test('an address that is none is not found, signed in or not', async () => {
    expect((await api.send('/nothing', { key })).json).toMatchObject({ status: 404, code: 'not_found' })
    expect((await api.send('/documents/%E0%A4%A', { key })).json).toMatchObject({ status: 400, code: 'malformed' })
  })
})

describe('lists', () => {
  test('their pages hold every document once', async () => {
    const own = await makeOrganization(db)
    const ivo = await makeMember(db, own, ['author', 'admin'])
    const ivosKey = await api.keyOf(ivo)
    for (let n = 0; n < 7; n += 1) await create({ authorization: `Bearer ${ivosKey}` })
    const found: unknown[] = []
    const totals = new Set<unknown>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: Record<string, string> = { limit: '3', sort: '-identifier', ...(cursor ? { cursor } : {}) }
      const { json } = await api.send('/documents', { key: ivosKey, query })
      const { data, page } = json as { data: { identifier: string }[]; page: { next: string | null; total: number } }
      found.push(...data.map(({ identifier }) => identifier))
      totals.add(page.total)
      cursor = page.next
    }
    expect(found).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `POL-AC-00${n}`))
    expect([...totals]).toEqual([7])
  })

  test('the last page of the versions that a reader sees says that it is the last', async () => {
    const { json } = await create({}, { ...policy, content: { format: 'markdown', body: 'Access follows need.' } })
    const path = `/documents/${json?.id}/versions`
    const save = () => api.send(path, { method: 'POST', key, body: { changeSummary: 'Again' } })
    for (let n = 0; n < 3; n += 1) await save()
    const pageAt = async (query: Record<string, string>) => {
      const read = (await api.send(path, { key, query })).json as { data: { number: number }[]; page: { next: string } }
      return { numbers: read.data.map(({ number }) => number), next: read.page.next }
    }
    const first = await pageAt({ limit: '2' })
    expect(first).toEqual({ numbers: [3, 2], next: expect.any(String) })
    expect(await pageAt({ limit: '2', cursor: first.next })).toEqual({ numbers: [1], next: null })
    expect(await pageAt({ limit: '3' })).toMatchObject({ next: null })

    // Only the latest was ever in effect: that the others are hidden makes no page after it.
    const round = await api.services.rounds.submit(ada, String(json?.id), {
      signerIds: [miguel.membershipId],
      changeSummary: 'Last',
    })
    const people = { organization: helix, manager: ada, author: ada, signers: [miguel] }
    await api.services.rounds.settleRound(system(people), round.id, new Date())
    await approve(api.services, people, round, new Date())
    await publish(db, api.services, people, round, new Date())
    const reader = await api.keyOf(await makeMember(db, helix, ['member']))
    expect((await api.send(path, { key: reader })).json).toMatchObject({ data: [{ number: 4 }], page: { next: null } })
  })

  test.each(['limit=0', 'limit=101', 'cursor=made-up', 'sort=color', 'colour=red'])(
    '%s is refused by its name',
    async (query) => {
      const { json } = await api.send(`/documents?${query}`, { key })
      const pointer = `/${query.split('=')[0]}`
      expect(json).toMatchObject({ status: 422, errors: [{ pointer, in: 'query' }] })
    },
  )
})

test('what a text has and a document cannot have is named in the answer, when it is made and when it is written', async () => {
  const content = { format: 'markdown', body: '# Doors\n\n[plan](plan.pdf) ![](data:image/png;base64,AAAA)' }
  const { json } = await create({}, { ...policy, title: undefined, content })
  const warnings = [
    { code: 'link_left_out', at: 'line 3', text: 'The link to “plan.pdf” was left out, its text stays.' },
    { code: 'image_left_out', at: 'line 3', text: 'A picture was left out.' },
  ]
  expect(json).toMatchObject({ title: 'Doors', warnings })
  const path = `/documents/${json?.id}/draft`
  const put = (revision: number, body: object) =>
    api.send(path, { method: 'PUT', key, body, headers: { 'if-match': `"${revision}"` } })
  expect((await put(1, { content })).json).toMatchObject({ content: '<p>plan</p>', warnings })
  const html = { format: 'html', body: '<p>a</p><script>b</script>' }
  expect((await put(2, { content: html })).json).toMatchObject({
    content: '<p>a</p>',
    warnings: [{ code: 'element_left_out', at: 'line 1, column 9' }],
  })
  expect(
    (await api.send('/documents', { method: 'POST', key, body: { ...policy, title: undefined } })).json,
  ).toMatchObject({
    status: 422,
    errors: [{ pointer: '/title', message: 'Write a title' }],
  })
})

describe('concurrency', () => {
  const draft = { content: { format: 'markdown', body: 'Mine.' } }
  const write = (id: unknown, headers: Record<string, string>) =>
    api.send(`/documents/${id}/draft`, { method: 'PUT', key, body: draft, headers })

  test('a draft is written with the tag that was read, and not without', async () => {
    const { json } = await create()
    const read = await api.send(`/documents/${json?.id}/draft`, { key })
    expect(read.headers.get('etag')).toBe('"1"')
    expect((await write(json?.id, {})).json).toMatchObject({ status: 428, code: 'precondition_required' })
    const written = await write(json?.id, { 'if-match': '"1"' })
    expect(written.headers.get('etag')).toBe('"2"')
    const stale = await write(json?.id, { 'if-match': '"1"' })
    expect(stale.json).toMatchObject({
      status: 412,
      code: 'stale_revision',
      facts: { revision: 2, changedBy: ada.name },
    })
  })

  test('a resource that was not changed is not sent again', async () => {
    const { json, headers } = await create()
    const again = await api.send(`/documents/${json?.id}`, {
      key,
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    expect(again).toMatchObject({ status: 304, text: '' })
  })
})

const budgetsOf = (points: number): ApiBudgets => ({
  perCredential: { ...API_BUDGETS.perCredential, points },
  failuresPerAddress: { ...API_BUDGETS.failuresPerAddress, points },
})

test('two web processes take from one budget, and a search costs more of it than a look', async () => {
  const budgets = budgetsOf(8)
  const [one, another] = [
    await startApi(db, { budgets, patienceMs: 60_000 }),
    await startApi(db, { budgets, patienceMs: 60_000 }),
  ]
  const mine = await api.keyOf(ada)
  const left = ({ headers }: { headers: Headers }) => Number(headers.get('ratelimit-remaining'))
  expect(left(await one.send('/me', { key: mine }))).toBe(7)
  expect(left(await another.send('/me', { key: mine }))).toBe(6)
  expect(left(await one.send('/search', { key: mine, query: { q: 'access' } }))).toBe(1)
  expect((await another.send('/search', { key: mine, query: { q: 'access' } })).status).toBe(429)
})

test('whoever asks too often is told when to come again, and what is left before that', async () => {
  const small = await startApi(db, { budgets: budgetsOf(2), patienceMs: 60_000 })
  const first = await small.send('/me', { key })
  expect(first.headers.get('ratelimit-limit')).toBe('2')
  expect(first.headers.get('ratelimit-remaining')).toBe('1')
  await small.send('/me', { key })
  const third = await small.send('/me', { key })
  expect(third.json).toMatchObject({ status: 429, code: 'rate_limited' })
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  // However it is written, it is the same key.
  const shouted = await small.send('/me', { headers: { authorization: `BEARER  ${key}` } })
  expect(shouted.status).toBe(429)
  // Another key has a budget of its own; guessed keys use up that of their address, and nobody else's.
  const guesses = await Promise.all([...'abcdef'].map((guess) => small.send('/me', { key: `acc_${guess.repeat(43)}` })))
  expect(guesses.map(({ status }) => status).sort()).toEqual([401, 401, 429, 429, 429, 429])
  expect((await small.send('/me', { key: await api.keyOf(ada) })).status).toBe(200)
})

test('a session has one budget, whatever else its browser sends', async () => {
  const { cookie, slug } = await signedIn()
  const small = await startApi(db, { budgets: budgetsOf(3), patienceMs: 60_000 })
  const spellings = ['', '; junk=1', '; junk=2', '; a=b; c=d', '; theme=dark']
  const asked = spellings.flatMap((more) => [`${cookie}${more}`, `${more.slice(2)}; ${cookie}`])
  const answers = await Promise.all(
    asked.map((spelled) => small.send('/me', { headers: { cookie: spelled, 'x-organization': slug } })),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
})

/** Somebody signed in by password, with an organization. */
async function signedIn() {
  const email = `${crypto.randomUUID()}@people.example`
  const user = await createUser(db, { name: 'Grace Hopper', email, password: 'a long password' })
  const request = { requestId: null, ip: null }
  const slug = `org-${crypto.randomUUID().slice(0, 8)}`
  const place = { name: 'Grace', slug, type: 'enterprise' as const, timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5] }
  await api.services.organizations.create(user, place, request)
  const result = await api.auth.signIn({ email, password: 'a long password' }, caller('10.0.0.1'))
  if (!result.ok) throw new Error('the person could not sign in')
  const cookie = result.headers.getSetCookie().map((set) => set.split(';')[0])
  return { cookie: cookie.join('; '), slug }
}

test('nothing of this was a bug', () => {
  expect(api.bugs).toEqual([])
})
