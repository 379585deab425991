import fc from 'fast-check'

/** As much of JSON Schema as schemas of plain facts are written in. */
export interface JsonSchema {
  type?: string | string[]
  const?: string
  enum?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
}

/** Spaces, marks and letters of several scripts; no word that a test could look for. */
const LETTERS = fc.constantFrom(..."Aé ß“”<>&%'漢🙂ע")

/** Texts of a million characters would take all the time and show nothing. */
const few = (maxLength: number) => (maxLength > 600 ? 40 : maxLength)

/** Every value that a schema allows, for properties. @throws for a part of JSON Schema that it does not have */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const {
    type,
    anyOf,
    oneOf,
    properties,
    required,
    format,
    pattern,
    minLength = 0,
    maxLength,
    minimum,
    maximum,
  } = schema
  const choices = anyOf ?? oneOf
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (choices) return fc.oneof(...choices.map(valuesOf))
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => valuesOf({ ...schema, type: each })))
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum })
  if (type === 'array' && schema.items) {
    const { minItems = 0, maxItems = 5 } = schema
    return fc.array(valuesOf(schema.items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
  }
  if (type === 'object') {
    const parts = Object.entries(properties ?? {}).map(([name, of]) => [name, valuesOf(of)] as const)
    const all = Object.fromEntries<fc.Arbitrary<unknown>>(parts)
    // Schemas of facts, which name none, are written for records that have all of theirs.
    return required ? fc.record(all, { requiredKeys: required }) : fc.record(all)
  }
  if (type === 'string' && format === 'uuid') return fc.uuid()
  if (type === 'string' && format === 'time-zone') return fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago')
  if (type === 'string' && (format === 'date-time' || format === 'date')) {
    const between = { min: new Date('1990-01-01'), max: new Date('2190-01-01'), noInvalidDate: true }
    const length = format === 'date' ? 10 : undefined
    return fc.date(between).map((date) => date.toISOString().slice(0, length))
  }
  if (type === 'string' && pattern === '\\S' && maxLength)
    return fc.string({ unit: LETTERS, minLength: 1, maxLength: few(maxLength) }).filter((text) => /\S/.test(text))
  if (type === 'string' && pattern)
    return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= (maxLength ?? text.length))
  if (type === 'string' && maxLength) return fc.string({ unit: LETTERS, minLength, maxLength: few(maxLength) })
  throw new Error(`values of ${JSON.stringify(schema)}: not written yet, or a string without a bound`)
}
