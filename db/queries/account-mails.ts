import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database, Transaction } from '#db/client.ts'
import { type AccountMailPurpose, accountMails } from '#db/schema/auth.ts'
import { givenBack, lockDue, taken } from './leases.ts'

export type { AccountMailPurpose }
export type AccountMail = typeof accountMails.$inferSelect

/** Asks for a mail. One that is on its way to this address already counts as asked for anew. */
export async function insertAccountMail(
  db: Database,
  mail: { purpose: AccountMailPurpose; address: string; askedAt: Date },
): Promise<void> {
  const { purpose, address } = accountMails
  await db
    .insert(accountMails)
    .values(mail)
    .onConflictDoUpdate({ target: [purpose, address], set: { askedAt: mail.askedAt } })
}

/** Takes mails that are due, the longest due first, for the length of a lease. */
export async function takeAccountMails(tx: Transaction, limit: number, leaseMs: number): Promise<AccountMail[]> {
  const ids = await lockDue(tx, accountMails, limit)
  if (ids.length === 0) return []
  return tx.update(accountMails).set(taken(accountMails, leaseMs)).where(inArray(accountMails.id, ids)).returning()
}

const held = ({ id, lease }: AccountMail) => and(eq(accountMails.id, id), sql`${accountMails.lease} = ${lease}`)

/** Deletes a mail that was sent, if it is still held. */
export async function deleteAccountMail(tx: Transaction, row: AccountMail): Promise<void> {
  await tx.delete(accountMails).where(held(row))
}

/** Gives a mail that was not sent back, to be tried again after so many milliseconds; if it is still held. */
export async function giveBackAccountMail(
  tx: Transaction,
  row: AccountMail,
  error: string,
  retryMs: number,
): Promise<void> {
  await tx.update(accountMails).set(givenBack(error, retryMs)).where(held(row))
}
