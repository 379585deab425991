import type { Request, Response } from 'express'
import { networkOf } from '#domain/requests/network.ts'
import { rateLimited } from '#domain/requests/rate-limited.ts'
import type { Budget, RateLimits } from '#services/rate-limits/index.ts'

/** What a caller may spend in a minute. */
export interface ApiBudgets {
  perCredential: Budget
  /** Requests of one address with a key or session that is none. */
  failuresPerAddress: Budget
}

export const API_BUDGETS: ApiBudgets = {
  perCredential: { name: 'api request of', points: 600, seconds: 60 },
  failuresPerAddress: { name: 'api failure from', points: 60, seconds: 60 },
}

/** Counts requests per key or session, for all web processes together. Their answers say in `RateLimit-*` what is left. */
export function createApiLimit(limits: RateLimits, { perCredential, failuresPerAddress }: ApiBudgets) {
  return {
    /**
     * Takes what the operation costs from the budget of a key or session that is one. Only then: what a request merely
     * claims to be can be spelled in as many ways as somebody wants budgets.
     * @throws rate_limited
     */
    async take(credential: string, response: Response, cost: number): Promise<void> {
      const spent = await limits.take(perCredential, credential, cost)
      response.set('RateLimit-Limit', String(perCredential.points))
      response.set('RateLimit-Remaining', String(spent.remaining))
      response.set('RateLimit-Reset', String(spent.secondsLeft))
      if (spent.isOver) throw rateLimited(spent)
    },
    /** Counts credentials that are none against their address alone: its neighbours' good ones go on. @throws rate_limited */
    async failed(request: Request): Promise<void> {
      const spent = await limits.take(failuresPerAddress, networkOf(request.ip ?? 'unknown'))
      if (spent.isOver) throw rateLimited(spent)
    },
  }
}

export type ApiLimit = ReturnType<typeof createApiLimit>
