import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Caller } from '#services/auth/types.ts'
import { countOf } from './format.ts'

/** What sign-in reads of the sender of a request. */
export const callerOf = ({ request, context }: Pick<LoaderFunctionArgs, 'request' | 'context'>): Caller => ({
  headers: request.headers,
  ip: context.clientIp || null,
})

/** "2 minutes", for how long one has to wait. */
export const waitInWords = (seconds: number): string => {
  if (seconds < 90) return countOf(Math.max(1, Math.round(seconds)), 'second')
  return countOf(Math.ceil(seconds / 60), 'minute')
}
