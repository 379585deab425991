import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { AuditAction } from '#domain/audit/actions.ts'

/** What somebody was: their roles, their department, their groups. */
const OF_PERSON: AuditAction[] = ['member.joined', 'member.changed', 'member.removed']
const OF_GROUPS: AuditAction[] = ['group.members_added', 'group.member_removed', 'group.retired']

export interface ProofEntry {
  seq: number
  at: Date
  action: string
  actorId: string | null
  /** The exact bytes that were hashed. */
  entry: string
  previousHash: string
  hash: string
}

type Raw = {
  seq: string
  at: string
  action: string
  actor_id: string | null
  entry: string
  previous_hash: string
  hash: string
}

/**
 * The entries of the log, up to a moment, that made an answer so: versions that went into effect, campaigns that were launched,
 * what was accepted, and what the person was and in which groups. The oldest first.
 */
export async function entriesBehind(
  tx: Transaction,
  orgId: string,
  about: { membershipId: string; at: Date; documentIds: string[]; versionIds: string[]; acceptanceIds: string[] },
  limit: number,
): Promise<ProofEntry[]> {
  const ids = (values: readonly string[]) => sql`${sql.param([...values])}::uuid[]`
  const names = (values: readonly string[]) => sql`${sql.param([...values])}::text[]`
  const { rows } = await tx.execute<Raw>(sql`
    select distinct on (seq) seq, at, action, actor_id, entry, previous_hash, hash from (
      select * from audit_log where org_id = ${orgId} and document_id = any(${ids(about.documentIds)})
        and (action = 'campaign.launched'
          or action = 'document.published' and subject_id = any(${ids(about.versionIds)})
          or action = 'acknowledgment.recorded' and subject_id = any(${ids(about.acceptanceIds)}))
      union all
      select * from audit_log where org_id = ${orgId} and action = any(${names(OF_PERSON)}) and subject_id = ${about.membershipId}
      union all
      select * from audit_log where org_id = ${orgId} and action = any(${names(OF_GROUPS)})
        and position(${about.membershipId} in entry) > 0
    ) found
    where at <= ${about.at.toISOString()}::timestamptz
    order by seq limit ${limit}`)
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: new Date(row.at),
    action: row.action,
    actorId: row.actor_id,
    entry: row.entry,
    previousHash: row.previous_hash,
    hash: row.hash,
  }))
}
