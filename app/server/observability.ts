import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import pino, { type Logger } from 'pino'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Ids from outside are kept for tracing across systems, when they look like ids and not like an attack on the log. */
const REQUEST_ID = /^[\w.-]{8,128}$/

export interface Telemetry {
  log: Logger
  registry: Registry
}

export function createTelemetry(level: string): Telemetry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return { log: pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }), registry }
}

/** Gives each request an id, a logger that names it, and a line when it is answered: no content, no query, no secrets. */
export function observe({ log, registry }: Telemetry) {
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
    response.once('close', () => {
      const took = Number(process.hrtime.bigint() - began) / 1e9
      const status = response.statusCode
      seconds.labels(method, kindOf(path), `${Math.floor(status / 100)}xx`).observe(took)
      const entry = { method, path, status, ms: Math.round(took * 1000) }
      if (status >= 500) response.locals.log.error(entry, 'request failed')
      else response.locals.log[path.startsWith('/assets/') ? 'debug' : 'info'](entry, 'request')
    })
    next()
  }
}

/** Few label values whatever is asked for, so that a scan of addresses cannot fill the memory. */
const kindOf = (path: string) => {
  if (path.startsWith('/assets/')) return 'asset'
  if (path.startsWith('/api/')) return 'api'
  return 'page'
}
