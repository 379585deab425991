import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EXAMPLE_IDENTIFIER } from '#app/api/common/examples.ts'
import { OPERATIONS } from '#app/api/resources.ts'
import { ROLES } from '#domain/roles.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { type Got, startApi } from './support/api.ts'
import { addressOf, inWorld, keyFor, makeWorld, type World } from './support/world.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)

const world = await makeWorld(db, api, 'in_review')
const published = await makeWorld(db, api, 'published')
const asked = await makeWorld(db, api, 'asked')
const stranger = await makeMember(db, await makeOrganization(db), [...ROLES])
const strangersKey = await api.keyOf(stranger)
/** Somebody of the same organization from whom a restricted document is kept. */
const outsider = await makeMember(db, world.organization, ['author', 'approver', 'auditor'])
const outsidersKey = await api.keyOf(outsider)

const REQUEST_ID = 'isolation-test-0001'
/** What differs from one answer to the next whoever asks. */
const PASSING = ['date', 'ratelimit-remaining', 'ratelimit-reset', 'keep-alive', 'connection']

const seen = ({ status, headers, text }: Got) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => !PASSING.includes(name)),
})

/** Ids of the same shape that were never given. */
const neverExisted = (): Record<string, string> =>
  Object.fromEntries(Object.keys(world.ids).map((name) => [name, randomUUID()]))

type Operation = (typeof OPERATIONS)[number]

/** Sends an operation's example with some ids, as if it were about the rows that have them. */
async function attempt(
  { method, path, example, body, needsRevision }: Operation,
  ids: Record<string, string>,
  key: string,
) {
  const { params, query, body: sent } = inWorld(example, ids)
  const byId = Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [name, name === 'document' ? (ids.document ?? value) : value]),
  )
  return api.send(addressOf(path, byId), {
    method: method.toUpperCase(),
    key,
    query,
    body: body ? sent : undefined,
    headers: { 'x-request-id': REQUEST_ID, ...(needsRevision ? { 'if-match': '"1"' } : {}) },
  })
}

const addressed = OPERATIONS.filter(({ path }) => path.includes('{'))
const lists = OPERATIONS.filter(({ path, method }) => !path.includes('{') && method === 'get')

/** What nobody outside of an organization may ever read. */
const secretsOf = (of: World) => [...Object.values(of.ids), 'Ada Okafor', 'Miguel Santos', of.organization.slug]

describe('to another organization', () => {
  test.each(addressed)('$id answers as if the row had never existed', async (operation) => {
    for (const { ids } of [world, published, asked]) {
      const foreign = await attempt(operation, ids, strangersKey)
      const nothing = await attempt(operation, neverExisted(), strangersKey)
      expect(seen(foreign)).toEqual(seen(nothing))
    }
  })

  test.each(addressed)('$id does answer its own organization otherwise', async (operation) => {
    // Without this the test above would pass for an operation that answers nobody.
    const known = new Set(['notifications.read'])
    // Only those who were asked find it: the signer of the examples.
    const of = operation.path.includes('{campaign}') ? asked : world
    const mine = await attempt(operation, of.ids, keyFor(operation, of))
    const nothing = await attempt(operation, neverExisted(), keyFor(operation, of))
    if (known.has(operation.id)) expect(mine.status).toBe(204)
    else expect([mine.status, nothing.status]).not.toEqual([404, 404])
  })

  test.each(lists)('$id answers nothing of it', async (operation) => {
    for (const query of [undefined, operation.query ? inWorld(operation.example.query, world.ids) : undefined]) {
      const { text } = await api.send(operation.path, { key: strangersKey, query })
      for (const secret of [...secretsOf(world), ...secretsOf(published)]) expect(text).not.toContain(secret)
    }
  })

  test('an owner from another organization is refused as one that never existed', async () => {
    const make = (ownerId: string) =>
      api.send('/documents', {
        method: 'POST',
        key: strangersKey,
        body: { kind: 'policy', category: 'encryption', title: 'Borrowed', ownerId },
        headers: { 'x-request-id': REQUEST_ID },
      })
    const foreign = await make(world.ada.membershipId)
    expect(foreign.json).toMatchObject({ status: 422, code: 'owner_not_eligible' })
    expect(seen(foreign)).toEqual(seen(await make(randomUUID())))
  })
})

describe('within the organization', () => {
  const ofDocument = OPERATIONS.filter(({ path }) =>
    /^\/(documents\/\{|rounds\/\{|signoffs\/\{|comments\/\{)/.test(path),
  )

  test.each(ofDocument)('$id hides a restricted document from whom it is kept', async (operation) => {
    await api.services.documents.change(world.ada, EXAMPLE_IDENTIFIER, { classification: 'restricted' })
    const kept = await attempt(operation, world.ids, outsidersKey)
    const nothing = await attempt(operation, neverExisted(), outsidersKey)
    expect(seen(kept)).toEqual(seen(nothing))
  })

  test.each(['/documents', '/search?q=access', '/rounds', '/signoffs', '/audit'])(
    '%s does not list it',
    async (path) => {
      const { status, text } = await api.send(path, { key: outsidersKey })
      expect(status).toBe(200)
      expect(text).not.toContain(EXAMPLE_IDENTIFIER)
    },
  )
})

test('nothing of this was a bug', () => {
  expect(api.bugs).toEqual([])
})
