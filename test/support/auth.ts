import { pino } from 'pino'
import type { Database } from '#db/client.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { createAccountMails } from '#services/auth/account-mails.ts'
import { type Auth, type AuthConfig, type Caller, createAuth } from '#services/auth/index.ts'
import type { Clock } from '#services/ports.ts'
import { createRateLimits } from '#services/rate-limits/index.ts'

const BASE_URL = 'http://accord.test'

/** Sign-in over a test's own database, and what the worker does for it. What nobody waits for comes to `errors`. */
export function testAuth(
  db: Database,
  options: { config?: Partial<AuthConfig>; smtpUrl?: string; clock?: Clock } = {},
): { auth: Auth; sendMails(): Promise<void> } {
  const clock = options.clock ?? { now: () => new Date() }
  const auth = createAuth({
    db,
    clock,
    limits: createRateLimits(db),
    config: {
      baseUrl: BASE_URL,
      secret: 'a secret of at least thirty-two characters, for tests only',
      production: false,
      signUp: 'open',
      signInsPerMinute: 1_000,
      ...options.config,
    },
  })
  const mailer = smtpMailer(options.smtpUrl ?? null, 'Accord <no-reply@accord.test>')
  const mails = createAccountMails({ db, clock, mailer, publicUrl: BASE_URL, log: pino({ level: 'silent' }) })
  return { auth, sendMails: mails.drain }
}

/** A browser at an address, with the cookies it was given. */
export const caller = (ip: string, cookies?: Headers): Caller => {
  const headers = new Headers({ origin: BASE_URL, host: 'accord.test' })
  const kept = cookies
    ?.getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
  if (kept) headers.set('cookie', kept)
  return { headers, ip }
}
