import type { Response } from 'express'
import type { z } from 'zod'
import { DomainError, type ErrorCode, isDomainError } from '#domain/errors.ts'
import { isDataException, unavailableWith } from '#services/database-failures.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** One field of the request that cannot be taken as it is. */
export interface FieldProblem {
  /** JSON Pointer into the body, or the name of a query parameter or header with a slash in front. */
  pointer: string
  message: string
  /** Absent: the body. */
  in?: 'query' | 'header'
}

/** RFC 9457, with the code for programs and the request's id for whoever is asked for help. */
export interface ApiProblem {
  type: string
  title: string
  status: number
  detail: string
  code: ErrorCode | 'internal'
  requestId: string
  errors?: FieldProblem[]
  /** Facts of the refusal, such as the state that a document is in now. */
  facts?: Record<string, unknown>
}

/** A refusal of the input, with where and why. */
export class InputError extends DomainError {
  constructor(readonly fields: FieldProblem[]) {
    super('invalid_input')
  }
}

/** How long to wait before the next try, for refusals that pass. */
const RETRY_SECONDS: Partial<Record<ErrorCode, number>> = { request_in_progress: 1, unavailable: 5 }

/** The problem that an error is. Null: it is a bug of ours. */
export function problemOf(error: unknown, requestId: string): ApiProblem | null {
  const known = asDomainError(error)
  if (!known) return null
  const { code, status, title, message, details } = known
  const facts = Object.keys(details).length > 0 && code !== 'invalid_input' ? { facts: details } : {}
  const errors = known instanceof InputError ? { errors: known.fields } : fieldsOf(known)
  return { type: `/problems/${code}`, title, status, detail: message, code, requestId, ...errors, ...facts }
}

/** What a bug answers: that it is ours, and by which reference we find it. */
export const bugOf = (requestId: string): ApiProblem => ({
  type: '/problems/internal',
  title: 'Something broke on our side',
  status: 500,
  detail: `What was saved before is kept. If it breaks again, tell us the reference ${requestId}.`,
  code: 'internal',
  requestId,
})

/** Sends a problem; `Retry-After` says when to try again, where that helps. */
export function sendProblem(response: Response, problem: ApiProblem): void {
  const wait =
    problem.facts?.retryAfterSeconds ?? (problem.code === 'internal' ? undefined : RETRY_SECONDS[problem.code])
  if (wait !== undefined) response.set('Retry-After', String(wait))
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="Accord"')
  response
    .status(problem.status)
    .set('Content-Type', PROBLEM_TYPE)
    .set('Cache-Control', 'no-store')
    .send(Buffer.from(JSON.stringify(problem)))
}

/** Services name fields that only they could judge as `details.errors`, by field name. */
function fieldsOf({ code, details }: DomainError): { errors?: FieldProblem[] } {
  if (code !== 'invalid_input' || typeof details.errors !== 'object' || details.errors === null) return {}
  return {
    errors: Object.entries(details.errors).map(([name, sentence]) => ({
      pointer: `/${name}`,
      message: String(sentence),
    })),
  }
}

function asDomainError(error: unknown): DomainError | null {
  if (isDomainError(error)) return error
  const unavailable = unavailableWith(error)
  if (unavailable) return new DomainError('unavailable', unavailable)
  return isDataException(error) ? new DomainError('malformed') : null
}

/** What zod found, as fields; unknown fields one by one, by their names. */
export function inputError(error: z.ZodError, where?: FieldProblem['in']): InputError {
  const place = where ? { in: where } : {}
  const fields = error.issues.flatMap((issue): FieldProblem[] => {
    const base = pointer(issue.path)
    if (issue.code !== 'unrecognized_keys') return [{ pointer: base, message: issue.message, ...place }]
    return issue.keys.map((key) => ({ pointer: base + pointer([key]), message: 'This field is not known', ...place }))
  })
  return new InputError(fields)
}

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
