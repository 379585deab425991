import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '#db/client.ts'
import { accounts, users } from '#db/schema/auth.ts'

const columns = { id: users.id, name: users.name, email: users.email, isDemo: users.isDemo }
export type UserRow = Pick<typeof users.$inferSelect, keyof typeof columns>

/** Adds a person with a password account. @returns null when the address has an account already */
export async function insertUser(
  tx: Pick<Transaction, 'insert'>,
  { passwordHash, ...user }: typeof users.$inferInsert & { passwordHash: string },
): Promise<UserRow | null> {
  const [row] = await tx
    .insert(users)
    .values({ ...user, emailVerified: true })
    .onConflictDoNothing()
    .returning(columns)
  if (!row) return null
  await tx
    .insert(accounts)
    .values({ userId: row.id, accountId: row.id, providerId: 'credential', password: passwordHash })
  return row
}

/** The account of an address in small letters, or null. */
export async function findUserByEmail(
  db: Pick<Database | Transaction, 'select'>,
  email: string,
): Promise<UserRow | null> {
  const [row] = await db.select(columns).from(users).where(eq(users.email, email))
  return row ?? null
}

/** The people of the demonstration, in the order in which they were made. */
export const listDemoUsers = (db: Database): Promise<UserRow[]> =>
  db.select(columns).from(users).where(eq(users.isDemo, true)).orderBy(users.createdAt, users.id)

/** Whether this is one of the people of the demonstration. */
export async function isDemoUser(db: Database, userId: string): Promise<boolean> {
  const [row] = await db.select({ isDemo: users.isDemo }).from(users).where(eq(users.id, userId))
  return row?.isDemo ?? false
}
