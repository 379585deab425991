import { APIError, createAuthMiddleware } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { uuidv7 } from 'uuidv7'
import { authStore } from '#db/auth-store.ts'
import { isDemoUser } from '#db/queries/users.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'
import { askForMail, keptIdentifier } from './account-mails.ts'
import { noteCause } from './causes.ts'
import { countAttempt, forgive, unlockAccount } from './lockout.ts'
import type { AuthDeps } from './types.ts'

export const AUTH_PATH = '/api/auth'
/** Set by us on every request, from the connection or the trusted proxies; what a client sends under this name is dropped. */
export const CLIENT_IP_HEADER = 'x-accord-client-ip'

const DAY_SECONDS = 86_400
const SIGN_IN = '/sign-in/email'
const REQUEST_RESET = '/request-password-reset'

const emailOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string' ? body.email : ''

/** Passwords, sessions and cookies by better-auth; who may do what in which organization is not its business. */
export function createBetterAuth(deps: AuthDeps) {
  const { db, clock, config, limits } = deps
  const ipOf = (headers: Headers | undefined) => headers?.get(CLIENT_IP_HEADER) ?? 'unknown'

  return betterAuth({
    appName: 'Accord',
    baseURL: config.baseUrl,
    basePath: AUTH_PATH,
    secret: config.secret,
    database: authStore(db),
    // Outside production any name under which the machine is reached will do, as long as page and request agree on it.
    trustedOrigins: (request) => (request && !config.production ? [new URL(request.url).origin] : []),
    user: { additionalFields: { isDemo: { type: 'boolean', input: false, defaultValue: false } } },
    // Fixed, not prolonged by use: a stolen cookie dies within a week. Never cached in the cookie: revoking works at once.
    session: { expiresIn: 7 * DAY_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      // Not here, where only known addresses come by: see `after`. The token that is made for this goes nowhere.
      sendResetPassword: async () => {},
      onPasswordReset: async ({ user }) => unlockAccount(db, user.email),
    },
    verification: { storeIdentifier: { hash: async (identifier) => keptIdentifier(identifier) } },
    rateLimit: {
      enabled: true,
      customStorage: {
        consume: async (key, { window, max }) => {
          const spent = await limits.take({ name: 'sign-in', points: max, seconds: window }, key)
          return { allowed: !spent.isOver, retryAfter: spent.isOver ? spent.secondsLeft : null }
        },
      },
      window: 60,
      max: 120,
      customRules: {
        [SIGN_IN]: { window: 60, max: config.signInsPerMinute },
        [REQUEST_RESET]: { window: 600, max: 10 },
        '/reset-password': { window: 600, max: 20 },
        '/change-password': { window: 600, max: 10 },
        '/get-session': false,
      },
    },
    advanced: {
      cookiePrefix: 'accord',
      // Said aloud, because better-auth drops both checks by itself when it thinks that tests are running.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: config.production,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      database: { generateId: () => uuidv7() },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== SIGN_IN) return
        const seconds = await countAttempt(db, emailOf(ctx.body), ipOf(ctx.headers), clock.now())
        if (seconds === null) return
        throw new APIError(
          'TOO_MANY_REQUESTS',
          { code: 'LOCKED', message: 'Too many failed attempts.' },
          { 'Retry-After': String(seconds) },
        )
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === SIGN_IN && ctx.context.newSession) {
          await forgive(db, emailOf(ctx.body), ipOf(ctx.headers))
        }
        // In the time that it takes for any address, and kept before the answer says that a mail is coming.
        if (ctx.path === REQUEST_RESET && !(ctx.context.returned instanceof APIError)) {
          await askForMail(db, 'password_reset', emailOf(ctx.body), clock.now())
        }
      }),
    },
    databaseHooks: {
      session: {
        create: {
          // The one place through which every session comes: the demo password is printed in public.
          before: async (session) => {
            if (!config.production || !(await isDemoUser(db, session.userId))) return
            throw new APIError('UNAUTHORIZED', {
              code: 'INVALID_EMAIL_OR_PASSWORD',
              message: 'Invalid email or password',
            })
          },
        },
      },
    },
    // Nothing is written: what an error of the database says is full of people's data.
    logger: { level: 'error', log: (_level, _message, ...causes) => causes.forEach(noteCause) },
    telemetry: { enabled: false },
    // Thrown to whoever asked: by itself better-auth prints it whole to the log.
    onAPIError: { throw: true },
  })
}
