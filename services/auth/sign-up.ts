import type { Database, Transaction } from '#db/client.ts'
import { findVerification, takeVerification } from '#db/queries/verifications.ts'
import { DomainError } from '#domain/errors.ts'
import { networkOf } from '#domain/requests/network.ts'
import { rateLimited } from '#domain/requests/rate-limited.ts'
import type { Budget } from '../rate-limits/index.ts'
import { askForMail, IDENTIFIER } from './account-mails.ts'
import type { AuthDeps, Caller } from './types.ts'

const SIGN_UPS_FROM: Budget = { name: 'sign-up from', points: 10, seconds: 600 }
const SIGN_UPS_OF: Budget = { name: 'sign-up of', points: 3, seconds: 3_600 }

/**
 * Has a link mailed to the address and says nothing: whether it is known shows only in the mailbox.
 * @throws DomainError forbidden when new organizations are made by operators only, rate_limited
 */
export async function requestSignUp(deps: AuthDeps, email: string, { ip }: Caller): Promise<void> {
  const { db, clock, config, limits } = deps
  if (config.signUp === 'closed') throw new DomainError('forbidden', { action: 'sign up here' })
  const now = clock.now()
  const address = email.trim().toLowerCase()
  // Both: nobody floods one mailbox, and nobody tries many.
  for (const [budget, key] of [
    [SIGN_UPS_FROM, networkOf(ip ?? 'unknown')],
    [SIGN_UPS_OF, address],
  ] as const) {
    const spent = await limits.take(budget, key)
    if (spent.isOver) throw rateLimited(spent)
  }
  await askForMail(db, 'sign_up', address, now)
}

/** The address that a link was mailed to, or null when it was used or is too old. */
export const readSignUp = (db: Database, token: string, now: Date): Promise<string | null> =>
  findVerification(db, IDENTIFIER.sign_up(token), now)

/**
 * Uses the link up, in the transaction that makes the account.
 * @throws DomainError invitation_not_open when somebody else was faster, or it is too old
 */
export async function consumeSignUp(tx: Transaction, token: string, now: Date): Promise<string> {
  const email = await takeVerification(tx, IDENTIFIER.sign_up(token), now)
  if (email === null) throw new DomainError('invitation_not_open')
  return email
}
