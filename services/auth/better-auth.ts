import { passkey } from '@better-auth/passkey'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { uuidv7 } from 'uuidv7'
import { authStore } from '#db/auth-store.ts'
import { isDemoUser } from '#db/queries/users.ts'
import { deleteVerificationsOf } from '#db/queries/verifications.ts'
import { PASSWORD_LENGTH } from '#domain/passwords.ts'
import type { Budget } from '../rate-limits/index.ts'
import { askForMail, keptIdentifier } from './account-mails.ts'
import { noteCause } from './causes.ts'
import { countAttempt, forgive, settle, unlockAccount } from './lockout.ts'
import type { AuthConfig, AuthDeps } from './types.ts'

export const AUTH_PATH = '/api/auth'
/** Set by us on every request, from the connection or the trusted proxies; what a client sends under this name is dropped. */
export const CLIENT_IP_HEADER = 'x-accord-client-ip'

const DAY_SECONDS = 86_400
const SIGN_IN = '/sign-in/email'
/** Whoever signs proves who they are: reachable through `confirmPassword` only. */
export const CONFIRM = '/verify-password'
const REQUEST_RESET = '/request-password-reset'

/** Links to one person's mailbox, whoever asks for them and from wherever. */
const RESETS_OF: Budget = { name: 'reset of', points: 3, seconds: 3_600 }

/** The name under which passkeys know us: they are bound to it for ever. */
export const rpIdOf = ({ baseUrl }: Pick<AuthConfig, 'baseUrl'>): string => new URL(baseUrl).hostname

const tooMany = (code: string, message: string, seconds: number) =>
  new APIError('TOO_MANY_REQUESTS', { code, message }, { 'Retry-After': String(seconds) })

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
    // No age at which a session counts as too old for something: what is delicate asks for the password itself.
    session: {
      expiresIn: 7 * DAY_SECONDS,
      freshAge: 0,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      // Not here, where only known addresses come by: see `after`. The token that is made for this goes nowhere.
      sendResetPassword: async () => {},
      onPasswordReset: async ({ user }) => {
        await unlockAccount(db, user.email)
        await deleteVerificationsOf(db, user.id)
      },
    },
    plugins: [
      passkey({
        rpName: 'Accord',
        rpID: rpIdOf(config),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A key that anybody may touch is no proof of a person. The library asks for it, and takes an answer without it.
          afterVerification: ({ verification }) => {
            if (verification.authenticationInfo.userVerified) return
            throw new APIError('UNAUTHORIZED', { message: 'Authentication failed' })
          },
        },
      }),
    ],
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
        [CONFIRM]: { window: 60, max: config.signInsPerMinute },
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
        const email = emailOf(ctx.body)
        if (ctx.path === REQUEST_RESET) {
          // Whether or not the address has an account: the answer does not say.
          const { isOver, secondsLeft } = await limits.take(RESETS_OF, email.trim().toLowerCase())
          if (isOver) throw tooMany('TOO_MANY_RESETS', 'Too many links were asked for.', secondsLeft)
        }
        if (ctx.path === SIGN_IN) {
          const seconds = await countAttempt(db, email, ipOf(ctx.headers), clock.now())
          if (seconds !== null) throw tooMany('LOCKED', 'Too many failed attempts.', seconds)
        }
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === SIGN_IN) {
          const end = ctx.context.newSession ? forgive : settle
          await end(db, emailOf(ctx.body), ipOf(ctx.headers))
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
