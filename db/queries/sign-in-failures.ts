import { eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { signInFailures } from '#db/schema/auth.ts'

export type SignInFailureRow = typeof signInFailures.$inferSelect
type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** The failures counted under a key, locked until the end of the transaction; a first row counts none. */
export async function lockSignInFailures(tx: Transaction, key: string, now: Date): Promise<SignInFailureRow> {
  // One statement: between two the row could be forgotten by a sign-in that was right.
  const [row] = await tx
    .insert(signInFailures)
    .values({ key, failures: 0, lastFailedAt: now })
    .onConflictDoUpdate({ target: signInFailures.key, set: { key } })
    .returning()
  if (!row) throw new Error('the row of sign-in failures was neither inserted nor found')
  return row
}

export async function updateSignInFailures(
  tx: Transaction,
  key: string,
  values: Omit<SignInFailureRow, 'key'>,
): Promise<void> {
  await tx.update(signInFailures).set(values).where(eq(signInFailures.key, key))
}

const { failures, unsettled } = signInFailures
const oneUnsettledLess = sql`greatest(${unsettled} - 1, 0)`

/** Takes one counted failure back and ends the lock. */
export async function forgiveOneFailure(db: Database, key: string): Promise<void> {
  await db
    .update(signInFailures)
    .set({ failures: sql`greatest(${failures} - 1, 0)`, unsettled: oneUnsettledLess, lockedUntil: null })
    .where(eq(signInFailures.key, key))
}

/** Lets one counted failure stand. */
export async function settleOneFailure(db: Database, key: string): Promise<void> {
  await db.update(signInFailures).set({ unsettled: oneUnsettledLess }).where(eq(signInFailures.key, key))
}

/** Forgets all failures counted under these keys. */
export async function forgetSignInFailures(db: Database, keys: string[]): Promise<void> {
  await db.delete(signInFailures).where(inArray(signInFailures.key, keys))
}
