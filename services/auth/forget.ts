import { lt } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { sessions, signInFailures, verifications } from '#db/schema/auth.ts'

const HOUR = 3_600_000
/** Longer than any window that failures are counted in. */
export const COUNTED_FOR = 24 * HOUR

/** Deletes what has no effect any more: sessions and links that are over, and what was counted in windows long past. */
export async function forgetExpired(db: Database, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - COUNTED_FOR)
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
  await db.delete(verifications).where(lt(verifications.expiresAt, now))
  await db.delete(signInFailures).where(lt(signInFailures.lastFailedAt, longAgo))
}

/** `forgetExpired`, at most once an hour in this process, for somebody to call often. Nobody has to wait for it. */
export function hourly(db: Database, onError: (error: unknown) => void): (now: Date) => void {
  let next = 0
  return (now) => {
    if (now.getTime() < next) return
    next = now.getTime() + HOUR
    forgetExpired(db, now).catch(onError)
  }
}
