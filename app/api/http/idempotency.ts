import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { OnceRequest } from '#services/idempotency/index.ts'
import { InputError } from './problems.ts'

/** What an `Idempotency-Key` may be. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/

/**
 * The request's `Idempotency-Key` with a hash over all that decides what the request does; null without a key.
 * @throws InputError
 */
export function readIdempotency(request: Request): OnceRequest | null {
  const key = request.get('idempotency-key')
  if (key === undefined || request.method !== 'POST') return null
  if (!IDEMPOTENCY_KEY.test(key)) {
    const message = 'Use 1 to 255 visible ASCII characters'
    throw new InputError([{ pointer: '/Idempotency-Key', message, in: 'header' }])
  }
  const bytes: unknown = request.body
  const hash = createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n`)
    .update(Buffer.isBuffer(bytes) ? bytes : '')
    .digest('hex')
  return { key, hash }
}
