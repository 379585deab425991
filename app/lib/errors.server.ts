import { data, redirect } from '@remix-run/node'
import { isRouteErrorResponse } from '@remix-run/router'
import { ERRORS, type ErrorCode } from '#domain/errors.ts'
import { paths } from '#domain/paths.ts'
import { isDataException, unavailableWith } from '#services/database-failures.ts'
import { type FieldErrors, formError } from './forms.ts'
import type { Problem } from './problem.ts'

interface Refusal {
  code: ErrorCode
  details: Record<string, unknown>
}

/** By shape, not by class: pages and server are bundled apart, and each bundle has a class of its own. */
export const isDomainError = (error: unknown): error is Error & Refusal =>
  error instanceof Error && error.name === 'DomainError' && 'code' in error && String(error.code) in ERRORS

/** True for what a rule refused or a page answered on purpose; false for a bug. */
export const isExpected = (error: unknown) =>
  isDomainError(error) || error instanceof Response || isRouteErrorResponse(error)

const problem = (code: ErrorCode, details: Record<string, unknown> = {}) =>
  data<Problem>(
    { code, title: ERRORS[code].title, sentence: ERRORS[code].sentence(details) },
    { status: ERRORS[code].status, ...waiting(details) },
  )

/** When to ask again, for programs. */
const waiting = ({ retryAfterSeconds }: Record<string, unknown>): ResponseInit =>
  typeof retryAfterSeconds === 'number' ? { headers: { 'Retry-After': String(retryAfterSeconds) } } : {}

/** The same answer for what does not exist and for what is not yours, byte for byte. */
export const notFound = () => problem('not_found')

/** For what our own pages never send. */
export const malformed = () => problem('malformed')

/** Runs the one service call of a loader; what a rule refuses becomes the page's answer, in words. */
export async function answer<T>(request: Request, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw asPage(request, error)
  }
}

/** A list without what the reader may not see: nothing of it, rather than a refusal of the page around it. */
export async function noneIfForbidden<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked
  } catch (error) {
    if (isDomainError(error) && error.code === 'forbidden') return []
    throw error
  }
}

/**
 * Runs the one service call of a form. What a rule refuses, and what passes, comes back as the form's error with the status
 * to answer, so that typed text survives; a missing row or a lost session is an answer of its own.
 */
export async function attempt<T>(
  request: Request,
  form: FormData,
  call: Promise<T>,
  fieldOf: Partial<Record<ErrorCode, string>> = {},
): Promise<{ ok: true; value: T } | (ReturnType<typeof formError> & { status: number })> {
  try {
    return { ok: true, value: await call }
  } catch (error) {
    const refusal = isDataException(error) ? refusalOf('malformed') : asRefusal(error)
    if (!refusal || refusal.code === 'not_found' || refusal.code === 'unauthenticated') throw asPage(request, error)
    const { code } = refusal
    return { ...formError(form, sentences(refusal, fieldOf[code] ?? '')), status: ERRORS[code].status }
  }
}

const refusalOf = (code: ErrorCode, details: Refusal['details'] = {}): Refusal => ({ code, details })

/** The refusal that an error is; null for a bug. */
function asRefusal(error: unknown): Refusal | null {
  if (isDomainError(error)) return error
  const unavailable = unavailableWith(error)
  if (unavailable) return refusalOf('unavailable', unavailable)
  // What cannot be stored cannot be the address of anything either.
  return isDataException(error) ? refusalOf('not_found') : null
}

const sentences = ({ code, details }: Refusal, field: string): FieldErrors => {
  const given = details.errors
  const named = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const errors = Object.fromEntries(named.map(([name, sentence]) => [name, String(sentence)]))
  return named.length > 0 ? errors : { [field]: ERRORS[code].sentence(details) }
}

/** What a loader throws for an error: a refusal in words, a way to the sign-in page, or the error itself if it is a bug. */
export const asPage = (request: Request, error: unknown) => {
  const refusal = asRefusal(error)
  if (!refusal) return error
  if (refusal.code === 'unauthenticated') {
    const { pathname, search } = new URL(request.url)
    return redirect(paths.signIn(pathname + search))
  }
  return problem(refusal.code, refusal.details)
}
