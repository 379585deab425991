import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { rateLimits } from '#db/schema/auth.ts'
import { DomainError } from '#domain/errors.ts'

export interface Limit {
  /** What is counted, such as an address; hashed before it is stored. */
  key: string
  max: number
  windowSeconds: number
}

/**
 * Counts a request in a window shared by all processes, in the table that better-auth counts in as well.
 * @throws DomainError rate_limited
 */
export async function limit(db: Database, { key, max, windowSeconds }: Limit, now: Date): Promise<void> {
  const at = now.getTime()
  const isOver = sql`${rateLimits.lastRequest} <= ${at - windowSeconds * 1000}`
  const [row] = await db
    .insert(rateLimits)
    .values({ key: `accord|${createHash('sha256').update(key).digest('hex')}`, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${at} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, began: rateLimits.lastRequest })
  if (!row || row.count <= max) return
  const retryAfterSeconds = Math.max(1, Math.ceil((row.began + windowSeconds * 1000 - at) / 1000))
  throw new DomainError('rate_limited', { retryAfterSeconds })
}
