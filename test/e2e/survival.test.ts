import { isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { acrossOrganizations, createDatabase, type Database } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import { verifyEverything } from '#engines/audit/verify.ts'
import { connected } from '#engines/postgres/roles.ts'
import { type ApiClient, apiClient } from '#test/support/api-client.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { isFullRun } from '#test/support/random-runs.ts'
import { PARTS, type PartName, startTestStack, type TestStack } from '#test/support/stack.ts'
import { passTime } from '#test/support/time.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * People work through the API while the processes behind it are killed, one after the other, as by a power cut.
 * Whoever got no answer asks again. In the end every fact is there, and none is there twice.
 */
/** Each part is killed twice on an ordinary run, and three times on a full one. */
const KILLS = isFullRun() ? 12 : 8
const ROUNDS = isFullRun() ? 30 : 24
const AT_ONCE = 6
/** Which part is killed when: the same in every run, and different from a pattern that the code could be lucky with. */
const SEED = 20_261_122

type Document = { id: string; status: string }
type Signoff = { id: string; document: { id: string } }
type Person = { membershipId: string; api: ApiClient }

let stack: TestStack
let db: Database
let orgId: string
let author: Person
let signers: Person[]
let answers = 0

beforeAll(async () => {
  stack = await startTestStack()
  db = createDatabase(stack.appUrl, { onError: () => undefined })
}, 300_000)

afterAll(async () => {
  await db?.$client.end()
  await stack?.stop()
})

// Keys of their own for each test: what one has asked for would count against what the next one may ask in a minute.
beforeEach(async ({ onTestFailed }) => {
  onTestFailed(async () => void process.stderr.write(await stack.logs()))
  const organization = await makeOrganization(db)
  orgId = organization.id
  const person = async (role: 'compliance_manager' | 'approver'): Promise<Person> => {
    const actor = await makeMember(db, organization, ['admin', role])
    const input = { name: 'Test', scopes: [...API_SCOPES], expiresInDays: null }
    const { key } = await testServices(db).apiKeys.create(actor, input)
    return { membershipId: actor.membershipId, api: apiClient(stack.url, key, () => answers++) }
  }
  author = await person('compliance_manager')
  signers = [await person('approver'), await person('approver')]
})

/** One policy from its first word to its publication. */
async function tellStory(number: number): Promise<string> {
  const { id } = await author.api.post<Document>('/documents', {
    kind: 'policy',
    category: 'access_control',
    title: `Policy ${number}`,
    content: { format: 'markdown', body: `## Purpose\n\nRule ${number} holds.\n` },
  })
  await author.api.post(`/documents/${id}/submit`, {
    signerIds: signers.map(({ membershipId }) => membershipId),
    changeSummary: 'First version',
    publication: { mode: 'on_approval' },
  })
  for (const { api } of signers) {
    const waiting = await waitFor(
      async () => {
        const { data } = await api.get<{ data: Signoff[] }>('/signoffs?status=pending&limit=100')
        return data.find(({ document }) => document.id === id)
      },
      120_000,
      'The request to sign',
    )
    await api.post(`/signoffs/${waiting.id}/approve`)
  }
  await waitFor(
    async () => (await author.api.get<Document>(`/documents/${id}`)).status === 'published',
    180_000,
    `The publication of policy ${number}`,
  )
  return id
}

/** Several at once, as people work; each takes the next policy when one is through. */
async function tellStories(count: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const finished: string[] = []
  const next = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
      finished.push(await tellStory(number))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return finished
}

/** Kills parts at moments that the seed decides, for as long as there is work. */
async function killAtRandom(kills: number, done: () => boolean): Promise<PartName[]> {
  const killed: PartName[] = []
  const random = seeded(SEED)
  while (killed.length < kills && !done()) {
    const moment = answers + 1 + Math.floor(random() * 12)
    await waitFor(() => answers >= moment || done(), 180_000, 'The next moment to kill')
    // Each is killed as often as the others, in an order that is drawn.
    const left = PARTS.filter((part) => count(killed, part) <= Math.floor(killed.length / PARTS.length))
    const part = left[Math.floor(random() * left.length)] ?? 'worker'
    killed.push(part)
    await stack.kill(part)
    await stack.start(part)
  }
  return killed
}

test(`${ROUNDS} rounds lose nothing and repeat nothing while every process is killed again and again`, async () => {
  let over = false
  const stories = tellStories(ROUNDS).finally(() => {
    over = true
  })
  const [finished, killed] = await Promise.all([stories, killAtRandom(KILLS, () => over)])
  for (const part of PARTS) expect(count(killed, part), part).toBeGreaterThanOrEqual(2)
  expect(new Set(finished).size).toBe(ROUNDS)

  const facts = await connected(stack.ownerUrl, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [orgId])
    const rows = async (query: string) => (await client.query<Record<string, unknown>>(query)).rows
    await waitFor(
      async () => (await rows('select from outbox where delivered_at is null')).length === 0,
      60_000,
      'An empty outbox',
    )
    return {
      documents: await rows(`select status, in_effect, count(*)::int from documents group by 1, 2`),
      versions: await rows(`select number, count(*)::int from document_versions group by 1`),
      labels: await rows(`select major, minor, count(*)::int from version_labels group by 1, 2`),
      rounds: await rows(`select status, count(*)::int from approval_rounds group by 1`),
      signoffs: await rows(`select status, count(*)::int from signoffs group by 1`),
      publications: await rows(`select count(*)::int, count(distinct document_id)::int as documents from publications`),
      renditions: await rows(`select status, count(*)::int from renditions group by 1`),
      audit: await rows(
        `select action, count(*)::int, count(distinct subject_id)::int as subjects from audit_log
         where action in ('document.created', 'document.submitted', 'signoff.approved', 'document.approved', 'document.published')
         group by 1 order by 1`,
      ),
      requests: await rows(
        `select count(*)::int, count(distinct (membership_id, document_id))::int as distinct from notifications
         where kind = 'signoff_requested'`,
      ),
    }
  })
  expect(facts).toEqual({
    documents: [{ status: 'published', in_effect: true, count: ROUNDS }],
    versions: [{ number: 1, count: ROUNDS }],
    labels: [{ major: 1, minor: 0, count: ROUNDS }],
    rounds: [{ status: 'approved', count: ROUNDS }],
    signoffs: [{ status: 'approved', count: 2 * ROUNDS }],
    publications: [{ count: ROUNDS, documents: ROUNDS }],
    renditions: [{ status: 'stored', count: ROUNDS }],
    audit: [
      { action: 'document.approved', count: ROUNDS, subjects: ROUNDS },
      { action: 'document.created', count: ROUNDS, subjects: ROUNDS },
      { action: 'document.published', count: ROUNDS, subjects: ROUNDS },
      { action: 'document.submitted', count: ROUNDS, subjects: ROUNDS },
      { action: 'signoff.approved', count: 2 * ROUNDS, subjects: 2 * ROUNDS },
    ],
    requests: [{ count: 2 * ROUNDS, distinct: 2 * ROUNDS }],
  })
  expect((await verifyEverything(stack.appUrl)).map(({ fault }) => fault)).toEqual([null])
}, 420_000)

test('people work on while Temporal is away for a minute, and what they did happens once, in its order, when it is back', async () => {
  const [first, second] = signers
  if (!first || !second) throw new Error('Somebody has to sign.')
  const write = (title: string) =>
    author.api.post<Document>('/documents', {
      kind: 'policy',
      category: 'access_control',
      title,
      content: { format: 'markdown', body: 'Nothing is lost.' },
    })
  const submit = (id: string, asked: Person[]) =>
    author.api.post(`/documents/${id}/submit`, {
      signerIds: asked.map(({ membershipId }) => membershipId),
      changeSummary: 'First version',
      publication: { mode: 'on_approval' },
    })
  const requestOf = ({ api }: Person, id: string) =>
    waitFor(
      async () => {
        const { data } = await api.get<{ data: Signoff[] }>('/signoffs?status=pending&limit=100')
        return data.find(({ document }) => document.id === id)
      },
      120_000,
      'The request to sign',
    )
  const statusOf = async ({ id }: Document) => (await author.api.get<Document>(`/documents/${id}`)).status
  const readiness = async () =>
    (await (await fetch(`${stack.url}/readyz`)).json()) as {
      ready: boolean
      temporal: string
      outbox: { waiting: number; oldestSeconds: number | null }
    }

  const failedAttempts = () =>
    acrossOrganizations(db, async (tx) => {
      const waiting = await tx.select({ attempts: outbox.attempts }).from(outbox).where(isNotNull(outbox.lastError))
      return waiting.reduce((sum, { attempts }) => sum + attempts, 0)
    })

  const begun = await write('Begun before the dark')
  await submit(begun.id, signers)
  const requests = await Promise.all(signers.map((signer) => requestOf(signer, begun.id)))
  await stack.kill('Temporal')

  // Everything that people do takes no longer than a dead server is waited for.
  const promptly = async <T>(work: Promise<T>): Promise<T> => {
    const since = Date.now()
    const result = await work
    expect(Date.now() - since).toBeLessThan(10_000)
    return result
  }
  const signed = await promptly(first.api.post<{ status: string }>(`/signoffs/${requests[0]?.id}/approve`))
  expect(signed.status).toBe('approved')
  await promptly(second.api.post(`/signoffs/${requests[1]?.id}/approve`))
  const written = await promptly(write('Written in the dark'))
  await promptly(submit(written.id, [first]))
  expect(await promptly(statusOf(written))).toBe('in_review')
  const withdrawn = await promptly(write('Withdrawn in the dark'))
  await promptly(submit(withdrawn.id, [first]))
  await promptly(author.api.post(`/documents/${withdrawn.id}/withdraw`))
  expect(await promptly(statusOf(withdrawn))).toBe('draft')

  // The relay tries what waits, and tries it again after a minute.
  await waitFor(async () => (await failedAttempts()) > 0, 60_000, 'An attempt that fails')
  const triedBefore = await failedAttempts()
  await passTime(db, 60)
  await waitFor(async () => (await failedAttempts()) > triedBefore, 60_000, 'Another attempt that fails')
  const dark = await readiness()
  expect(dark).toMatchObject({ ready: true, temporal: 'down' })
  expect(dark.outbox.oldestSeconds).toBeGreaterThanOrEqual(60)
  // The signature that ends a step, two beginnings, one withdrawal.
  expect(dark.outbox.waiting).toBeGreaterThanOrEqual(4)
  expect(await statusOf(begun)).toBe('in_review')

  await stack.start('Temporal')
  const request = await requestOf(first, written.id)
  await first.api.post(`/signoffs/${request.id}/approve`)
  for (const document of [begun, written])
    await waitFor(async () => (await statusOf(document)) === 'published', 180_000, 'The publication')
  expect(await statusOf(withdrawn)).toBe('draft')
  await waitFor(async () => (await readiness()).outbox.waiting === 0, 60_000, 'An empty outbox')

  const delivered = await connected(stack.ownerUrl, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [orgId])
    const { rows } = await client.query<{ inOrder: boolean; notes: string[] | null; publications: number }>(
      `select bool_and(in_order) as "inOrder", array_agg(distinct last_error) filter (where last_error is not null) as notes,
         (select count(*)::int from publications p join documents d on d.org_id = p.org_id and d.id = p.document_id
          where d.title like '%the dark') as publications
       from (select last_error, delivered_at >= lag(delivered_at, 1, delivered_at) over (partition by queue order by id) as in_order
             from outbox) o`,
    )
    return rows[0]
  })
  expect(delivered?.inOrder).toBe(true)
  expect(delivered?.publications).toBe(2)
}, 420_000)

test(`a Temporal that has lost its store gets ${ROUNDS} running rounds back, and all of them end without a hand`, async () => {
  const [signer] = signers
  if (!signer) throw new Error('Somebody has to sign.')
  const numbers = Array.from({ length: ROUNDS }, (_, index) => index + 1)
  const ids: string[] = []
  for (const number of numbers) {
    const { id } = await author.api.post<Document>('/documents', {
      kind: 'policy',
      category: 'access_control',
      title: `Lost ${number}`,
      content: { format: 'markdown', body: 'Nothing is lost.' },
    })
    await author.api.post(`/documents/${id}/submit`, {
      signerIds: [signer.membershipId],
      changeSummary: 'First version',
      publication: { mode: 'on_approval' },
    })
    ids.push(id)
  }
  const requests = await waitFor(
    async () => {
      const { data } = await signer.api.get<{ data: Signoff[] }>('/signoffs?status=pending&limit=100')
      expect(data).toHaveLength(ROUNDS)
      return data
    },
    60_000,
    'A request for each round',
  )

  await stack.kill('Temporal')
  for (const { id } of requests) await signer.api.post(`/signoffs/${id}/approve`)
  await stack.loseTemporalStore()
  await stack.start('Temporal')

  const published = async () => {
    const { data } = await author.api.get<{ data: Document[] }>('/documents?limit=100')
    return data.filter(({ id, status }) => ids.includes(id) && status === 'published').length
  }
  await waitFor(async () => expect(await published()).toBe(ROUNDS), 120_000, 'The publications')
  const facts = await connected(stack.ownerUrl, async (client) => {
    await client.query(`select set_config('app.org_id', $1, false)`, [orgId])
    const { rows } = await client.query<{ restarted: number; requests: number }>(
      `select (select count(distinct subject_id)::int from audit_log where action = 'round.restarted') as restarted,
         (select count(*)::int from notifications where kind = 'signoff_requested') as requests`,
    )
    return rows[0]
  })
  expect(facts).toEqual({ restarted: ROUNDS, requests: ROUNDS })
}, 300_000)

const count = <T>(list: readonly T[], item: T): number => list.filter((entry) => entry === item).length

/** Park and Miller's generator: enough to draw lots, and the same lots every time. */
function seeded(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
