import type { Request, Response } from 'express'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import type { Auth } from '#services/auth/index.ts'
import type { Services } from '#services/index.ts'
import type { RequestFacts } from '#services/members/actor.ts'

export interface AuthenticateDeps {
  auth: Pick<Auth, 'session'>
  services: Pick<Services, 'organizations' | 'apiKeys'>
  /** No demo people and no keys of theirs. */
  production: boolean
  isFromHere(request: Request): boolean
}

/** A key or a session that is one. */
export interface Credential {
  /** The same however the request spelled it, so that nobody has two budgets. */
  name: string
  /** @throws malformed, not_found for an organization that is not theirs */
  actor(): Promise<Actor>
}

/**
 * What a request asks with: an API key, or the session of the browser that sent it.
 * @throws unauthenticated; foreign_origin for a write that another site started
 */
export function authenticate(deps: AuthenticateDeps) {
  return (request: Request, response: Response): Promise<Credential> => {
    const facts = {
      requestId: String(response.locals.requestId),
      ip: request.ip ?? null,
      userAgent: request.get('user-agent') ?? null,
    }
    const authorization = request.get('authorization')
    return authorization === undefined ? bySession(deps, request, facts) : byKey(deps, authorization, facts)
  }
}

async function byKey(
  { services, production }: AuthenticateDeps,
  authorization: string,
  facts: RequestFacts,
): Promise<Credential> {
  const key = /^Bearer +(acc_[\w-]{20,100})$/i.exec(authorization)?.[1]
  const found = key === undefined ? null : await services.apiKeys.authenticate(key, facts)
  if (!found || (production && found.isDemo)) throw new DomainError('unauthenticated')
  return { name: `key ${key}`, actor: async () => found.actor }
}

async function bySession(
  { auth, services, isFromHere }: AuthenticateDeps,
  request: Request,
  facts: RequestFacts,
): Promise<Credential> {
  const cookie = request.get('cookie')
  if (cookie === undefined) throw new DomainError('unauthenticated')
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (!reads && !isFromHere(request)) throw new DomainError('foreign_origin')
  const session = await auth.session(new Headers({ cookie }))
  if (!session) throw new DomainError('unauthenticated')
  return {
    name: `session ${session.id}`,
    async actor() {
      const slug = request.get('x-organization')
      if (slug === undefined)
        throw new DomainError('malformed', { because: 'a session needs the header X-Organization' })
      const actor = await services.organizations.actorFor(session.user.id, slug, facts)
      if (!actor) throw new DomainError('not_found')
      return { ...actor, via: 'api' }
    },
  }
}
