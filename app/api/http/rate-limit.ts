import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '#domain/errors.ts'

/** Requests a minute. */
export interface RateLimits {
  perCredential: number
  /** Failed sign-ins from one address, so that guessing costs us nothing. */
  failuresPerAddress: number
}

export const RATE_LIMITS: RateLimits = { perCredential: 600, failuresPerAddress: 60 }

/**
 * Counts requests, per key or session, in this process: several web processes allow that many times more.
 * Every answer says in `RateLimit-*` what is left.
 */
export function createRateLimit({ perCredential, failuresPerAddress }: RateLimits) {
  const requests = new RateLimiterMemory({ points: perCredential, duration: 60 })
  const failures = new RateLimiterMemory({ points: failuresPerAddress, duration: 60 })

  return {
    /** Takes one request from the caller's budget, before anything is asked of the database. @throws rate_limited */
    async take(request: Request, response: Response): Promise<void> {
      const guessed = await failures.get(addressOf(request))
      if (guessed && guessed.remainingPoints <= 0) throw limited(guessed)
      const state = await requests.consume(credentialOf(request)).catch(asState)
      response.set('RateLimit-Limit', String(perCredential))
      response.set('RateLimit-Remaining', String(Math.max(0, state.remainingPoints)))
      response.set('RateLimit-Reset', String(seconds(state)))
      if (state.consumedPoints > perCredential) throw limited(state)
    },
    /** Notes that an address sent credentials that are not any. */
    async failed(request: Request): Promise<void> {
      await failures.consume(addressOf(request)).catch(asState)
    },
  }
}

export type RateLimit = ReturnType<typeof createRateLimit>

const seconds = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1_000))
const limited = (state: RateLimiterRes) => new DomainError('rate_limited', { retryAfterSeconds: seconds(state) })
const addressOf = (request: Request) => request.ip ?? 'unknown'

/** A hash, so that no secret stays in memory longer than its request. */
function credentialOf(request: Request): string {
  // However the scheme is written, it is the same key.
  const credential = request.get('authorization')?.replace(/^bearer +/i, '') ?? request.get('cookie')
  return credential === undefined ? addressOf(request) : createHash('sha256').update(credential).digest('base64')
}

/** The limiter rejects with its state when a budget is used up, and with an error when it is broken. */
function asState(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason
  throw reason
}
