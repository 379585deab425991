import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import {
  type AccountMail,
  type AccountMailPurpose,
  deleteAccountMail,
  giveBackAccountMail,
  insertAccountMail,
  takeAccountMails,
} from '#db/queries/account-mails.ts'
import { deleteVerificationsOf, insertVerification } from '#db/queries/verifications.ts'
import type { Clock, Mail, Mailer } from '../ports.ts'
import { createQueue } from '../queue.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { alreadySignedUpMail, passwordResetMail, signUpMail } from './mails.ts'
import { findUserByEmail } from './users.ts'

const HOUR = 3_600_000
/** How long a mailed link works, and how long it is tried to mail one: who has waited longer asks again. */
const LIFETIME_MS: Record<AccountMailPurpose, number> = { sign_up: 24 * HOUR, password_reset: HOUR }
/** How a link's token is known. Only its hash is kept: whoever reads the table cannot use what is in it. */
export const IDENTIFIER: Record<AccountMailPurpose, (token: string) => string> = {
  sign_up: (token) => `sign-up:${tokenHash(token)}`,
  password_reset: (token) => keptIdentifier(`reset-password:${token}`),
}
/** Mails on their way at once. */
const SLOTS = 10
/** Longer than the mailer waits for its server, so that a slow mail is not sent twice at once. */
const LEASE_MS = 60_000
/** Tried until the link would no longer work: whoever waits so long asks again. */
const RETRY = { firstMs: 5_000, mostMs: 600_000 }

/** What is kept of better-auth's own names of links: nothing that it would take for such a name again. */
export const keptIdentifier = (name: string): string => `link:${tokenHash(name)}`

/**
 * Notes that a mail with a secret link was asked for, whether or not the address is known: that shows in the mailbox
 * only. The link itself is made when the mail is sent, so that it is at rest nowhere.
 */
export const askForMail = (db: Database, purpose: AccountMailPurpose, address: string, now: Date): Promise<void> =>
  insertAccountMail(db, { purpose, address: address.trim().toLowerCase(), askedAt: now })

export interface AccountMailDeps {
  db: Database
  clock: Clock
  mailer: Mailer
  publicUrl: string
  log: Logger
}

/** Sends the mails that prove an address: outside of any organization, and before anybody is signed in. */
export function createAccountMails({ db, clock, mailer, publicUrl: baseUrl, log }: AccountMailDeps) {
  /** Ends the links of earlier requests. Those of earlier attempts at this one work on: any of them may have arrived. */
  const linkFor = async (row: AccountMail, value: string): Promise<string> => {
    const token = newToken()
    const createdAt = clock.now()
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS[row.purpose])
    await insertVerification(db, { identifier: IDENTIFIER[row.purpose](token), value, expiresAt, createdAt })
    await deleteVerificationsOf(db, value, row.askedAt)
    return token
  }

  /** The mail, or null for an address that gets none. */
  const mailFor = async (row: AccountMail): Promise<Mail | null> => {
    const user = await findUserByEmail(db, row.address)
    const key = `${row.id}.${row.askedAt.getTime()}`
    if (row.purpose === 'password_reset') {
      return user && passwordResetMail({ user, token: await linkFor(row, user.id), baseUrl, key })
    }
    if (user) return alreadySignedUpMail({ ...user, baseUrl, key })
    return signUpMail({ email: row.address, token: await linkFor(row, row.address), baseUrl, key })
  }

  return createQueue<AccountMail, void>({
    slots: SLOTS,
    storesAtOnce: true,
    retry: RETRY,
    exchange: (settled, free) =>
      db.transaction(async (tx) => {
        for (const { job, outcome } of settled) {
          if (outcome.state === 'retry') await giveBackAccountMail(tx, job, outcome.error, outcome.retryMs)
          else await deleteAccountMail(tx, job)
        }
        return free > 0 ? takeAccountMails(tx, free, LEASE_MS) : []
      }),
    async work(row) {
      if (clock.now().getTime() - row.askedAt.getTime() >= LIFETIME_MS[row.purpose])
        return log.error({ purpose: row.purpose, attempts: row.attempts }, 'mail: a link was not sent in time')
      const mail = await mailFor(row)
      if (mail) await mailer.send(mail)
    },
    onFailure: ({ purpose, attempts }, _outcome, err) =>
      log.warn({ purpose, attempts, err }, 'mail: a link was not sent, will retry'),
    channel: 'accord_account_mails',
    onError: (error) => log.error({ err: error }, 'mail: links cannot be sent without PostgreSQL'),
  })
}
