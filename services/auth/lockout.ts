import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '#db/client.ts'
import {
  forgetSignInFailures,
  forgiveOneFailure,
  lockSignInFailures,
  type SignInFailureRow,
  settleOneFailure,
  updateSignInFailures,
} from '#db/queries/sign-in-failures.ts'
import { networkOf } from '#domain/requests/network.ts'
import { expiredBefore } from '#domain/retention.ts'

const MINUTE = 60_000

/** Failures in a row that are free of consequences. An office behind one address may err more often than a person. */
export const FREE_FAILURES = { account: 5, address: 25 } as const
type Guarded = keyof typeof FREE_FAILURES

const LONGEST_LOCK = 15 * MINUTE

/** How long nobody may try again: a minute after the last free failure, then twice as long each time, at most 15 minutes. */
export function lockMilliseconds(guarded: Guarded, failures: number): number {
  const beyond = failures - FREE_FAILURES[guarded]
  return beyond < 0 ? 0 : Math.min(MINUTE * 2 ** Math.min(beyond, 10), LONGEST_LOCK)
}

// Hashed, so that the table does not become a list of addresses that somebody typed.
const keyOf = (guarded: Guarded, value: string) => createHash('sha256').update(`${guarded}\n${value}`).digest('hex')
const keysOf = (email: string, ip: string): { guarded: Guarded; key: string }[] => [
  { guarded: 'account', key: keyOf('account', email.trim().toLowerCase()) },
  { guarded: 'address', key: keyOf('address', networkOf(ip)) },
]

/** An attempt whose process died is never settled: after so long it counts as failed. */
const SETTLED_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 100
const MOST_LOOKS = 150

/**
 * Counts an attempt as failed before the password is looked at, so that many guesses at once cannot slip through
 * together; `forgive` takes it back when the password was right, `settle` lets it stand. When the attempts under way
 * would lock an account if all of them failed, another one waits for what becomes of them.
 * @returns seconds to wait when the account or the address is locked, else null
 */
export async function countAttempt(db: Database, email: string, ip: string, now: Date): Promise<number | null> {
  for (let looks = 1; ; looks += 1) {
    const { lockedSeconds, mayEnd } = await countOrRefuse(db, email, ip, now)
    if (lockedSeconds === null || !mayEnd || looks === MOST_LOOKS) return lockedSeconds
    await delay(LOOK_EVERY_MS)
  }
}

/** @returns `mayEnd`: only attempts under way have locked it, and may turn out to have been right */
async function countOrRefuse(db: Database, email: string, ip: string, now: Date) {
  // In the order of the keys: two attempts that share both rows cannot hold them crosswise.
  const guards = keysOf(email, ip).sort((a, b) => (a.key < b.key ? -1 : 1))
  return db.transaction(async (tx) => {
    const rows = []
    for (const { guarded, key } of guards) rows.push({ ...(await lockSignInFailures(tx, key, now)), guarded })
    const locks = rows.flatMap((row) =>
      row.lockedUntil && row.lockedUntil > now ? [{ ...row, until: row.lockedUntil }] : [],
    )
    if (locks.length > 0) {
      const wait = Math.max(...locks.map(({ until }) => until.getTime())) - now.getTime()
      return { lockedSeconds: Math.ceil(wait / 1000), mayEnd: locks.every((row) => underWay(row, now) > 0) }
    }
    for (const row of rows) {
      const { key, guarded, failures, lastFailedAt } = row
      // A day without a failure is forgiven.
      const forgotten = lastFailedAt < expiredBefore('signInFailures', now)
      const count = forgotten ? 1 : failures + 1
      const lock = lockMilliseconds(guarded, count)
      const lockedUntil = lock > 0 ? new Date(now.getTime() + lock) : null
      const unsettled = underWay(row, now) + 1
      await updateSignInFailures(tx, key, { failures: count, unsettled, lastFailedAt: now, lockedUntil })
    }
    return { lockedSeconds: null, mayEnd: false }
  })
}

const underWay = ({ unsettled, lastFailedAt }: SignInFailureRow, now: Date): number =>
  now.getTime() - lastFailedAt.getTime() > SETTLED_WITHIN_MS ? 0 : unsettled

/** The password was wrong: the attempt stays counted, and nobody waits for it any more. */
export async function settle(db: Database, email: string, ip: string): Promise<void> {
  for (const { key } of keysOf(email, ip)) await settleOneFailure(db, key)
}

/**
 * The password was right: the account starts afresh. The address only gets this one attempt back, or an attacker
 * could clear it by signing in to an account of their own between guesses.
 */
export async function forgive(db: Database, email: string, ip: string): Promise<void> {
  for (const { guarded, key } of keysOf(email, ip)) {
    if (guarded === 'account') await forgetSignInFailures(db, [key])
    else await forgiveOneFailure(db, key)
  }
}

/** Unlocks an account, as a new password does. */
export async function unlockAccount(db: Database, email: string): Promise<void> {
  await forgetSignInFailures(db, [keyOf('account', email.trim().toLowerCase())])
}
