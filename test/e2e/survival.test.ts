import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDatabase, type Database } from '#db/client.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import { verifyEverything } from '#engines/audit/verify.ts'
import { connected } from '#engines/postgres/roles.ts'
import { type ApiClient, apiClient } from '#test/support/api-client.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'
import { type House, openHouse, PARTS, type PartName } from '#test/support/house.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * People work through the API while the processes behind it are killed, one after the other, as by a power cut.
 * Whoever got no answer asks again. In the end every fact is there, and none is there twice.
 */
const ROUNDS = 30
const AT_ONCE = 6
const KILLS = 12
/** Which part is killed when: the same in every run, and different from a pattern that the code could be lucky with. */
const SEED = 20_261_122

type Document = { id: string; status: string }
type Signoff = { id: string; document: { id: string } }
type Person = { membershipId: string; api: ApiClient }

let house: House
let db: Database
let orgId: string
let author: Person
let signers: Person[]
let answers = 0

beforeAll(async () => {
  house = await openHouse()
  db = createDatabase(house.appUrl, { onError: () => undefined })
  const organization = await makeOrganization(db)
  orgId = organization.id
  const person = async (role: 'compliance_manager' | 'approver'): Promise<Person> => {
    const actor = await makeMember(db, organization, ['admin', role])
    const input = { name: 'Test', scopes: [...API_SCOPES], expiresInDays: null }
    const { key } = await testServices(db).apiKeys.create(actor, input)
    return { membershipId: actor.membershipId, api: apiClient(house.url, key, () => answers++) }
  }
  author = await person('compliance_manager')
  signers = [await person('approver'), await person('approver')]
}, 300_000)

afterAll(async () => {
  await db?.$client.end()
  await house?.stop()
})

beforeEach(({ onTestFailed }) => {
  onTestFailed(async () => void process.stderr.write(await house.logs()))
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
  const told: string[] = []
  const next = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
      told.push(await tellStory(number))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return told
}

/** Kills parts at moments that only the seed knows, for as long as there is work. */
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
    await house.kill(part)
    await house.start(part)
  }
  return killed
}

test(`${ROUNDS} rounds lose nothing and repeat nothing while every process is killed again and again`, async () => {
  let over = false
  const stories = tellStories(ROUNDS).finally(() => {
    over = true
  })
  const [told, killed] = await Promise.all([stories, killAtRandom(KILLS, () => over)])
  for (const part of PARTS) expect(count(killed, part), part).toBeGreaterThanOrEqual(2)
  expect(new Set(told).size).toBe(ROUNDS)

  const facts = await connected(house.ownerUrl, async (client) => {
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
  expect((await verifyEverything(house.appUrl)).map(({ fault }) => fault)).toEqual([null])
}, 420_000)

test('people work on while Temporal is away, and what they did happens when it is back', async () => {
  await house.kill('Temporal')
  const { id } = await author.api.post<Document>('/documents', {
    kind: 'policy',
    category: 'access_control',
    title: 'Written in the dark',
    content: { format: 'markdown', body: 'Nothing is lost.' },
  })
  const began = Date.now()
  await author.api.post(`/documents/${id}/submit`, {
    signerIds: [signers[0]?.membershipId],
    changeSummary: 'First version',
    publication: { mode: 'on_approval' },
  })
  // The page answers when the fact is committed; it waits no longer for a dead server than it has promised.
  expect(Date.now() - began).toBeLessThan(10_000)
  expect((await author.api.get<Document>(`/documents/${id}`)).status).toBe('in_review')
  const readiness = (await (await fetch(`${house.url}/readyz`)).json()) as Record<string, unknown>
  expect(readiness).toMatchObject({ ready: true, temporal: 'down' })

  await house.start('Temporal')
  const signoff = await waitFor(
    async () => (await signers[0]?.api.get<{ data: Signoff[] }>('/signoffs?status=pending'))?.data[0],
    120_000,
    'The request to sign',
  )
  await signers[0]?.api.post(`/signoffs/${signoff.id}/approve`)
  await waitFor(
    async () => (await author.api.get<Document>(`/documents/${id}`)).status === 'published',
    120_000,
    'The publication',
  )
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
