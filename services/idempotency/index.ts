import { claimKey, keepAnswer } from '#db/queries/idempotency.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { expiredBefore } from '#domain/retention.ts'
import { type Deps, joinTransaction, memberOf, transact } from '../transaction.ts'

/** How long a repeat waits for the first request before it is asked to come again. */
const WAIT_MS = 5_000
/** PostgreSQL's code for a lock that was not had in time. */
const LOCK_NOT_AVAILABLE = '55P03'

/** An answer as it goes out, so that a repeat gets the same bytes. */
export interface KeptAnswer {
  status: number
  body: string
  headers: Record<string, string>
}

export interface OnceRequest {
  key: string
  /** Tells two requests apart: over method, address and body. */
  hash: string
}

export interface Outcome<A extends KeptAnswer> {
  /** The answer to the caller now. */
  answer: A
  /** The answer to a repeat; differs where the answer holds a secret that is shown once. */
  kept: KeptAnswer
}

/**
 * Requests that are carried out once, however often they are sent.
 *
 * Key, effect and answer are one transaction: after a crash at any instant there are either all three or none, so a
 * repeat either gets the answer or carries the request out for the first time. A repeat that comes while the first is
 * under way waits on the key's row.
 */
export const idempotencyService = (deps: Deps) => ({
  /**
   * Carries the request out, or returns the answer of the time it was. An answer is kept for a day.
   * @param work the use cases; their transactions become parts of this one
   * @param refusal what a rule's refusal answers, which is kept too; null for what may be otherwise in a moment
   * @throws idempotency_key_reused, request_in_progress
   */
  async once<A extends KeptAnswer>(
    actor: Actor,
    request: OnceRequest,
    work: () => Promise<Outcome<A>>,
    refusal: (error: unknown) => KeptAnswer | null,
  ): Promise<{ answer: A | KeptAnswer; repeated: boolean }> {
    const at = deps.clock.now()
    const owner = { orgId: actor.orgId, membershipId: memberOf(actor), key: request.key }
    return transact(deps, actor, async (tx) => {
      const expired = expiredBefore('idempotencyKeys', at)
      const claim = { requestHash: request.hash, at, expired, waitMs: WAIT_MS }
      const before = await claimKey(tx, owner, claim).catch((error: unknown) => {
        throw isLockTimeout(error) ? new DomainError('request_in_progress') : error
      })
      if (before) {
        if (before.requestHash !== request.hash) throw new DomainError('idempotency_key_reused')
        const { status, body, headers } = before
        if (status === null) throw new DomainError('request_in_progress')
        return { answer: { status, body: body ?? '', headers: headers ?? {} }, repeated: true }
      }
      const { answer, kept } = await joinTransaction(tx, actor, work).catch((error: unknown) => {
        const refused = refusal(error)
        if (!refused) throw error
        return { answer: refused, kept: refused }
      })
      await keepAnswer(tx, owner, kept)
      return { answer, repeated: false }
    })
  },
})

export type IdempotencyService = ReturnType<typeof idempotencyService>

/** Looks through what the query builder wrapped around it. */
const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === LOCK_NOT_AVAILABLE) || (error.cause !== undefined && isLockTimeout(error.cause)))
