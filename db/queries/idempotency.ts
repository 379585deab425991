import { and, eq, lt, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { idempotencyKeys } from '#db/schema/index.ts'

export type IdempotencyRow = typeof idempotencyKeys.$inferSelect

/** Whose key it is: the same key of another person is another key. */
export interface KeyOwner {
  orgId: string
  membershipId: string
  key: string
}

const ofOwner = ({ orgId, membershipId, key }: KeyOwner) =>
  and(eq(idempotencyKeys.orgId, orgId), eq(idempotencyKeys.membershipId, membershipId), eq(idempotencyKeys.key, key))

/**
 * Claims a key for this transaction. While another transaction holds the key, this waits for its end, up to `waitMs`.
 * @returns null when the key is ours now, else the row with the answer given before
 */
export async function claimKey(
  tx: Transaction,
  owner: KeyOwner,
  claim: { requestHash: string; at: Date; expired: Date; waitMs: number },
): Promise<IdempotencyRow | null> {
  const { requestHash, at, expired, waitMs } = claim
  await tx.execute(sql`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`)
  const fresh = { requestHash, createdAt: at, done: false, status: null, body: null, headers: null }
  const [claimed] = await tx
    .insert(idempotencyKeys)
    .values({ ...owner, ...fresh })
    .onConflictDoUpdate({
      target: [idempotencyKeys.orgId, idempotencyKeys.membershipId, idempotencyKeys.key],
      set: fresh,
      setWhere: lt(idempotencyKeys.createdAt, expired),
    })
    .returning()
  // Back to what the role has: what follows in the transaction waits as long as it would without a key.
  await tx.execute(sql`set local lock_timeout to default`)
  if (claimed) return null
  const [row] = await tx.select().from(idempotencyKeys).where(ofOwner(owner))
  if (!row) throw new Error('the claimed idempotency key is gone')
  return row
}

/** Keeps the answer with the key that this transaction has claimed. */
export async function keepAnswer(
  tx: Transaction,
  owner: KeyOwner,
  answer: { status: number; body: string; headers: Record<string, string> },
): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ ...answer, done: true })
    .where(ofOwner(owner))
}
