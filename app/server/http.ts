import { randomBytes } from 'node:crypto'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { API_PATH } from '../api/operation.ts'
import { createApi } from '../api/router.ts'
import type { Container } from '../lib/container.server.ts'
import { guardRoutes } from './guards.ts'
import { observe, type Telemetry } from './observability.ts'
import { operations } from './operations.ts'
import { routePatterns } from './route-pattern.ts'
import { checkOrigin, originCheck, sayWhenToRetry, secureHeaders } from './security.ts'
import { endSlowReaders } from './slow-readers.ts'
import { refuse, refuseUnreadable } from './unreadable.ts'

export interface Pages {
  /** Serves the browser's files: built ones in production, Vite's in development. */
  files: RequestHandler[]
  build: ServerBuild | (() => Promise<ServerBuild>)
}

/** A stream must reach the reader event by event, so it is never held back to be compressed. */
const worthCompressing = (request: Request, response: Response) =>
  !String(response.getHeader('Content-Type') ?? '').startsWith('text/event-stream') &&
  compression.filter(request, response)

/** The whole web process as one Express application; opens no port and reads no environment. */
export function createApp(container: Container, telemetry: Telemetry, pages: Pages): Express {
  const { auth, config, limits, services } = container
  const app = express()
  const build = guarded(pages.build)
  app.disable('x-powered-by')
  // Pages differ by reader and moment; resources of the API set an ETag that means something.
  app.set('etag', false)
  app.set('trust proxy', config.trustedProxies)

  app.use(observe(telemetry, routePatterns(build)))
  app.use(operations(container, telemetry.registry))
  app.use(secureHeaders(config.baseUrl?.startsWith('https:') ?? false))
  app.use(sayWhenToRetry)
  app.use(compression({ filter: worthCompressing }))
  const production = config.mode === 'production'
  app.use(API_PATH, createApi({ auth, services, limits, production, isFromHere: originCheck(config.baseUrl) }))
  app.use(refuseUnreadable)
  app.use(checkOrigin(config.baseUrl))
  for (const handler of pages.files) app.use(handler)
  app.use(endSlowReaders)

  app.all(
    '*',
    createRequestHandler({
      build,
      mode: config.mode === 'development' ? 'development' : 'production',
      getLoadContext: (request, response) => ({
        auth,
        services,
        config,
        limits,
        nonce: randomBytes(16).toString('base64'),
        requestId: String(response.locals.requestId),
        clientIp: request.ip ?? '',
        log: response.locals.log,
        asked: { actors: new Map() },
      }),
    }),
  )
  app.use(answerBroken)
  return app
}

/**
 * What no page could answer: an address or a host that is none, or a part of a file that it does not have. Express itself would
 * print the error, and with it the address.
 */
const answerBroken: ErrorRequestHandler = (error, _request, response, _next) => {
  const { code, status, headers } = error as { code?: unknown; status?: unknown; headers?: Record<string, string> }
  const isMalformed = error instanceof URIError || code === 'ERR_INVALID_URL'
  const isRefused = typeof status === 'number' && status >= 400 && status < 500
  if (!isMalformed && !isRefused) response.locals.log.error({ err: error }, 'a request broke')
  if (response.headersSent) return void response.destroy()
  if (isMalformed) return refuse(response, 400)
  if (isRefused) return refuse(response.set(headers ?? {}), status)
  refuse(response, 500, 'Something broke on our side. What was saved before is kept.')
}

const guarded = (build: Pages['build']): Pages['build'] =>
  typeof build === 'function' ? async () => guardRoutes(await build()) : guardRoutes(build)

/** Built files. The names under /assets carry a hash of their content, so a browser may keep those for good. */
export function builtFiles(folder: string): RequestHandler[] {
  const assets = express.Router()
  assets.use(
    '/assets',
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  )
  assets.use('/assets', (_request, response) => {
    response.status(404).type('text/plain').send('No such file.')
  })
  return [assets, express.static(folder, { maxAge: '1h', index: false, redirect: false })]
}
