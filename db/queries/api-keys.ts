import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { apiKeys, memberships, organizations, users } from '#db/schema/index.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect

export const countApiKeys = (tx: Transaction, orgId: string): Promise<number> =>
  tx.$count(apiKeys, eq(apiKeys.orgId, orgId))

/** Keys with whose they are, newest first; revoked ones too, so that it shows when they were. Never the hash. */
export const listApiKeys = (tx: Transaction, orgId: string, { limit, offset, after }: PageOfRows) =>
  tx
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
      memberName: memberships.name,
    })
    .from(apiKeys)
    .innerJoin(memberships, and(eq(memberships.orgId, apiKeys.orgId), eq(memberships.id, apiKeys.membershipId)))
    // Ids are UUIDv7: their order is the order of time.
    .where(and(eq(apiKeys.orgId, orgId), after ? lt(apiKeys.id, after) : undefined))
    .orderBy(desc(apiKeys.id))
    .limit(limit)
    .offset(offset)

export async function insertApiKey(tx: Transaction, values: typeof apiKeys.$inferInsert): Promise<ApiKeyRow> {
  const [row] = await tx.insert(apiKeys).values(values).returning()
  if (!row) throw new Error('the key was not inserted')
  return row
}

/** A key, by the hash of what was sent; for a transaction across organizations. */
export async function locateApiKey(tx: Transaction, keyHash: string): Promise<ApiKeyRow | null> {
  const [row] = await tx.select().from(apiKeys).where(eq(apiKeys.keyHash, keyHash))
  return row ?? null
}

/** Whose key it is, if that is still an active member. */
export async function findKeyHolder(tx: Transaction, orgId: string, membershipId: string) {
  const [row] = await tx
    .select({
      membership: memberships,
      organization: { id: organizations.id, slug: organizations.slug, type: organizations.type },
      isDemo: users.isDemo,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.orgId))
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, membershipId), eq(memberships.status, 'active')))
  return row ?? null
}

/** Notes the use of a key, at most once between `before` and now: a busy key would otherwise write on every request. */
export async function touchApiKey(tx: Transaction, key: ApiKeyRow, at: Date, before: Date): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(
      and(
        eq(apiKeys.orgId, key.orgId),
        eq(apiKeys.id, key.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before)),
      ),
    )
}

/** @returns the key, or null when there is none or it was revoked before */
export async function revokeApiKey(tx: Transaction, orgId: string, id: string, at: Date): Promise<ApiKeyRow | null> {
  const [row] = await tx
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning()
  return row ?? null
}

/** Revokes all keys of someone who leaves. @returns how many there were */
export async function revokeKeysOf(tx: Transaction, orgId: string, membershipId: string, at: Date): Promise<number> {
  const revoked = await tx
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.membershipId, membershipId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return revoked.length
}
