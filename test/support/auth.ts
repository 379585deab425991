import type { Database } from '#db/client.ts'
import { smtpMailer } from '#services/adapters/smtp.ts'
import { type Auth, type AuthConfig, type Caller, createAuth } from '#services/auth/index.ts'
import type { Clock } from '#services/ports.ts'

const BASE_URL = 'http://accord.test'

/** Sign-in over a test's own database. What nobody waits for fails the test through `errors`. */
export function testAuth(
  db: Database,
  options: { config?: Partial<AuthConfig>; smtpUrl?: string; clock?: Clock } = {},
): { auth: Auth; errors: unknown[] } {
  const errors: unknown[] = []
  const auth = createAuth({
    db,
    mailer: smtpMailer(options.smtpUrl ?? null, 'Accord <no-reply@accord.test>'),
    clock: options.clock ?? { now: () => new Date() },
    config: {
      baseUrl: BASE_URL,
      secret: 'a secret of at least thirty-two characters, for tests only',
      production: false,
      signUp: 'open',
      signInsPerMinute: 1_000,
      ...options.config,
    },
    onError: (error) => errors.push(error),
  })
  return { auth, errors }
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
