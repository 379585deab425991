import { acrossOrganizations, withActor } from '#db/client.ts'
import * as queries from '#db/queries/api-keys.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { isApiScope } from '#domain/scopes.ts'
import { appendAudit } from '../audit/append.ts'
import { unlessFull } from '../database-failures.ts'
import { newId } from '../ids.ts'
import { actorOf, type RequestFacts } from '../members/actor.ts'
import { CreateApiKey } from '../members/input.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const MARK = 'acc_'
/** As much of a key as is shown: enough to tell keys apart, too little to guess the rest. */
const SHOWN = MARK.length + 6

/** Keys with which programs act as a person, within scopes. */
export const apiKeyService = (deps: Deps) => ({
  /** One page of the organization's keys, newest first, without secrets. @throws forbidden */
  async list(actor: Actor, query: PageAsked = {}) {
    authorize(actor, 'settings.manage')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countApiKeys(tx, actor.orgId)
      const { rows, ...place } = await readPage(query, total, (page) => queries.listApiKeys(tx, actor.orgId, page))
      return { keys: rows, ...place }
    })
  },

  /**
   * Makes a key that acts as the person who makes it. The answer holds it in clear, once: only its hash is kept.
   * @throws forbidden; scope_missing when a key would give itself more than it has
   */
  async create(actor: Actor, given: CreateApiKey) {
    authorize(actor, 'settings.manage')
    const input = checked(CreateApiKey, given)
    const beyond = input.scopes.find((scope) => actor.scopes !== null && !actor.scopes.includes(scope))
    if (beyond) throw new DomainError('scope_missing', { scope: beyond })
    const key = `${MARK}${newToken()}`
    const at = deps.clock.now()
    const expiresAt = input.expiresInDays === null ? null : new Date(at.getTime() + input.expiresInDays * DAY)
    return transact(deps, actor, async (tx) => {
      const { id, prefix } = await queries.insertApiKey(tx, {
        orgId: actor.orgId,
        id: newId(tx),
        name: input.name,
        prefix: key.slice(0, SHOWN),
        keyHash: tokenHash(key),
        scopes: input.scopes,
        membershipId: memberOf(actor),
        createdAt: at,
        expiresAt,
      })
      appendAudit(tx, actor, {
        at,
        action: 'api_key.created',
        subjectId: id,
        after: { name: input.name, prefix, scopes: input.scopes, expiresAt: expiresAt?.toISOString() ?? null },
      })
      return { id, key, prefix, expiresAt }
    })
  },

  /** Ends a key, at once and for good. @throws forbidden, not_found when it is unknown or was revoked before */
  async revoke(actor: Actor, id: string): Promise<void> {
    authorize(actor, 'settings.manage')
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      const revoked = await queries.revokeApiKey(tx, actor.orgId, id, at)
      if (!revoked) throw new DomainError('not_found')
      const { name, prefix } = revoked
      appendAudit(tx, actor, {
        at,
        action: 'api_key.revoked',
        subjectId: id,
        before: { name, prefix },
      })
    })
  },

  /** The actor behind a key, or null: unknown, revoked, expired and of a removed member all look the same. */
  async authenticate(key: string, request: RequestFacts): Promise<{ actor: Actor; isDemo: boolean } | null> {
    if (!key.startsWith(MARK)) return null
    const at = deps.clock.now()
    const found = await acrossOrganizations(deps.db, (tx) => queries.locateApiKey(tx, tokenHash(key)))
    if (!found || found.revokedAt || (found.expiresAt && found.expiresAt <= at)) return null
    const bound = { orgId: found.orgId, userId: null }
    const holder = await withActor(deps.db, bound, (tx) => queries.findKeyHolder(tx, found.orgId, found.membershipId))
    if (!holder) return null
    const minuteAgo = new Date(at.getTime() - MINUTE)
    if (found.lastUsedAt === null || found.lastUsedAt < minuteAgo) {
      await unlessFull(withActor(deps.db, bound, (tx) => queries.touchApiKey(tx, found, at, minuteAgo)))
    }
    const { membership, organization, isDemo } = holder
    const person = actorOf(membership, organization, membership.userId, request)
    const actor: Actor = { ...person, via: 'api', scopes: found.scopes.filter(isApiScope) }
    return { actor, isDemo }
  },
})
