import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { createLog } from '#services/log.ts'
import { API_PATH } from '../api/operation.ts'
import type { PatternOf } from './route-pattern.ts'

/** Ids from outside are kept for tracing across systems, when they look like ids and not like an attack on the log. */
const REQUEST_ID = /^[\w.-]{8,128}$/

export interface Telemetry {
  log: Logger
  registry: Registry
}

export function createTelemetry(level: string): Telemetry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return { log: createLog(level), registry }
}

/**
 * Gives each request an id, a logger that names it, and a line when its answer has ended: no content, no query, and of
 * the address only its pattern, since an invitation's address is all that it takes to accept it.
 * @param patternOf names the page behind an address
 */
export function observe({ log, registry }: Telemetry, patternOf: PatternOf) {
  const seconds = new Histogram({
    name: 'accord_http_request_seconds',
    help: 'Time to answer a request, by method, kind of address and status class.',
    labelNames: ['method', 'kind', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id')
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID()
    response.locals.requestId = requestId
    response.locals.log = log.child({ requestId })
    response.setHeader('X-Request-Id', requestId)
    const began = process.hrtime.bigint()
    // Now, since a router that is mounted below an address shortens it.
    const { method, path } = request
    response.once('close', async () => {
      const took = Number(process.hrtime.bigint() - began) / 1e9
      const status = response.statusCode
      seconds.labels(method, kindOf(path), `${Math.floor(status / 100)}xx`).observe(took)
      const route = routeOf(request, path) ?? (await patternOf(path).catch(() => UNKNOWN))
      const level = status >= 500 ? 'error' : QUIET.has(route) ? 'debug' : 'info'
      response.locals.log[level]({ method, route, status, ms: Math.round(took * 1000) }, 'request')
    })
    next()
  }
}

const UNKNOWN = '/*'
const ASSETS = '/assets/*'
const FILE = '/<file>'
/** What machines ask for all day long, and the files of a page. */
const QUIET = new Set([ASSETS, FILE, '/healthz', '/readyz', '/metrics'])

/** The route of Express that answered. Null for the pages: all of them are one route to it. */
function routeOf(request: Request, path: string): string | null {
  if (path.startsWith('/assets/')) return ASSETS
  const route: unknown = request.route?.path
  if (typeof route === 'string' && route !== '*') return request.baseUrl + route
  if (path.startsWith(`${API_PATH}/`)) return `${API_PATH}/*`
  // Answered before a route was asked: by a file, or by the refusal of a write from elsewhere.
  return route === undefined && (request.method === 'GET' || request.method === 'HEAD') ? FILE : null
}

/** Few label values whatever is asked for, so that a scan of addresses cannot fill the memory. */
const kindOf = (path: string) => {
  if (path.startsWith('/assets/')) return 'asset'
  if (path.startsWith('/api/')) return 'api'
  return 'page'
}
