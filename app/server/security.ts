import type { NextFunction, Request, Response } from 'express'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Headers every answer carries. The content security policy needs the nonce of a page, so entry.server sets it. */
export function secureHeaders(secure: boolean) {
  return (_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('X-Frame-Options', 'SAMEORIGIN')
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    next()
  }
}

/** Whoever is told that something is not available is told when to ask again, whatever answers. */
export function sayWhenToRetry(_request: Request, response: Response, next: NextFunction) {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => Response
  response.writeHead = (...args: unknown[]) => {
    if (response.statusCode === 503 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '5')
    return writeHead(...args)
  }
  next()
}

/**
 * Refuses a write that another site started in our reader's browser.
 *
 * A browser names the origin on every write. A request that carries a cookie but names none did not come from a page of
 * ours; one without a cookie (an API key) rides on nobody's session and needs no origin, but a foreign one is refused.
 */
export function checkOrigin(baseUrl: string | null) {
  const fromHere = originCheck(baseUrl)
  return (request: Request, response: Response, next: NextFunction) => {
    if (SAFE_METHODS.has(request.method)) return next()
    const ridesOnSession = request.get('cookie') !== undefined
    if (fromHere(request) || (request.get('origin') === undefined && !ridesOnSession)) return next()
    response
      .status(403)
      .type('text/plain')
      .send(
        'This request came from another site and was refused. Nothing was changed. Open Accord and try again there.',
      )
  }
}

/** Whether the browser that sent a request says that a page of ours asked it to. */
export function originCheck(baseUrl: string | null) {
  const configured = baseUrl === null ? null : new URL(baseUrl).origin
  return (request: Request): boolean => {
    const origin = request.get('origin')
    const own = `${request.protocol}://${request.get('host') ?? ''}`
    return origin === undefined
      ? request.get('sec-fetch-site') === 'same-origin'
      : origin === own || origin === configured
  }
}

/** The policy of a page: our own files, and the inline script and style that carry this request's nonce. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const scripts = `'self' 'nonce-${nonce}'`
  return [
    `default-src 'self'`,
    `script-src ${scripts}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    // The development server announces changed files over a socket of its own.
    `connect-src 'self'${development ? ' ws:' : ''}`,
    `frame-src 'self'`,
    `frame-ancestors 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
  ].join('; ')
}
