import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { passkeys } from '#db/schema/auth.ts'

export type PasskeyRow = typeof passkeys.$inferSelect

/** A person's passkeys, the oldest first; a few at most. */
export const listPasskeys = (db: Database, userId: string): Promise<PasskeyRow[]> =>
  db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.createdAt), asc(passkeys.id))

/** Whether a person has a passkey. */
export async function hasPasskey(db: Database, userId: string): Promise<boolean> {
  const rows = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, userId)).limit(1)
  return rows.length > 0
}

const own = (userId: string, id: string) => and(eq(passkeys.userId, userId), eq(passkeys.id, id))

/** Renames one of a person's own passkeys; another's stays, without a word. */
export async function renamePasskey(db: Database, userId: string, id: string, name: string): Promise<void> {
  await db.update(passkeys).set({ name }).where(own(userId, id))
}

/** Removes one of a person's own passkeys; another's stays, without a word. */
export async function removePasskey(db: Database, userId: string, id: string): Promise<void> {
  await db.delete(passkeys).where(own(userId, id))
}

/** Notes how often the device has signed. */
export async function countUse(db: Database, { userId, id }: PasskeyRow, counter: number): Promise<void> {
  await db.update(passkeys).set({ counter }).where(own(userId, id))
}
