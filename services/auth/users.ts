import { hashPassword } from 'better-auth/crypto'
import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '#db/client.ts'
import { accounts, users } from '#db/schema/auth.ts'
import { DomainError } from '#domain/errors.ts'
import type { SignedInUser } from './types.ts'

export interface NewUser {
  name: string
  email: string
  /** In clear; only its scrypt hash is kept. */
  password: string
  isDemo?: boolean
}

/** Hash of a password as the accounts keep it. Takes about 100 ms, so never inside a transaction. */
export const passwordHash = (password: string): Promise<string> => hashPassword(password)

/**
 * Makes a person who can sign in with a password. The address counts as proven: people come here by a mailed link only.
 * @throws DomainError already_exists when the address has an account
 */
export async function insertUser(
  tx: Transaction,
  user: Omit<NewUser, 'password'> & { hash: string },
): Promise<SignedInUser> {
  const [row] = await tx
    .insert(users)
    .values({ name: user.name, email: user.email.toLowerCase(), emailVerified: true, isDemo: user.isDemo ?? false })
    .onConflictDoNothing()
    .returning({ id: users.id, name: users.name, email: users.email, isDemo: users.isDemo })
  if (!row) throw new DomainError('already_exists', { what: 'An account with this address' })
  await tx.insert(accounts).values({ userId: row.id, accountId: row.id, providerId: 'credential', password: user.hash })
  return row
}

/** Makes a person outside any other transaction, as the demo data does. */
export async function createUser(db: Database, { password, ...user }: NewUser): Promise<SignedInUser> {
  const hash = await passwordHash(password)
  return db.transaction((tx) => insertUser(tx, { ...user, hash }))
}

/** The account of an address, or null. */
export async function findUserByEmail(db: Database | Transaction, email: string): Promise<SignedInUser | null> {
  const [row] = await db
    .select({ id: users.id, name: users.name, email: users.email, isDemo: users.isDemo })
    .from(users)
    .where(eq(users.email, email.trim().toLowerCase()))
  return row ?? null
}
