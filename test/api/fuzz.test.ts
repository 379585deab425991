import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '#app/api/openapi.ts'
import { OPERATIONS } from '#app/api/resources.ts'
import { anyText } from '#test/support/any-text.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { startApi } from './support/api.ts'
import { addressOf, inWorld, keyFor, makeWorld } from './support/world.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)
const world = await makeWorld(db, api, 'in_review')

/** Texts that databases, parsers and people's programs stumble over. */
const odd = fc.constantFrom(
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '__proto__',
  'constructor',
  "' or 1=1 --",
  '99999999999999999999',
  '-1',
  '1e400',
  '../../etc/passwd',
  '%',
  '\\',
  '🙂'.repeat(200),
  'x'.repeat(5_000),
)
const text = fc.oneof(odd, anyText)
const anything = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer(),
  fc.constantFrom(null, [], {}, 0, -1, 1e308),
)

/** An example with one field of it, or one that it does not have, replaced by anything. */
const damaged = (example: unknown) =>
  typeof example === 'object' && example !== null
    ? fc
        .tuple(fc.oneof(fc.constantFrom(...Object.keys(example), 'extra'), text), anything)
        .map(([name, value]) => ({ ...example, [name]: value }))
    : anything

const ajv = new Ajv2020({ strict: false })
ajv.addSchema(JSON.parse(JSON.stringify(openApiDocument())), 'openapi')
/** What the OpenAPI document says of every refusal. */
const isProblem = ajv.compile({ $ref: 'openapi#/components/schemas/Problem' })

describe.each(OPERATIONS)('$id', (operation) => {
  const { method, path, example, body, needsRevision } = operation
  const right = inWorld(example, world.ids)
  const arbitraries = {
    params: fc.option(fc.dictionary(fc.constantFrom(...Object.keys(right.params ?? { none: '' })), text), { nil: {} }),
    query: fc.option(damaged(right.query ?? {}), { nil: right.query ?? {} }),
    body: fc.oneof(damaged(right.body ?? {}), anything),
    revision: fc.oneof(fc.constant('"1"'), fc.constantFrom('*', 'W/"1"', '"99999999999"', '1')),
  }

  test('takes any input without breaking', async () => {
    const property = fc.asyncProperty(fc.record(arbitraries), async ({ params, query, body: sent, revision }) => {
      const address = { ...right.params, ...params }
      // A dot segment would be resolved before it is sent, and an empty one is another address.
      if (Object.values(address).some((value) => /^\.{0,2}$/.test(value))) return
      const strings = Object.fromEntries(Object.entries(Object(query)).map(([name, value]) => [name, asText(value)]))
      const got = await api.send(addressOf(path, wellFormed(address)), {
        method: method.toUpperCase(),
        key: keyFor(operation, world),
        query: strings,
        body: body ? JSON.stringify(sent) : undefined,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(needsRevision ? { 'if-match': revision } : {}),
        },
      })
      expect(got.status).toBeLessThan(500)
      if (got.status >= 400) expect([got.text, isProblem(got.json)]).toEqual([got.text, true])
      expect(api.bugs).toEqual([])
    })
    await fc.assert(property, { numRuns: randomRuns(12) })
  })
})

/** What an address can carry at all: encoding refuses half of a surrogate pair. */
const wellFormed = (params: Record<string, string>) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.replace(/\p{Surrogate}/gu, '')]))

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
