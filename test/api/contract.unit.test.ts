import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePart } from '#app/api/http/parse.ts'
import { type FieldProblem, InputError } from '#app/api/http/problems.ts'
import { openApiDocument } from '#app/api/openapi.ts'
import { OPERATIONS } from '#app/api/resources.ts'
import { isTimeZone } from '#domain/dates.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { type JsonSchema, valuesOf } from '#test/support/schema-values.ts'

/*
 * The OpenAPI document and the server take the same: what a client makes by the document is read, and what the document refuses is
 * refused, with the place. What only rules can say, such as who may sign, is not in it.
 */

interface Parameter {
  in: string
  name: string
  schema: JsonSchema
}
interface Described {
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } }
  parameters?: Parameter[]
}
const document = JSON.parse(JSON.stringify(openApiDocument()))
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addFormat('time-zone', isTimeZone)
ajv.addSchema(document, 'openapi')

const described = (path: string, method: string): Described => document.paths[path][method]

/** What depends on several values at once, or on the calendar, is a rule. */
const OF_RULES = /stands there twice|There are two variables|is no date|another time than/

/** What the server says to a part of a request. */
function refusals(read: () => unknown): FieldProblem[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof InputError) return error.fields.filter(({ message }) => !OF_RULES.test(message))
    throw error
  }
}

/** Where and how a value is made wrong: a field is taken away, added, or replaced by another value. */
const WRONG = [
  null,
  true,
  0,
  -1,
  1.5,
  1e9,
  '',
  ' ',
  'x',
  'x'.repeat(5_001),
  '1899-12-31',
  '2026-02-30',
  [],
  [[]],
  {},
  { kind: 'x' },
]
const damage = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('without', 'extra', 'replace'),
  by: fc.constantFrom(...WRONG),
})

/** Every object in a value. */
const objectsIn = (value: unknown): Record<string, unknown>[] =>
  typeof value !== 'object' || value === null
    ? []
    : [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(objectsIn)]

function damaged(value: unknown, { at, how, by }: { at: number; how: string; by: unknown }): unknown {
  const copy = structuredClone(value)
  const places = objectsIn(copy).flatMap((owner) => [...Object.keys(owner), 'extra'].map((name) => ({ owner, name })))
  const place = places[at % places.length]
  if (!place) return by
  if (how === 'without') delete place.owner[place.name]
  else place.owner[how === 'extra' ? 'extra' : place.name] = by
  return copy
}

const isPlace = ({ pointer, message }: FieldProblem) => /^(\/|$)/.test(pointer) && message !== ''

const withBody = OPERATIONS.filter(({ body }) => body)
describe.each(withBody)('the body of $id', ({ path, method, body }) => {
  if (!body) return
  const schema = described(path, method).requestBody?.content['application/json'].schema ?? {}
  const check: ValidateFunction = ajv.compile(schema)
  const valid = valuesOf(schema).filter((value) => check(value) === true)

  test('is taken when the document takes it', () => {
    const property = fc.property(valid, (value) => {
      expect(refusals(() => parsePart(body, value))).toEqual([])
    })
    fc.assert(property, { numRuns: randomRuns(200) })
  })

  test('is refused with the place when the document refuses it', () => {
    const property = fc.property(valid, damage, (value, how) => {
      const sent = damaged(value, how)
      const found = refusals(() => parsePart(body, sent))
      expect({ sent, taken: found.length === 0 }).toEqual({ sent, taken: check(sent) })
      expect(found.every(isPlace)).toBe(true)
    })
    fc.assert(property, { numRuns: randomRuns(400) })
  })
})

const queried = OPERATIONS.flatMap(({ id, path, method, query }) =>
  (described(path, method).parameters ?? [])
    .filter(({ in: where, name }) => where === 'query' && name !== 'cursor')
    .map(({ name, schema }) => ({ id, name, schema, query })),
)
test.each(queried)(
  'the parameter $name of $id is taken exactly when the document takes it',
  ({ name, schema, query }) => {
    if (!query) throw new Error('a parameter without a query')
    const check = ajv.compile(schema)
    const value =
      schema.maxLength || schema.type !== 'string' || schema.enum || schema.format || schema.pattern
        ? schema
        : { ...schema, maxLength: 50 }
    const any = fc.oneof(
      value.pattern && !value.maxLength ? fc.constantFrom('1', 'draft', '-title', 'status') : valuesOf(value),
      fc.constantFrom('', ' ', 'x', '0', '-1', '1.5', '101', 'true', '1899-12-31', '2026-02-30', 'x'.repeat(201)),
    )
    const property = fc.property(any, (given) => {
      const text = Array.isArray(given) ? given.join(',') : String(given)
      const found = refusals(() => parsePart(query, { [name]: text }, 'query')).filter(({ pointer }) =>
        pointer.startsWith(`/${name}`),
      )
      expect({ text, taken: found.length === 0 }).toEqual({ text, taken: check(meant(text, schema)) })
    })
    fc.assert(property, { numRuns: randomRuns(60) })
  },
)

/** What a text in an address stands for. */
function meant(text: string, { type }: JsonSchema): unknown {
  if (type === 'array') return text.split(',')
  if (type === 'integer') return /^\d+$/.test(text) ? Number(text) : text
  return text
}
