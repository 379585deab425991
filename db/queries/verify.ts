import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'

/** The versions with exactly this hash, the newest first: a few at most, in whichever organizations they are. */
export async function versionsOfHash(db: Database, hash: string): Promise<{ orgId: string; versionId: string }[]> {
  const found = await db.execute<{ orgId: string; versionId: string }>(
    sql`select org_id as "orgId", version_id as "versionId" from versions_of_hash(${hash})`,
  )
  return found.rows
}
