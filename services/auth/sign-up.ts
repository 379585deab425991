import type { Database, Transaction } from '#db/client.ts'
import { findVerification, takeVerification } from '#db/queries/verifications.ts'
import { DomainError } from '#domain/errors.ts'
import { askForMail, IDENTIFIER } from './account-mails.ts'
import { limit } from './rate-limit.ts'
import type { AuthDeps, Caller } from './types.ts'

/**
 * Has a link mailed to the address and says nothing: whether it is known shows only in the mailbox.
 * @throws DomainError forbidden when new organizations are made by operators only, rate_limited
 */
export async function requestSignUp(deps: AuthDeps, email: string, { ip }: Caller): Promise<void> {
  const { db, clock, config } = deps
  if (config.signUp === 'closed') throw new DomainError('forbidden', { action: 'sign up here' })
  const now = clock.now()
  const address = email.trim().toLowerCase()
  // Both: nobody floods one mailbox, and nobody tries many.
  await limit(db, { key: `sign-up from ${ip}`, max: 10, windowSeconds: 600 }, now)
  await limit(db, { key: `sign-up of ${address}`, max: 3, windowSeconds: 3600 }, now)
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
