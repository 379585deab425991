import fc from 'fast-check'

/** As much of JSON Schema as schemas of plain facts are written in. */
export interface JsonSchema {
  type?: string
  const?: string
  enum?: string[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
}

/** Spaces, marks and letters of several scripts; no word that a test could look for. */
const LETTERS = fc.constantFrom(..."Aé ß“”<>&%'漢🙂ע")

/** Every value that a schema allows, for properties. @throws for a part of JSON Schema that it does not have */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { type, anyOf, properties, format, pattern, minLength = 0, maxLength } = schema
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (anyOf) return fc.oneof(...anyOf.map(valuesOf))
  if (type === 'null') return fc.constant(null)
  if (type === 'object') {
    return fc.record(Object.fromEntries(Object.entries(properties ?? {}).map(([name, of]) => [name, valuesOf(of)])))
  }
  if (type === 'string' && (format === 'date-time' || format === 'date')) {
    const between = { min: new Date('1990-01-01'), max: new Date('2190-01-01'), noInvalidDate: true }
    const length = format === 'date' ? 10 : undefined
    return fc.date(between).map((date) => date.toISOString().slice(0, length))
  }
  if (type === 'string' && pattern)
    return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= (maxLength ?? 0))
  if (type === 'string' && maxLength) return fc.string({ unit: LETTERS, minLength, maxLength })
  throw new Error(`values of ${JSON.stringify(schema)}: not written yet, or a string without a bound`)
}
