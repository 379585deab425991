import { and, asc, desc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { auditCheckpoints, auditHeads } from '#db/schema/index.ts'

export type CheckpointRow = typeof auditCheckpoints.$inferSelect

/** The newest checkpoints of an organization, newest first. @param before only those of earlier entries */
export const newestCheckpoints = (tx: Transaction, orgId: string, limit: number, before?: number) =>
  tx
    .select()
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.orgId, orgId), before === undefined ? undefined : lt(auditCheckpoints.seq, before)))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(limit)

/** The checkpoints after an entry, in the order of the chain. */
export const checkpointsAfter = (tx: Transaction, orgId: string, seq: number, limit: number) =>
  tx
    .select()
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.orgId, orgId), gt(auditCheckpoints.seq, seq)))
    .orderBy(asc(auditCheckpoints.seq))
    .limit(limit)

/** Stores a checkpoint; that of another worker for the same entry is as good. */
export async function insertCheckpoint(tx: Transaction, row: CheckpointRow): Promise<void> {
  await tx.insert(auditCheckpoints).values(row).onConflictDoNothing()
}

/**
 * The organizations whose chain has grown since its last checkpoint, when that is too old or too many entries ago.
 * @param tx across organizations
 */
export async function checkpointsDue(
  tx: Transaction,
  { before, entries, limit }: { before: Date; entries: number; limit: number },
): Promise<string[]> {
  const last = tx
    .select({ seq: auditCheckpoints.seq, at: auditCheckpoints.at })
    .from(auditCheckpoints)
    .where(eq(auditCheckpoints.orgId, auditHeads.orgId))
    .orderBy(desc(auditCheckpoints.seq))
    .limit(1)
    .as('last')
  const rows = await tx
    .select({ orgId: auditHeads.orgId })
    .from(auditHeads)
    .leftJoinLateral(last, sql`true`)
    .where(
      and(
        gt(auditHeads.seq, sql`coalesce(${last.seq}, 0)`),
        or(sql`${last.at} is null`, lt(last.at, before), gte(auditHeads.seq, sql`${last.seq} + ${entries}::bigint`)),
      ),
    )
    .orderBy(sql`${last.at} nulls first`)
    .limit(limit)
  return rows.map(({ orgId }) => orgId)
}
