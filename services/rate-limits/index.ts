import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible'
import type { Database } from '#db/client.ts'

/** How much may be asked for in a window of time. Points are requests, unless a request says that it costs more. */
export interface Budget {
  /** What is counted, such as "sign-up from". Two budgets never share a count, also when only their size differs. */
  name: string
  points: number
  seconds: number
}

export interface Spent {
  /** True when the budget does not cover this request. */
  isOver: boolean
  remaining: number
  /** Until the window ends and the whole budget is there again; at least 1. */
  secondsLeft: number
}

/** A count that PostgreSQL does not give within this time is kept in this process instead. */
const PATIENCE_MS = 500

/**
 * Counts requests in one table that all processes share. While PostgreSQL is slow or away each process counts for itself,
 * so that a budget holds at least there. Keys are hashed: the table is no list of addresses and holds no secret.
 * Rows whose window is over are deleted by retention, see domain/retention.ts.
 */
export function createRateLimits({ $client }: Pick<Database, '$client'>, patienceMs = PATIENCE_MS) {
  const limiters = new Map<string, RLWrapperTimeouts>()

  const limiterOf = ({ name, points, seconds }: Budget): RLWrapperTimeouts => {
    const keyPrefix = `${name} ${points}/${seconds}s`
    const known = limiters.get(keyPrefix)
    if (known) return known
    const size = { keyPrefix, points, duration: seconds }
    const shared = new RateLimiterPostgres({
      ...size,
      storeClient: $client,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      // Whoever is over asks the database no more until the window ends.
      inMemoryBlockOnConsumed: points,
      clearExpiredByTimeout: false,
    })
    const insuranceLimiter = new RateLimiterMemory(size)
    const made = new RLWrapperTimeouts({ limiter: shared, timeoutMs: patienceMs, insuranceLimiter })
    limiters.set(keyPrefix, made)
    return made
  }

  return {
    /** Takes `cost` points out of the budget of `key`. */
    async take(budget: Budget, key: string, cost = 1): Promise<Spent> {
      try {
        return spent(await limiterOf(budget).consume(hashed(key), cost), false)
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return spent(reason, true)
        throw reason
      }
    },

    /** What is left for `key`, without taking anything; null when nothing was taken in this window. */
    async look(budget: Budget, key: string): Promise<Spent | null> {
      const state = await limiterOf(budget).get(hashed(key))
      return state && spent(state, state.remainingPoints <= 0)
    },
  }
}

export type RateLimits = ReturnType<typeof createRateLimits>

const spent = ({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): Spent => ({
  isOver,
  remaining: isOver ? 0 : remainingPoints,
  secondsLeft: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
})

const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url')
