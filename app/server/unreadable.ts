import type { RequestHandler, Response } from 'express'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Refuses what no page of ours is asked with. Remix would take each of these for a bug of ours, and whoever sends them, signed
 * in or not, could fill the error log.
 */
export const refuseUnreadable: RequestHandler = (request, response, next) => {
  const { method, originalUrl } = request
  const [path = '', ...query] = originalUrl.split('?')
  if (!METHODS.includes(method)) {
    response.set('Allow', METHODS.join(', '))
    return refuse(response, 405, 'Nothing here is asked in this way.')
  }
  // A backslash counts as a slash to whoever makes an address of it again; `_data` is how an earlier Remix read a page.
  const isOdd = /\\|%5c/i.test(path) || new URLSearchParams(query.join('?')).has('_data')
  return isOdd ? refuse(response, 400) : next()
}

/** Answers what cannot be read, in words and without a page. */
export function refuse(response: Response, status: number, text = 'The request could not be read.'): void {
  response.status(status).type('text/plain').send(text)
}
