import type { Request } from 'express'
import type { ZodType, z } from 'zod'
import { DomainError } from '#domain/errors.ts'
import { type FieldProblem, InputError, inputError } from './problems.ts'

const JSON_TYPE = 'application/json'

/** Reads one part of a request by its schema. @throws InputError with every field that cannot be taken */
export function parsePart<S extends ZodType>(schema: S, value: unknown, where?: FieldProblem['in']): z.output<S> {
  const result = schema.safeParse(value, { error: ({ code, input }) => missing(code, input) })
  if (!result.success) throw inputError(result.error, where)
  const odd = unstorable(result.data)
  if (odd) throw new InputError([{ ...odd, ...(where ? { in: where } : {}) }])
  return result.data
}

const missing = (code: string | undefined, input: unknown): string | undefined =>
  input === undefined && (code === 'invalid_type' || code === 'invalid_value') ? 'This field is needed' : undefined

/**
 * Parameters of the address. What cannot be a parameter cannot be the address of anything either, so the answer is the
 * one for what does not exist.
 */
export function parseParams<S extends ZodType>(schema: S, params: unknown): z.output<S> {
  const result = schema.safeParse(params)
  if (!result.success || unstorable(result.data)) throw new DomainError('not_found')
  return result.data
}

/** The query as plain names and values: a name that is given twice is a list. */
export function readQuery(request: Request): Record<string, string> {
  const search = request.originalUrl.split('?').slice(1).join('?')
  const values = new URLSearchParams(search)
  return Object.fromEntries([...new Set(values.keys())].map((name) => [name, values.getAll(name).join(',')]))
}

/** The body's JSON; undefined when there is none. @throws unsupported_media, malformed */
export function readJson(request: Request): unknown {
  const bytes: unknown = request.body
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined
  const [type = '', ...parameters] = (request.get('content-type') ?? '').toLowerCase().split(';')
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='))
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  if (type.trim() !== JSON_TYPE || !isUtf8) throw new DomainError('unsupported_media', { accepted: [JSON_TYPE] })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new DomainError('malformed', { because: 'its body is not JSON in UTF-8' })
  }
}

/** What `If-Match` may be. */
export const REVISION = /^"(\d{1,9})"$/

/** The revision in `If-Match`. @throws precondition_required, InputError */
export function readRevision(request: Request): number {
  const given = request.get('if-match')
  if (given === undefined) throw new DomainError('precondition_required')
  const revision = REVISION.exec(given.trim())?.[1]
  if (revision === undefined) {
    throw new InputError([{ pointer: '/If-Match', message: 'Send one ETag as it was read, such as "7"', in: 'header' }])
  }
  return Number(revision)
}

/** The first string that PostgreSQL cannot store: it has no NUL, and UTF-8 has no half of a surrogate pair. */
function unstorable(value: unknown, path = ''): FieldProblem | null {
  if (typeof value === 'string') {
    const odd = value.includes('\0') || /\p{Surrogate}/u.test(value)
    return odd ? { pointer: path, message: 'This text has characters that cannot be stored' } : null
  }
  if (typeof value !== 'object' || value === null) return null
  for (const [key, part] of Object.entries(value)) {
    const found = unstorable(part, `${path}/${key}`)
    if (found) return found
  }
  return null
}
