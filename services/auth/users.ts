import { hashPassword } from 'better-auth/crypto'
import type { Database, Transaction } from '#db/client.ts'
import * as queries from '#db/queries/users.ts'
import { DomainError } from '#domain/errors.ts'
import type { SignedInUser } from './types.ts'

export interface NewUser {
  /** Absent: a new one. */
  id?: string
  /** Absent: now. */
  createdAt?: Date
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
  tx: Pick<Transaction, 'insert'>,
  { email, hash, ...person }: Omit<NewUser, 'password'> & { hash: string },
): Promise<SignedInUser> {
  const user = await queries.insertUser(tx, { ...person, email: email.toLowerCase(), passwordHash: hash })
  if (!user) throw new DomainError('already_exists', { what: 'An account with this address' })
  return user
}

/** Makes a person in a transaction of their own. */
export async function createUser(db: Database, { password, ...user }: NewUser): Promise<SignedInUser> {
  const hash = await passwordHash(password)
  return db.transaction((tx) => insertUser(tx, { ...user, hash }))
}

/** The account of an address, or null. */
export const findUserByEmail = (db: Database | Transaction, email: string): Promise<SignedInUser | null> =>
  queries.findUserByEmail(db, email.trim().toLowerCase())
