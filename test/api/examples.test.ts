import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '#app/api/openapi.ts'
import { OPERATIONS } from '#app/api/resources.ts'
import type { ApiScope } from '#domain/scopes.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { startApi } from './support/api.ts'
import { addressOf, inWorld, keyFor, makeWorld, stateOf } from './support/world.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)

const document = JSON.parse(JSON.stringify(openApiDocument()))
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'openapi')

/** What the OpenAPI document says of an answer's body, as a check. */
function documented(path: string, method: string, status: number, type: string) {
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
  return ajv.compile({ $ref: `openapi#/${pointer.map((part) => encodeURIComponent(escaped(part))).join('/')}` })
}
const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')

describe.each(OPERATIONS)('$id', (operation) => {
  const { method, path, status, response, example, body, files, needsRevision } = operation

  test('answers its example as documented', async () => {
    const world = await makeWorld(db, api, stateOf(operation))
    const { params, query, body: sent } = inWorld(example, world.ids)
    // With the documented scope alone, and those that the example gives away.
    const given = typeof sent === 'object' && sent !== null && 'scopes' in sent ? (sent.scopes as ApiScope[]) : []
    const scopes = [operation.scope ?? 'audit:read', ...given] as const
    const got = await api.send(addressOf(path, params), {
      method: method.toUpperCase(),
      key: await api.keyOf(example.by === 'signer' ? world.miguel : world.ada, scopes),
      query,
      body: body ? sent : undefined,
      headers: needsRevision ? { 'if-match': '"1"' } : {},
    })
    expect({ status: got.status, text: got.text }).toMatchObject({ status })
    if (files) expect(files).toContain(got.headers.get('content-type')?.split(';')[0])
    if (!response) return
    // Parsing drops what is not in a schema: equality means that nothing else was in the answer.
    expect(response.parse(got.json)).toEqual(got.json)
    const check = documented(path, method, status, 'application/json')
    expect(check(got.json) ? [] : check.errors).toEqual([])
  })

  test('documents an answer that its own schema takes, with the fields of the real one', async () => {
    if (!response) return expect(example.response).toBeUndefined()
    expect(response.parse(example.response)).toEqual(example.response)
    const check = documented(path, method, status, 'application/json')
    expect(check(example.response) ? [] : check.errors).toEqual([])
  })
})

test('a key that may only read changes nothing', () => {
  const writes = OPERATIONS.filter(({ method }) => method !== 'get')
  expect(writes.filter(({ scope }) => scope === null || scope.endsWith(':read')).map(({ id }) => id)).toEqual([])
})

test('lists that have rows show one: an empty page would prove nothing', async () => {
  const inReview = await makeWorld(db, api, 'in_review')
  const accepted = await makeWorld(db, api, 'accepted')
  for (const operation of OPERATIONS) {
    const { id, path, method, example, query } = operation
    if (method !== 'get' || !id.endsWith('list') || path.includes('{')) continue
    const world = ['asked', 'accepted'].includes(stateOf(operation)) ? accepted : inReview
    const key = keyFor(operation, world)
    const sent = query && id !== 'rounds.list' ? inWorld(example.query, world.ids) : {}
    const { json } = await api.send(path, { key, query: sent ?? {} })
    expect({ id, data: json?.data }).not.toEqual({ id, data: [] })
  }
})

test('nothing of this was a bug', () => {
  expect(api.bugs).toEqual([])
})
