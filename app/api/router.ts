import express, { type NextFunction, type Request, type Response, Router } from 'express'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import type { Services } from '#services/index.ts'
import type { RateLimits } from '#services/rate-limits/index.ts'
import { NoInput } from './common/views.ts'
import { answerOf, type OutgoingAnswer, send } from './http/answer.ts'
import { type AuthenticateDeps, authenticate } from './http/authenticate.ts'
import { readIdempotency } from './http/idempotency.ts'
import { parseParams, parsePart, readJson, readQuery, readRevision } from './http/parse.ts'
import { bugOf, PROBLEM_TYPE, problemOf, sendProblem } from './http/problems.ts'
import { API_BUDGETS, type ApiBudgets, type ApiLimit, createApiLimit } from './http/rate-limit.ts'
import { openApiDocument } from './openapi.ts'
import { API_PATH, BODY_LIMIT, type Operation } from './operation.ts'
import { OPERATIONS } from './resources.ts'

export interface ApiDeps extends AuthenticateDeps {
  services: Services
  limits: RateLimits
  budgets?: ApiBudgets
}

/**
 * The API as an Express router, mounted before the pages.
 *
 * Not Remix routes: those answer in their own way to an unknown method, to a body that is too large and to a broken
 * request, before a route is asked. Here every answer, refusals of the transport among them, has the bytes, the status
 * and the headers that the OpenAPI document promises. Operations are data, so a file per address would say nothing.
 */
export function createApi(deps: ApiDeps): Router {
  const router = Router({ caseSensitive: true })
  const who = authenticate(deps)
  const limit = createApiLimit(deps.limits, deps.budgets ?? API_BUDGETS)

  router.get('/openapi.json', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').json(openApiDocument())
  })
  for (const operation of OPERATIONS) {
    router[operation.method](
      routeOf(operation.path),
      (request, response, next) =>
        void admit(request, response, { who, limit, cost: operation.cost ?? 1 }).then(next, next),
      express.raw({ type: () => true, limit: operation.bodyLimit ?? BODY_LIMIT }),
      (request, response, next) => void carryOut(deps, operation, request, response).catch(next),
    )
  }
  router.use(refuseOtherMethods)
  router.use((_request, _response, next) => next(new DomainError('not_found')))
  router.use(answerErrors)
  return router
}

/** "/documents/{document}" as Express writes it. */
const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Identity and budget, before a byte of the body is read. */
async function admit(
  request: Request,
  response: Response,
  { who, limit, cost }: { who: ReturnType<typeof authenticate>; limit: ApiLimit; cost: number },
): Promise<void> {
  const credential = await who(request, response).catch(async (error: unknown) => {
    if (error instanceof DomainError && error.code === 'unauthenticated') await limit.failed(request)
    throw error
  })
  await limit.take(credential.name, response, cost)
  response.locals.actor = await credential.actor()
}

async function carryOut(deps: ApiDeps, operation: Operation, request: Request, response: Response): Promise<void> {
  const actor: Actor = response.locals.actor
  const { scope } = operation
  if (scope !== null && actor.scopes !== null && !actor.scopes.includes(scope)) {
    throw new DomainError('scope_missing', { scope })
  }
  const call = { actor, services: deps.services, ...readInput(operation, request) }
  const work = async () => {
    const reply = await operation.run(call)
    const kept = reply.repeatBody === undefined ? reply : { ...reply, body: reply.repeatBody }
    return { answer: answerOf(operation, reply, API_PATH), kept: answerOf(operation, kept, API_PATH) }
  }
  const once = readIdempotency(request)
  if (!once || operation.isRepeatable) return send(request, response, (await work()).answer)

  const requestId = String(response.locals.requestId)
  const { answer, repeated } = await deps.services.idempotency.once<OutgoingAnswer>(actor, once, work, (error) =>
    refusalToKeep(error, requestId),
  )
  if (repeated) response.set('Idempotent-Replayed', 'true')
  await send(request, response, answer)
}

function readInput(operation: Operation, request: Request) {
  const params = parseParams(operation.params ?? NoInput, request.params)
  const query = parsePart(operation.query ?? NoInput, readQuery(request), 'query')
  const json = readJson(request)
  // An operation without a body takes an empty one, as many clients send it.
  const schema = operation.body ?? NoInput
  const body = parsePart(schema, json === undefined && (operation.bodyOptional || !operation.body) ? {} : json)
  return { params, query, body, revision: operation.needsRevision ? readRevision(request) : 0 }
}

/** A rule's refusal is an answer like any other. What may be otherwise in a moment is not kept. */
function refusalToKeep(error: unknown, requestId: string) {
  const problem = problemOf(error, requestId)
  if (!problem || problem.status >= 500) return null
  return { status: problem.status, body: JSON.stringify(problem), headers: { 'Content-Type': PROBLEM_TYPE } }
}

/** An address that exists, asked in a way that it does not answer to. */
function refuseOtherMethods(request: Request, response: Response, next: NextFunction): void {
  const allowed = OPERATIONS.filter(({ path }) => matches(path, request.path)).map(({ method }) => method.toUpperCase())
  if (allowed.length > 0) response.set('Allow', allowed.join(', '))
  next(allowed.length > 0 ? new DomainError('method_not_allowed', { allowed }) : undefined)
}

const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path)

/** Every error ends here, once. What nobody foresaw is logged with the request's id, and nothing of it is shown. */
function answerErrors(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const requestId = String(response.locals.requestId)
  const known = problemOf(ofTransport(error), requestId)
  if (!known || known.status >= 500) response.locals.log.error({ err: error }, 'an API request failed')
  if (response.headersSent) response.end()
  else sendProblem(response, known ?? bugOf(requestId))
}

/** What Express and its body parser refuse, in our words. */
function ofTransport(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error
  const status = 'status' in error ? error.status : undefined
  if (status === 413) {
    const limit = 'limit' in error && typeof error.limit === 'number' ? `${error.limit / 1_000_000} MB` : undefined
    return new DomainError('content_too_large', { limit })
  }
  if (status === 415) return new DomainError('unsupported_media', { accepted: ['application/json'] })
  return typeof status === 'number' && status >= 400 && status < 500 ? new DomainError('malformed') : error
}
