import { request } from 'node:http'
import { expect, test } from 'vitest'
import { API_SCOPES } from '#domain/scopes.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createInvitationMails } from '#services/invitations/mail.ts'
import { createTestDatabase, withoutDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { withFullDisk } from '#test/support/full-disk.ts'
import { startMailbox } from '#test/support/mailbox.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { waitFor } from '#test/support/wait-for.ts'

const database = await createTestDatabase()
const { db } = database
const pages = await openPages(database)
const mailbox = await startMailbox()
const organization = await makeOrganization(db)
const admin = await makeMember(db, organization, ['admin'])
await givePassword(db, admin)
const cookie = await pages.signIn(admin.email)

interface Line {
  level: number
  requestId: string
  method: string
  route: string
  status: number
  ms: number
}
const LEVELS = { debug: 20, info: 30 }

/** All lines of a request, which has an id of its own for that; the last of them is written when the answer has ended. */
async function linesOf(requestId: string): Promise<Line[]> {
  const mine = () => pages.lines.filter((line) => line.includes(requestId)).map((line): Line => JSON.parse(line))
  await waitFor(() => mine().length > 0, 10_000, `The line of ${requestId}`)
  return mine()
}

let asked = 0
async function lineOf(path: string, how: Parameters<typeof pages.ask>[1] = {}): Promise<Line> {
  asked += 1
  const requestId = `request-${asked}`.padEnd(16, '.')
  const answer = await pages.ask(path, { ...how, headers: { ...how.headers, 'x-request-id': requestId } })
  await answer.arrayBuffer()
  const lines = await linesOf(requestId)
  expect(lines).toHaveLength(1)
  const [line] = lines as [Line]
  expect(line).toMatchObject({ requestId, msg: 'request', status: answer.status, ms: expect.any(Number) })
  return line
}

test.each([
  ['/', '/', 'info'],
  ['/sign-in?returnTo=%2Fhelix', '/sign-in', 'info'],
  [`/${organization.slug}`, '/:org', 'info'],
  [`/${organization.slug}/settings/members?page=2`, '/:org/settings/members', 'info'],
  [`/${organization.slug}/inbox.data`, '/:org/inbox', 'info'],
  [`/${organization.slug}/documents/POL-IS-001/versions/2`, '/:org/documents/:identifier/versions/:number', 'info'],
  ['/nothing/of/ours', '/:org/*', 'info'],
  ['/__manifest?p=%2Fhelix&version=1', '/__manifest', 'info'],
  ['/api/v1/documents?q=secret', '/api/v1/documents', 'info'],
  ['/api/v1/documents/POL-IS-001', '/api/v1/documents/:document', 'info'],
  ['/api/v1/nothing', '/api/v1/*', 'info'],
  ['/favicon.svg', '/<file>', 'debug'],
  ['/assets/no-such-file.js', '/assets/*', 'debug'],
  ['/healthz', '/healthz', 'debug'],
  ['/readyz', '/readyz', 'debug'],
  ['/metrics', '/metrics', 'debug'],
] as const)('a request for %s is one line that says %s', async (path, route, level) => {
  expect(await lineOf(path, { as: cookie })).toMatchObject({ method: 'GET', route, level: LEVELS[level] })
})

test('a write is a line too, and so is one that is refused because it comes from elsewhere', async () => {
  const form = { theme: 'dark' }
  expect(await lineOf('/theme', { form })).toMatchObject({ method: 'POST', route: '/theme' })
  const headers = { origin: 'https://evil.example' }
  expect(await lineOf('/theme', { form, headers })).toMatchObject({ method: 'POST', route: '/theme', status: 403 })
})

test('a stream of events is one line, when it has ended', async () => {
  const requestId = 'request-of-a-stream'
  const gone = new AbortController()
  const answer = await fetch(`${pages.url}/${organization.slug}/events/stream`, {
    signal: gone.signal,
    headers: { cookie, 'x-request-id': requestId },
  })
  await answer.body?.getReader().read()
  expect(pages.lines.filter((line) => line.includes(requestId))).toEqual([])
  gone.abort()
  expect(await linesOf(requestId)).toMatchObject([{ route: '/:org/events/stream', status: 200 }])
})

test('what opens an account or a door is in no line', async () => {
  const email = 'fresh@people.example'
  await pages.services.invitations.create(admin, { email, roles: ['author'], positionTitle: 'Writer' })
  const mailer = smtpMailer(mailbox.url, 'Accord <no-reply@accord.test>')
  const deps = { db: pages.db, clock: pages.deps.clock, mailer, publicUrl: pages.url, log: pages.deps.log }
  await createInvitationMails(deps).drain()
  const mail = await mailbox.mail(() => true)
  const token = /\/invitations\/([\w-]+)/.exec(mail.text ?? '')?.[1] ?? ''
  expect(token.length).toBeGreaterThan(20)
  const madeUp = 'a-token-that-somebody-made-up'

  expect(await lineOf(`/invitations/${token}`)).toMatchObject({ route: '/invitations/:token', status: 200 })
  await lineOf(`/invitations/${token}.data?token=${token}`)
  const form = { name: 'Fresh Person', password: 'a secret that is long enough' }
  const accepted = await lineOf(`/invitations/${token}`, { form })
  expect(accepted).toMatchObject({ method: 'POST', route: '/invitations/:token', status: 302 })
  for (const page of ['invitations', 'reset-password', 'sign-up']) {
    expect(await lineOf(`/${page}/${madeUp}`)).toMatchObject({ route: `/${page}/:token` })
    await lineOf(`/${page}/${madeUp}.data`)
  }
  await lineOf(`/api/auth/reset-password/${madeUp}?callbackURL=%2F`)
  await lineOf('/api/v1/documents', { headers: { authorization: `Bearer ${madeUp}` } })
  await lineOf('/api/auth/sign-in/email', { json: { email, password: form.password } })

  const log = pages.lines.join('')
  const session = cookie.split('=')[1] ?? ''
  for (const secret of [token, madeUp, form.password, PASSWORD, email, admin.email, session]) {
    expect(log.includes(secret), secret).toBe(false)
  }
  expect(pages.bugs).toEqual([])
})

/** Sent byte by byte as it is: `fetch` would make an address of what is none. */
const statusOf = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<number | undefined>((answered, failed) => {
    const { port } = new URL(pages.url)
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      answer.resume()
      answered(answer.statusCode)
    })
    asked.on('error', failed)
    asked.end()
  })

test.each([
  ['GET', '/%5C', {}, 400],
  ['POST', '/%5C', {}, 400],
  ['GET', '/%5c%5Cevil.example', {}, 400],
  ['GET', '/sign-in/%5C', {}, 400],
  ['GET', '/%', {}, 400],
  ['GET', '//evil.example', {}, 404],
  ['GET', '/', { host: '[::1' }, 400],
  ['GET', '/', { host: 'a b' }, 400],
  ['GET', '/?_data=root', {}, 400],
  ['GET', '/?_data=nothing', {}, 400],
  ['POST', '/sign-in?_data=routes%2Fauth%2Fsign-in', {}, 400],
  ['POST', '/sign-in', {}, 400],
  ['POST', '/sign-in.data', {}, 400],
  ['POST', '/theme', { 'content-type': 'multipart/form-data' }, 400],
  ['PUT', '/sign-in', { 'content-type': 'application/json' }, 400],
  ['TRACE', '/', {}, 405],
  ['OPTIONS', '/sign-in', {}, 405],
  ['GET', '/favicon.svg', { range: 'bytes=9999999-' }, 416],
] as const)(
  '%s %s with %o is answered %i, signed in or not, and is no bug of ours',
  async (method, path, headers, status) => {
    const own = { cookie, origin: pages.url }
    expect([await statusOf(method, path, headers), await statusOf(method, path, { ...headers, ...own })]).toEqual([
      status,
      status,
    ])
    expect(pages.bugs).toEqual([])
  },
)

test('while the database is away everybody is told to come again, and no log has a word of what was being written', async () => {
  const mark = 'Hasenpfeffer'
  const manager = await makeMember(db, organization, ['admin', 'compliance_manager'])
  await givePassword(db, manager)
  const as = await pages.signIn(manager.email)
  const document = await pages.services.documents.create(manager, {
    kind: 'policy',
    category: 'access_control',
    title: `Policy on ${mark}`,
  })
  const { key } = await pages.services.apiKeys.create(manager, {
    name: 'Script',
    scopes: [...API_SCOPES],
    expiresInDays: null,
  })
  const page = `/${organization.slug}/documents/${document.identifier}`
  const session = { 'x-organization': organization.slug, 'sec-fetch-site': 'same-origin' }
  const byKey = { authorization: `Bearer ${key}` }
  const writes = () => [
    pages.ask(`${page}/edit`, { as, form: { revision: '1', markdown: `About ${mark}.` } }),
    pages.ask('/sign-in', { form: { email: `${mark}@people.example`, password: `${mark} ${mark}` } }),
    pages.ask('/api/auth/sign-in/email', { json: { email: `${mark}@people.example`, password: `${mark} ${mark}` } }),
    ...[byKey, { ...session, cookie: as }].map((headers) =>
      pages.ask('/api/v1/documents', {
        headers,
        json: { kind: 'policy', category: 'access_control', title: mark, content: { format: 'markdown', body: mark } },
      }),
    ),
  ]
  const reads = () => [
    ...['', '/events/stream', '/inbox', '/inbox.data'].map((path) => pages.ask(`/${organization.slug}${path}`, { as })),
    pages.ask(page, { as }),
    pages.ask('/api/v1/documents', { headers: byKey }),
    pages.ask('/api/v1/documents', { headers: { ...session, cookie: as } }),
  ]
  // The database goes in the middle of these.
  const cut = [...writes(), ...writes(), ...writes()]
  await withoutDatabase(database, async () => {
    for (const answer of await Promise.all(cut)) {
      await answer.text()
      if (answer.status >= 500) expect([answer.url, answer.status]).toEqual([answer.url, 503])
    }
    for (const answer of await Promise.all([...writes(), ...reads()])) {
      const text = await answer.text()
      expect([answer.url, answer.status, answer.headers.get('retry-after')]).toEqual([answer.url, 503, '5'])
      // A stream is read by a script, which comes again by itself.
      if (!answer.url.endsWith('/stream')) expect(text, answer.url).toContain('What was saved before is kept')
    }
  })
  const log = pages.lines.join('')
  expect(log).toContain('"code":"')
  for (const secret of [mark, key, manager.email, 'insert into', 'params', 'select ']) {
    expect(log.includes(secret), secret).toBe(false)
  }
})

test('while the disk of the database is full everything is read, and what is written says that there is no room', async () => {
  const manager = await makeMember(db, organization, ['admin', 'compliance_manager'])
  await givePassword(db, manager)
  const as = await pages.signIn(manager.email)
  const { identifier } = await pages.services.documents.create(manager, {
    kind: 'policy',
    category: 'access_control',
    title: 'Policy on room',
    content: { format: 'markdown', body: 'Room.' },
  })
  for (const changeSummary of ['First', 'Second']) {
    await pages.services.versions.save(manager, identifier, { changeSummary, abstract: '' })
  }
  const name = 'Script'
  const { key } = await pages.services.apiKeys.create(manager, { name, scopes: [...API_SCOPES], expiresInDays: null })
  const byKey = { authorization: `Bearer ${key}` }
  const home = `/${organization.slug}`
  const page = `${home}/documents/${identifier}`
  const read = ['', '/inbox', '/documents', '/notifications', '/audit', '/search?q=room', '/settings/members']
  const ofDocument = ['', '/versions', '/versions/1', '/compare?from=1&to=2', '/activity', '/approval', '/edit']
  const api = [
    '/me',
    '/documents',
    `/documents/${identifier}/draft`,
    `/documents/${identifier}/diff?from=1&to=2`,
    '/audit',
  ]
  const json = { kind: 'policy', category: 'access_control', title: 'Written' }
  await withFullDisk(database, async () => {
    for (const path of [...read.map((each) => home + each), ...ofDocument.map((each) => page + each)]) {
      expect([path, (await pages.ask(path, { as })).status]).toEqual([path, 200])
    }
    for (const path of api) {
      expect([path, (await pages.ask(`/api/v1${path}`, { headers: byKey })).status]).toEqual([path, 200])
    }
    const answers = await Promise.all([
      pages.ask('/api/v1/documents', { headers: byKey, json }),
      pages.ask('/api/v1/documents', { headers: { ...byKey, 'idempotency-key': 'once' }, json }),
      pages.ask(`${home}/documents/new`, { as, form: { ...json, description: 'Kept.', markdown: 'Typed.' } }),
      pages.ask('/sign-in', { form: { email: manager.email, password: PASSWORD } }),
      pages.ask('/api/auth/sign-in/email', { json: { email: manager.email, password: PASSWORD } }),
    ])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    for (const [n, answer] of answers.entries()) {
      expect([answer.url, answer.status, answer.headers.get('retry-after')]).toEqual([answer.url, 503, '5'])
      expect(texts[n]).toContain('Room to save on the disk is not available right now. What was saved before is kept.')
    }
    expect(answers[0]?.headers.get('content-type')).toBe('application/problem+json')
    expect(texts[2]).toContain('value="Kept."')
  })
  expect((await pages.ask('/api/v1/documents', { headers: byKey, json })).status).toBe(201)
})
