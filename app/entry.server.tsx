import { PassThrough } from 'node:stream'
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { isExpected } from './lib/errors.server.ts'
import { FRESH } from './lib/fresh.server.ts'
import { NonceContext } from './lib/nonce.ts'
import { contentSecurityPolicy } from './server/security.ts'

export const streamTimeout = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, config, log }: AppLoadContext,
): Promise<Response> {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Security-Policy', contentSecurityPolicy(nonce, config.mode === 'development'))
  headers.set('Cache-Control', FRESH)

  // A robot reads the page once, whole.
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady'
  return new Promise((resolve, reject) => {
    let started = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        [ready]: () => {
          started = true
          const body = new PassThrough()
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError: (error: unknown) => {
          if (started) log.error({ err: error }, 'rendering failed after the page had started')
        },
      },
    )
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** The data of a page is as fresh as the page; a file says for itself how long it may be kept. */
export function handleDataRequest(response: Response): Response {
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', FRESH)
  return response
}

/** A bug is logged once, here, with the request it broke. What a rule refused is an answer, not a bug. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted || isExpected(error)) return
  context.log.error({ err: error }, 'a page broke')
}
