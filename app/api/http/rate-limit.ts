import type { Request, Response } from 'express'
import { rateLimited } from '#domain/requests/rate-limited.ts'
import type { Budget, RateLimits } from '#services/rate-limits/index.ts'

/** What a caller may spend in a minute. */
export interface ApiBudgets {
  perCredential: Budget
  /** Failed sign-ins from one address, so that guessing costs us little. */
  failuresPerAddress: Budget
}

export const API_BUDGETS: ApiBudgets = {
  perCredential: { name: 'api request of', points: 600, seconds: 60 },
  failuresPerAddress: { name: 'api failure from', points: 60, seconds: 60 },
}

/** Counts requests per key or session, for all web processes together. Every answer says in `RateLimit-*` what is left. */
export function createApiLimit(limits: RateLimits, { perCredential, failuresPerAddress }: ApiBudgets) {
  return {
    /** Takes what the operation costs from the caller's budget, before it is known who they are. @throws rate_limited */
    async take(request: Request, response: Response, cost: number): Promise<void> {
      const guesses = await limits.look(failuresPerAddress, addressOf(request))
      if (guesses?.isOver) throw rateLimited(guesses)
      const spent = await limits.take(perCredential, credentialOf(request), cost)
      response.set('RateLimit-Limit', String(perCredential.points))
      response.set('RateLimit-Remaining', String(spent.remaining))
      response.set('RateLimit-Reset', String(spent.secondsLeft))
      if (spent.isOver) throw rateLimited(spent)
    },
    /** Notes that an address sent credentials that are not any. */
    async failed(request: Request): Promise<void> {
      await limits.take(failuresPerAddress, addressOf(request))
    },
  }
}

export type ApiLimit = ReturnType<typeof createApiLimit>

const addressOf = (request: Request) => request.ip ?? 'unknown'

/** However the scheme is written, it is the same key. */
const credentialOf = (request: Request): string =>
  request.get('authorization')?.replace(/^bearer +/i, '') ?? request.get('cookie') ?? addressOf(request)
