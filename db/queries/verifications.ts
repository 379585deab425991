import { and, eq, gt, lt } from 'drizzle-orm'
import type { Database, Transaction } from '#db/client.ts'
import { verifications } from '#db/schema/auth.ts'

const open = (identifier: string, now: Date) =>
  and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, now))

/** Keeps what a mailed link stands for. */
export async function insertVerification(
  db: Database,
  row: { identifier: string; value: string; expiresAt: Date; createdAt: Date },
): Promise<void> {
  await db.insert(verifications).values(row)
}

/** What an open link stands for, or null when it was used or is too old. */
export async function findVerification(db: Database, identifier: string, now: Date): Promise<string | null> {
  const [row] = await db.select({ value: verifications.value }).from(verifications).where(open(identifier, now))
  return row?.value ?? null
}

/** Uses an open link up. @returns what it stood for; null when somebody else was faster, or it is too old */
export async function takeVerification(tx: Transaction, identifier: string, now: Date): Promise<string | null> {
  const [row] = await tx.delete(verifications).where(open(identifier, now)).returning({ value: verifications.value })
  return row?.value ?? null
}

/** Ends all links that stand for the same, or those of them that were made before a time. */
export async function deleteVerificationsOf(db: Database, value: string, madeBefore?: Date): Promise<void> {
  const isOlder = madeBefore && lt(verifications.createdAt, madeBefore)
  await db.delete(verifications).where(and(eq(verifications.value, value), isOlder))
}
