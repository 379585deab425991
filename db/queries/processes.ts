import { and, count, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { approvalRounds, documents, outbox, processChecks, processFailures } from '#db/schema/index.ts'
import { STATUSES_IN_PROCESS } from '#domain/documents/status.ts'
import { PROCESS_KINDS, type ProcessKind } from '#domain/processes.ts'
import type { RoundRow } from './rounds.ts'

export type ProcessFailureRow = typeof processFailures.$inferSelect

/** Which process: its kind, and the row that it moves on. */
export type WhichProcess = Pick<ProcessFailureRow, 'orgId' | 'process' | 'subjectId'>

type IdOrColumn = string | AnyPgColumn

/** The open failure of a process, by the row that it moves on, or by that row's columns for a join. */
export const openFailureOf = (process: ProcessKind, { orgId, id }: { orgId: IdOrColumn; id: IdOrColumn }) =>
  and(
    eq(processFailures.orgId, orgId),
    eq(processFailures.process, process),
    eq(processFailures.subjectId, id),
    isNull(processFailures.closedAt),
  )

/** Records a failure. @returns null when this process has an open one already */
export async function insertFailure(
  tx: Transaction,
  failure: Omit<ProcessFailureRow, 'closedAt'>,
): Promise<ProcessFailureRow | null> {
  const [row] = await tx.insert(processFailures).values(failure).onConflictDoNothing().returning()
  return row ?? null
}

/** Whether a process has failed and nobody has retried it. */
export async function hasOpenFailure(tx: Transaction, which: WhichProcess): Promise<boolean> {
  const rows = await tx
    .select({ id: processFailures.id })
    .from(processFailures)
    .where(openFailureOf(which.process, { orgId: which.orgId, id: which.subjectId }))
  return rows.length > 0
}

/** Closes the open failure of a process. @returns whether there was one */
export async function closeFailure(tx: Transaction, which: WhichProcess, at: Date): Promise<boolean> {
  const closed = await tx
    .update(processFailures)
    .set({ closedAt: at })
    .where(openFailureOf(which.process, { orgId: which.orgId, id: which.subjectId }))
    .returning({ id: processFailures.id })
  return closed.length > 0
}

/** Whether a workflow has a message that was not delivered yet. */
export async function awaitsDelivery(tx: Transaction, orgId: string, workflowId: string): Promise<boolean> {
  const [row] = await tx
    .select({ waiting: count() })
    .from(outbox)
    .where(and(eq(outbox.orgId, orgId), eq(outbox.queue, workflowId), isNull(outbox.deliveredAt)))
  return (row?.waiting ?? 0) > 0
}

/** A row that a workflow moves on. */
export interface UnderWay {
  orgId: string
  subjectId: string
  workflowId: string
}

/** The id of the workflow of a round `r`, as `roundWorkflowId` makes it. */
const workflowOf = sql`case r.purpose when 'approval' then 'approval/' || r.version_id
  when 'review' then 'confirmation/' || r.id else r.purpose || '/' || r.id end`

/**
 * Rounds whose process should be running, over all organizations: people are signing, or the text that they approved is
 * still to go into effect. Not those whose process has failed, or whose workflow has a message that was not delivered yet.
 * @param after the last row of the page before
 */
export async function roundsUnderWay(
  tx: Transaction,
  workflowId: (round: Pick<RoundRow, 'purpose' | 'id' | 'versionId'>) => string,
  { after, limit }: { after: UnderWay | null; limit: number },
): Promise<UnderWay[]> {
  type Row = { org_id: string; id: string; version_id: string; purpose: RoundRow['purpose'] }
  const { rows } = await tx.execute<Row>(sql`
    select r.org_id, r.id, r.version_id, r.purpose from (
      select org_id, id, version_id, purpose from ${approvalRounds} where status = 'running'
      union all
      select r.org_id, r.id, r.version_id, r.purpose from ${documents} d
        join lateral (select n.org_id, n.id, n.version_id, n.purpose, n.status from ${approvalRounds} n
          where n.org_id = d.org_id and n.document_id = d.id and n.purpose = 'approval'
          order by n.submitted_at desc, n.id desc limit 1) r on r.status = 'approved'
        where d.status = 'approved') r
    where ${after ? sql`(r.org_id, r.id) > (${after.orgId}::uuid, ${after.subjectId}::uuid)` : sql`true`}
      and not exists (select from ${processFailures} f
        where f.org_id = r.org_id and f.process = 'approval' and f.subject_id = r.id and f.closed_at is null)
      and not exists (select from ${outbox} o where o.queue = ${workflowOf} and o.delivered_at is null)
    order by r.org_id, r.id limit ${limit}`)
  return rows.map((row) => ({
    orgId: row.org_id,
    subjectId: row.id,
    workflowId: workflowId({ ...row, versionId: row.version_id }),
  }))
}

/** A condition on the rows of a statement that is made elsewhere. */
export type Condition = SQL

/**
 * Whether a message of the outbox was for the process of a round that is under way, or has failed and waits for a retry: it is
 * being decided, or its document is in a state in which a process works on it.
 */
export const messageOfLivingRound = (): Condition =>
  sql`exists (select from ${approvalRounds} r join ${documents} d on d.org_id = r.org_id and d.id = r.document_id
    where r.org_id = ${outbox.orgId} and ${workflowOf} = ${outbox.queue}
      and (r.status = 'running' or d.status in (${sql.join(
        STATUSES_IN_PROCESS.map((status) => sql`${status}`),
        sql`, `,
      )})))`

/** What a turn of the reconciler found, and did. */
export interface ProcessCheck {
  process: ProcessKind
  checkedAt: Date
  underWay: number
  restarted: number
}

/** Saves the outcome of a turn; what it restarted is added to what was restarted before. */
export async function saveProcessCheck(tx: Transaction, check: ProcessCheck): Promise<void> {
  await tx
    .insert(processChecks)
    .values(check)
    .onConflictDoUpdate({
      target: processChecks.process,
      set: {
        checkedAt: check.checkedAt,
        underWay: check.underWay,
        restarted: sql`${processChecks.restarted} + ${check.restarted}`,
      },
    })
}

/** Figures of one kind of process, over all organizations. */
export interface ProcessFigures {
  process: ProcessKind
  /** Open failures. */
  failed: number
  /** The reconciler's last turn; null before its first. `restarted` counts since the installation was made. */
  check: { secondsAgo: number; underWay: number; restarted: number } | null
}

/** The figures of every kind of process. Needs the role that works across organizations. */
export async function processFigures(tx: Transaction): Promise<ProcessFigures[]> {
  const { process, checkedAt, underWay, restarted } = processChecks
  const secondsAgo = sql<number>`extract(epoch from now() - ${checkedAt})::float8`
  const checks = await tx.select({ process, secondsAgo, underWay, restarted }).from(processChecks)
  const failures = await tx
    .select({ process: processFailures.process, failed: count() })
    .from(processFailures)
    .where(isNull(processFailures.closedAt))
    .groupBy(processFailures.process)
  return PROCESS_KINDS.map((kind) => ({
    process: kind,
    failed: failures.find((row) => row.process === kind)?.failed ?? 0,
    check: checks.find((row) => row.process === kind) ?? null,
  }))
}
