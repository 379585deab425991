import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Database, Transaction } from '#db/client.ts'
import { type AccountMailPurpose, accountMails, verifications } from '#db/schema/auth.ts'
import { startWokenLoop } from '../loop.ts'
import type { Clock, Mail, Mailer } from '../ports.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { alreadySignedUpMail, passwordResetMail, signUpMail } from './mails.ts'
import { findUserByEmail } from './users.ts'

type AccountMail = typeof accountMails.$inferSelect

const HOUR = 3_600_000
/** How long a mailed link works, and how long it is tried to mail one: who has waited longer asks again. */
const LIFETIME_MS: Record<AccountMailPurpose, number> = { sign_up: 24 * HOUR, password_reset: HOUR }
/** How a link's token is known. Only its hash is kept: whoever reads the table cannot use what is in it. */
export const IDENTIFIER: Record<AccountMailPurpose, (token: string) => string> = {
  sign_up: (token) => `sign-up:${tokenHash(token)}`,
  password_reset: (token) => keptIdentifier(`reset-password:${token}`),
}
const BATCH = 10
/** Longer than the mailer waits for its server, so that a slow mail is not sent twice at once. */
const LEASE_MS = 60_000
const LOOK_EVERY_MS = 5_000
const RETRY_MS = { first: 5_000, most: 600_000 }

/** What is kept of better-auth's own names of links: nothing that it would take for such a name again. */
export const keptIdentifier = (name: string): string => `link:${tokenHash(name)}`

/**
 * Notes that a mail with a secret link was asked for, whether or not the address is known: that shows in the mailbox
 * only. The link itself is made when the mail is sent, so that it is at rest nowhere.
 */
export async function askForMail(db: Database, purpose: AccountMailPurpose, address: string, now: Date): Promise<void> {
  await db
    .insert(accountMails)
    .values({ purpose, address: address.trim().toLowerCase(), askedAt: now, nextAttemptAt: now })
    // One is on its way already.
    .onConflictDoUpdate({ target: [accountMails.purpose, accountMails.address], set: { askedAt: now } })
}

export interface AccountMailDeps {
  db: Database
  clock: Clock
  mailer: Mailer
  publicUrl: string
  log: Logger
}

/** Sends the mails that prove an address: outside of any organization, and before anybody is signed in. */
export function createAccountMails({ db, clock, mailer, publicUrl: baseUrl, log }: AccountMailDeps) {
  const linkFor = async (row: AccountMail, value: string): Promise<string> => {
    const token = newToken()
    const expiresAt = new Date(clock.now().getTime() + LIFETIME_MS[row.purpose])
    await db.insert(verifications).values({ identifier: IDENTIFIER[row.purpose](token), value, expiresAt })
    return token
  }

  /** The mail, or null for an address that is to hear nothing. */
  const mailFor = async (row: AccountMail): Promise<Mail | null> => {
    const user = await findUserByEmail(db, row.address)
    const key = `${row.id} ${row.askedAt.toISOString()}`
    if (row.purpose === 'password_reset') {
      return user && passwordResetMail({ user, token: await linkFor(row, user.id), baseUrl, key })
    }
    if (user) return alreadySignedUpMail({ ...user, baseUrl, key })
    return signUpMail({ email: row.address, token: await linkFor(row, row.address), baseUrl, key })
  }

  const send = async (row: AccountMail): Promise<void> => {
    const mine = and(eq(accountMails.id, row.id), eq(accountMails.attempts, row.attempts))
    const now = clock.now().getTime()
    try {
      if (now - row.askedAt.getTime() < LIFETIME_MS[row.purpose]) {
        const mail = await mailFor(row)
        if (mail) await mailer.send(mail)
      } else log.error({ purpose: row.purpose, attempts: row.attempts }, 'mail: a link was not sent in time')
      await db.delete(accountMails).where(mine)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ purpose: row.purpose, attempts: row.attempts, reason }, 'mail: a link was not sent, will retry')
      const wait = Math.min(RETRY_MS.first * 2 ** (row.attempts - 1), RETRY_MS.most)
      await db
        .update(accountMails)
        .set({ nextAttemptAt: new Date(now + wait) })
        .where(mine)
    }
  }

  /** Sends what is due. @returns whether there may be more */
  const sendDue = async (): Promise<boolean> => {
    const rows = await db.transaction((tx) => claim(tx, clock.now()))
    await Promise.all(rows.map(send))
    return rows.length === BATCH
  }

  return {
    sendDue,

    /** Sends until it is stopped, woken by every commit that asks for a mail. */
    start: (databaseUrl: string) =>
      startWokenLoop(databaseUrl, 'accord_account_mails', {
        work: sendDue,
        everyMs: LOOK_EVERY_MS,
        onError: (error) => log.error({ err: error }, 'mail: links cannot be sent without PostgreSQL'),
      }),
  }
}

/** Takes mails that are due. One that was not marked within the lease is taken again: whoever had it is gone. */
async function claim(tx: Transaction, now: Date): Promise<AccountMail[]> {
  const due = await tx
    .select({ id: accountMails.id })
    .from(accountMails)
    .where(lte(accountMails.nextAttemptAt, now))
    .orderBy(asc(accountMails.nextAttemptAt))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  if (due.length === 0) return []
  return tx
    .update(accountMails)
    .set({ attempts: sql`${accountMails.attempts} + 1`, nextAttemptAt: new Date(now.getTime() + LEASE_MS) })
    .where(
      inArray(
        accountMails.id,
        due.map(({ id }) => id),
      ),
    )
    .returning()
}
