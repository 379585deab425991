import { hasPasskey, listPasskeys, removePasskey, renamePasskey } from '#db/queries/passkeys.ts'
import { listSessions, revokeOtherSessions, revokeSession } from '#db/queries/sessions.ts'
import { DomainError } from '#domain/errors.ts'
import { unavailableWith } from '../database-failures.ts'
import { AUTH_PATH, CLIENT_IP_HEADER, CONFIRM, createBetterAuth, rpIdOf } from './better-auth.ts'
import { withCause } from './causes.ts'
import { DEMO_PASSWORD, demoPeople } from './demo-people.ts'
import { countAttempt, forgive, settle } from './lockout.ts'
import { askPasskey, isAnswered, MOST_PASSKEYS } from './passkeys.ts'
import { readSignUp, requestSignUp } from './sign-up.ts'
import type { AuthDeps, Caller, ConfirmResult, Session, SignedInUser, SignInResult } from './types.ts'

export type { AuthConfig, AuthDeps, Caller, Session, SignInResult } from './types.ts'

/** What of better-auth is reachable from outside. Everything else would change people behind the audit log's back. */
const EXPOSED = [
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/request-password-reset',
  '/reset-password',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
]

export type Auth = ReturnType<typeof createAuth>

/** The cookies of an answer, as headers of another. */
function cookiesOf(response: Response): Headers {
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return headers
}

/** Who someone is: passwords, sessions, lockout. What they may do is decided by memberships. */
export function createAuth(deps: AuthDeps) {
  const auth = createBetterAuth(deps)
  const { db, clock, config } = deps

  /** The only door into better-auth: limits, lockout and origin checks are the same for pages and scripts. */
  const handle = async (request: Request, ip: string | null): Promise<Response> => {
    const headers = new Headers(request.headers)
    headers.delete(CLIENT_IP_HEADER)
    if (ip) headers.set(CLIENT_IP_HEADER, ip)
    const response = await withCause(() => auth.handler(new Request(request, { headers })))
    const wait = response.headers.get('X-Retry-After')
    if (!wait) return response
    const answer = new Response(response.body, response)
    answer.headers.set('Retry-After', wait)
    return answer
  }

  /** Where a page says it is: outside production any name of this machine will do. */
  const originOf = ({ headers }: Caller): string => {
    const host = headers.get('host')
    return config.production || !host ? new URL(config.baseUrl).origin : `${new URL(config.baseUrl).protocol}//${host}`
  }

  const send = (path: string, body: unknown, caller: Caller): Promise<Response> => {
    const headers = new Headers(caller.headers)
    for (const name of ['content-length', 'transfer-encoding', 'content-encoding', 'connection']) headers.delete(name)
    headers.set('content-type', 'application/json')
    const sent = body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }
    return handle(new Request(`${originOf(caller)}${AUTH_PATH}${path}`, { ...sent, headers }), caller.ip)
  }

  const refusal = (response: Response): DomainError | null => {
    if (response.ok) return null
    const retryAfterSeconds = Number(response.headers.get('Retry-After') ?? 60)
    return response.status === 429
      ? new DomainError('rate_limited', { retryAfterSeconds })
      : new DomainError('invalid_input', { status: response.status })
  }

  return {
    config,
    /** `/api/auth/*`, for scripts. */
    async handle(request: Request, ip: string | null): Promise<Response> {
      const path = new URL(request.url).pathname.slice(AUTH_PATH.length).replace(/\/+$/, '')
      if (!EXPOSED.includes(path)) return new Response('Not Found', { status: 404 })
      try {
        return await handle(request, ip)
      } catch (error) {
        const unavailable = unavailableWith(error)
        if (!unavailable) throw error
        const { code, message, status } = new DomainError('unavailable', unavailable)
        return Response.json({ code, message }, { status, headers: { 'Retry-After': '5' } })
      }
    },

    /** The same words and the same time for an unknown address, a wrong password and a demo person in production. */
    async signIn(input: { email: string; password: string }, caller: Caller): Promise<SignInResult> {
      const response = await send('/sign-in/email', input, caller)
      if (response.ok) {
        return { ok: true, headers: cookiesOf(response) }
      }
      if (response.status === 429) {
        const body: unknown = await response.json()
        const locked = typeof body === 'object' && body !== null && 'code' in body && body.code === 'LOCKED'
        const retryAfterSeconds = Number(response.headers.get('Retry-After') ?? 60)
        return { ok: false, reason: locked ? 'locked' : 'too_many', retryAfterSeconds }
      }
      return { ok: false, reason: response.status === 403 ? 'refused' : 'wrong' }
    },

    /** Ends the session. @returns headers that take the cookie away */
    async signOut(caller: Caller): Promise<Headers> {
      return cookiesOf(await send('/sign-out', {}, caller))
    },

    /** Who sent a request, asked of the database each time: a revoked session is over at once. */
    async session(headers: Headers): Promise<Session | null> {
      const found = await withCause(() => auth.api.getSession({ headers }))
      if (!found) return null
      const { id, name, email } = found.user
      const isDemo = found.user.isDemo === true
      if (isDemo && config.production) return null
      return { id: found.session.id, expiresAt: found.session.expiresAt, user: { id, name, email, isDemo } }
    },

    /** Mails a link if the address has an account. @throws DomainError rate_limited, invalid_input */
    async requestPasswordReset(email: string, caller: Caller): Promise<void> {
      const refused = refusal(await send('/request-password-reset', { email }, caller))
      if (refused) throw refused
    },

    /** Sets a new password by a mailed link and ends all sessions. @throws DomainError rate_limited, invitation_not_open */
    async resetPassword(input: { token: string; newPassword: string }, caller: Caller): Promise<void> {
      const refused = refusal(await send('/reset-password', input, caller))
      if (refused) throw refused.code === 'rate_limited' ? refused : new DomainError('invitation_not_open')
    },

    /** Replaces a known password and ends all other sessions. @throws DomainError rate_limited, invalid_input when the current one is wrong */
    async changePassword(input: { currentPassword: string; newPassword: string }, caller: Caller): Promise<Headers> {
      const response = await send('/change-password', { ...input, revokeOtherSessions: true }, caller)
      const refused = refusal(response)
      if (refused) throw refused
      return cookiesOf(response)
    },

    /**
     * Whether this is the password of somebody who is signed in. Wrong ones count as failed sign-ins, so that nobody guesses
     * at an unlocked screen what they could not guess at the sign-in page.
     */
    async confirmPassword({ email }: SignedInUser, password: string, caller: Caller): Promise<ConfirmResult> {
      const ip = caller.ip ?? 'unknown'
      const seconds = await countAttempt(db, email, ip, clock.now())
      if (seconds !== null) return { ok: false, reason: 'locked', retryAfterSeconds: seconds }
      const response = await send(CONFIRM, { password }, caller)
      await (response.ok ? forgive : settle)(db, email, ip)
      if (response.ok) return { ok: true, at: clock.now() }
      const wait = Number(response.headers.get('Retry-After') ?? 60)
      return response.status === 429
        ? { ok: false, reason: 'locked', retryAfterSeconds: wait }
        : { ok: false, reason: 'wrong' }
    },

    /** The question to a person's passkeys that confirms a signature; null when they have none. */
    askPasskey: (userId: string) => askPasskey(db, { userId, rpId: rpIdOf(config), now: clock.now() }),

    /** Whether a passkey of somebody who is signed in has answered the question that was asked just now. */
    async confirmPasskey({ id }: SignedInUser, answer: string, caller: Caller): Promise<ConfirmResult> {
      const asked = { userId: id, rpId: rpIdOf(config), now: clock.now() }
      const isRight = await isAnswered(db, asked, answer, originOf(caller))
      return isRight ? { ok: true, at: clock.now() } : { ok: false, reason: 'wrong' }
    },

    /**
     * Begins to add a passkey, for somebody who has just written their password: whoever finds an unlocked screen adds none.
     * @returns the question to the new passkey, and the cookie that its answer comes back with; null when there are enough
     * @throws DomainError rate_limited, invalid_input
     */
    async offerPasskey(userId: string, caller: Caller): Promise<{ options: unknown; headers: Headers } | null> {
      if ((await listPasskeys(db, userId)).length >= MOST_PASSKEYS) return null
      const response = await send('/passkey/generate-register-options', undefined, caller)
      const refused = refusal(response)
      if (refused) throw refused
      return { options: await response.json(), headers: cookiesOf(response) }
    },

    /** Adds the passkey that answered. @throws DomainError rate_limited, invalid_input */
    async addPasskey(input: { name: string; response: unknown }, caller: Caller): Promise<void> {
      const refused = refusal(await send('/passkey/verify-registration', input, caller))
      if (refused) throw refused
    },

    listPasskeys: (userId: string) => listPasskeys(db, userId),
    hasPasskey: (userId: string) => hasPasskey(db, userId),
    renamePasskey: (userId: string, id: string, name: string) => renamePasskey(db, userId, id, name),
    removePasskey: (userId: string, id: string) => removePasskey(db, userId, id),

    requestSignUp: (email: string, caller: Caller) => requestSignUp(deps, email, caller),
    readSignUp: (token: string) => readSignUp(db, token, clock.now()),
    listSessions: (userId: string) => listSessions(db, userId, clock.now()),
    revokeSession: (userId: string, sessionId: string) => revokeSession(db, userId, sessionId),
    revokeOtherSessions: (userId: string, keptId: string) => revokeOtherSessions(db, userId, keptId),
    /** The people of the demo data, whom the sign-in page offers; nobody in production. */
    async demoPeople() {
      return config.production
        ? { people: [], password: '' }
        : { people: await demoPeople(db), password: DEMO_PASSWORD }
    },
  }
}
