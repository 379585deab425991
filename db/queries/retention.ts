import { and, eq, getTableName, inArray, isNotNull, isNull, lt, not, notExists, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import {
  attachments,
  comparisons,
  deliveries,
  documents,
  draftAttachments,
  idempotencyKeys,
  notifications,
  outbox,
  processFailures,
  publications,
  rateLimits,
  renditions,
  sessions,
  signInFailures,
  unusedFiles,
  verifications,
  versionAttachments,
} from '#db/schema/index.ts'
import { STATUSES_IN_PROCESS } from '#domain/documents/status.ts'
import type { Retained } from '#domain/retention.ts'
import type { Condition } from './processes.ts'

/** Files are deleted on the way, so their rows are not deleted by one statement. */
type Deleted = Exclude<Retained, 'unusedFiles'>

interface Batch {
  before: Date
  /** The most rows. */
  limit: number
  /** Messages of the outbox that are kept although their time is over: for each kind of process a condition. */
  needed: readonly Condition[]
}

interface Rule {
  table: PgTable
  /** The columns of the primary key. */
  key: PgColumn[]
  where(tx: Transaction, batch: Batch): SQL | undefined
}

/** In some states a process works on the document, and may need all that was written on its way. */
const documentInProcess = (tx: Transaction, row: { orgId: PgColumn; documentId: PgColumn }) =>
  tx
    .select({ one: sql`1` })
    .from(documents)
    .where(
      and(
        eq(documents.orgId, row.orgId),
        eq(documents.id, row.documentId),
        inArray(documents.status, [...STATUSES_IN_PROCESS]),
      ),
    )

const unsentMail = (tx: Transaction) =>
  tx
    .select({ one: sql`1` })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.orgId, notifications.orgId),
        eq(deliveries.notificationId, notifications.id),
        inArray(deliveries.status, ['pending', 'sending']),
      ),
    )

const publicationOfRendition = (tx: Transaction) =>
  tx
    .select({ one: sql`1` })
    .from(publications)
    .where(and(eq(publications.orgId, renditions.orgId), eq(publications.renditionHash, renditions.hash)))

const notificationsWhere = (read: SQL): Rule => ({
  table: notifications,
  key: [notifications.orgId, notifications.id],
  where: (tx, { before }) =>
    and(
      lt(notifications.createdAt, before),
      read,
      notExists(documentInProcess(tx, notifications)),
      notExists(unsentMail(tx)),
    ),
})

/** Which rows a rule deletes. */
const EXPIRED: Record<Deleted, Rule> = {
  outbox: {
    table: outbox,
    key: [outbox.id],
    where: (_tx, { before, needed }) =>
      and(lt(outbox.createdAt, before), lt(outbox.deliveredAt, before), ...needed.map(not)),
  },
  notifications: notificationsWhere(isNotNull(notifications.readAt)),
  unreadNotifications: notificationsWhere(isNull(notifications.readAt)),
  renditions: {
    table: renditions,
    key: [renditions.orgId, renditions.hash],
    where: (tx, { before }) =>
      and(
        lt(renditions.createdAt, before),
        notExists(publicationOfRendition(tx)),
        notExists(documentInProcess(tx, renditions)),
      ),
  },
  draftAttachments: {
    table: draftAttachments,
    key: [draftAttachments.orgId, draftAttachments.documentId, draftAttachments.hash],
    where: (_tx, { before }) => lt(draftAttachments.unusedSince, before),
  },
  attachments: {
    table: attachments,
    key: [attachments.orgId, attachments.hash],
    where: (tx, { before }) =>
      and(
        lt(attachments.createdAt, before),
        ...[draftAttachments, versionAttachments].map((shown) =>
          notExists(
            tx
              .select({ one: sql`1` })
              .from(shown)
              .where(and(eq(shown.orgId, attachments.orgId), eq(shown.hash, attachments.hash))),
          ),
        ),
      ),
  },
  comparisons: {
    table: comparisons,
    key: [comparisons.orgId, comparisons.fromVersionId, comparisons.toVersionId, comparisons.rules],
    where: (_tx, { before }) => lt(comparisons.createdAt, before),
  },
  processFailures: {
    table: processFailures,
    key: [processFailures.orgId, processFailures.id],
    where: (_tx, { before }) => lt(processFailures.closedAt, before),
  },
  idempotencyKeys: {
    table: idempotencyKeys,
    key: [idempotencyKeys.orgId, idempotencyKeys.membershipId, idempotencyKeys.key],
    where: (_tx, { before }) => lt(idempotencyKeys.createdAt, before),
  },
  sessions: { table: sessions, key: [sessions.id], where: (_tx, { before }) => lt(sessions.expiresAt, before) },
  verifications: {
    table: verifications,
    key: [verifications.id],
    where: (_tx, { before }) => lt(verifications.expiresAt, before),
  },
  signInFailures: {
    table: signInFailures,
    key: [signInFailures.key],
    where: (_tx, { before }) => lt(signInFailures.lastFailedAt, before),
  },
  rateLimits: {
    table: rateLimits,
    key: [rateLimits.key],
    where: (_tx, { before }) => lt(rateLimits.expire, before.getTime()),
  },
}

/** The tables that have a rule of retention. */
export const retainedTables = (): Set<string> =>
  new Set([...Object.values(EXPIRED).map(({ table }) => table), unusedFiles].map(getTableName))

/**
 * Deletes some of the rows whose time is over. Rows that another transaction holds are left to it, or to the next call.
 * @param tx across organizations
 * @returns how many were deleted, at most `limit`
 */
export async function deleteExpired(tx: Transaction, name: Deleted, batch: Batch): Promise<number> {
  const { table, key, where } = EXPIRED[name]
  const names = sql.join(
    key.map((column) => sql.identifier(column.name)),
    sql`, `,
  )
  // As an expression of its own the choice is made once, whatever the plan of the deletion is.
  const { rowCount } = await tx.execute(sql`with expired as materialized (
      select ${names} from ${table} where ${where(tx, batch)} limit ${batch.limit} for update skip locked)
    delete from ${table} where (${names}) in (select ${names} from expired)`)
  return rowCount ?? 0
}

/**
 * Marks some files that have been unused for long as being deleted, so that no printer takes them any more. Those that an
 * interrupted call had marked are among them.
 * @param tx across organizations
 */
export async function doomFiles(
  tx: Transaction,
  { before, limit }: Pick<Batch, 'before' | 'limit'>,
): Promise<string[]> {
  const old = tx
    .select({ objectKey: unusedFiles.objectKey })
    .from(unusedFiles)
    .where(lt(unusedFiles.since, before))
    .limit(limit)
    .for('update', { skipLocked: true })
  const rows = await tx
    .update(unusedFiles)
    .set({ doomed: true })
    .where(inArray(unusedFiles.objectKey, old))
    .returning({ objectKey: unusedFiles.objectKey })
  return rows.map(({ objectKey }) => objectKey)
}

/** Forgets files that were marked and are deleted. @param tx across organizations */
export async function forgetFiles(tx: Transaction, objectKeys: string[]): Promise<void> {
  await tx.delete(unusedFiles).where(inArray(unusedFiles.objectKey, objectKeys))
}
