import { and, eq, inArray, isNotNull, isNull, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import {
  approvalRounds,
  comparisons,
  deliveries,
  documents,
  idempotencyKeys,
  notifications,
  outbox,
  publications,
  rateLimits,
  renditions,
  sessions,
  signInFailures,
  verifications,
} from '#db/schema/index.ts'
import type { Retained } from '#domain/retention.ts'

type Deleted = Exclude<Retained, 'renditions'>

/** In these states a process works on the document, and may need all that was written on its way. */
const inProcess = inArray(documents.status, ['in_review', 'approved'])

const documentInProcess = (tx: Transaction, { orgId, documentId }: { orgId: SQL; documentId: SQL }) =>
  tx
    .select({ one: sql`1` })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId), inProcess))

const ofNotification = { orgId: sql`${notifications.orgId}`, documentId: sql`${notifications.documentId}` }

const needed = (tx: Transaction) =>
  and(
    notExists(documentInProcess(tx, ofNotification)),
    notExists(
      tx
        .select({ one: sql`1` })
        .from(deliveries)
        .where(
          and(
            eq(deliveries.orgId, notifications.orgId),
            eq(deliveries.notificationId, notifications.id),
            inArray(deliveries.status, ['pending', 'sending']),
          ),
        ),
    ),
  )

interface Rule {
  table: PgTable
  /** The columns of the primary key. */
  key: PgColumn[]
  where: SQL | undefined
}

/** Which rows a rule deletes. */
const EXPIRED: Record<Deleted, (tx: Transaction, before: Date) => Rule> = {
  outbox: (tx, before) => ({
    table: outbox,
    key: [outbox.id],
    where: and(
      lt(outbox.createdAt, before),
      lt(outbox.deliveredAt, before),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(approvalRounds)
          .innerJoin(
            documents,
            and(eq(documents.orgId, approvalRounds.orgId), eq(documents.id, approvalRounds.documentId)),
          )
          .where(
            and(
              eq(approvalRounds.orgId, outbox.orgId),
              eq(sql`'approval/' || ${approvalRounds.versionId}`, outbox.queue),
              inProcess,
            ),
          ),
      ),
    ),
  }),
  notifications: (tx, before) => ({
    table: notifications,
    key: [notifications.orgId, notifications.id],
    where: and(lt(notifications.createdAt, before), isNotNull(notifications.readAt), needed(tx)),
  }),
  unreadNotifications: (tx, before) => ({
    table: notifications,
    key: [notifications.orgId, notifications.id],
    where: and(lt(notifications.createdAt, before), isNull(notifications.readAt), needed(tx)),
  }),
  comparisons: (_tx, before) => ({
    table: comparisons,
    key: [comparisons.orgId, comparisons.fromVersionId, comparisons.toVersionId, comparisons.rules],
    where: lt(comparisons.createdAt, before),
  }),
  idempotencyKeys: (_tx, before) => ({
    table: idempotencyKeys,
    key: [idempotencyKeys.orgId, idempotencyKeys.membershipId, idempotencyKeys.key],
    where: lt(idempotencyKeys.createdAt, before),
  }),
  sessions: (_tx, before) => ({ table: sessions, key: [sessions.id], where: lt(sessions.expiresAt, before) }),
  verifications: (_tx, before) => ({
    table: verifications,
    key: [verifications.id],
    where: lt(verifications.expiresAt, before),
  }),
  signInFailures: (_tx, before) => ({
    table: signInFailures,
    key: [signInFailures.key],
    where: lt(signInFailures.lastFailedAt, before),
  }),
  rateLimits: (_tx, before) => ({
    table: rateLimits,
    key: [rateLimits.key],
    where: lt(rateLimits.expire, before.getTime()),
  }),
}

/**
 * Deletes some of the rows whose time is over. Rows that another transaction holds are left to it, or to the next call.
 * @param tx across organizations
 * @returns how many were deleted, at most `limit`
 */
export async function deleteExpired(tx: Transaction, name: Deleted, before: Date, limit: number): Promise<number> {
  const { table, key, where } = EXPIRED[name](tx, before)
  const names = sql.join(
    key.map((column) => sql.identifier(column.name)),
    sql`, `,
  )
  // As an expression of its own the choice is made once, whatever the plan of the deletion is.
  const { rowCount } = await tx.execute(sql`with expired as materialized (
      select ${names} from ${table} where ${where} limit ${limit} for update skip locked)
    delete from ${table} where (${names}) in (select ${names} from expired)`)
  return rowCount ?? 0
}

export interface ExpiredRendition {
  orgId: string
  hash: string
  /** Null when it was asked for and never printed. */
  objectKey: string | null
}

/**
 * Marks some renditions that nobody needs as expired: from now on their files are neither read nor printed. Those that an
 * interrupted call had marked are among them.
 * @param tx across organizations
 */
export async function expireRenditions(tx: Transaction, before: Date, limit: number): Promise<ExpiredRendition[]> {
  const ofRendition = { orgId: sql`${renditions.orgId}`, documentId: sql`${renditions.documentId}` }
  const published = tx
    .select({ one: sql`1` })
    .from(publications)
    .where(and(eq(publications.orgId, renditions.orgId), eq(publications.renditionHash, renditions.hash)))
  const unneeded = tx.$with('unneeded').as(
    tx
      .select({ orgId: renditions.orgId, hash: renditions.hash })
      .from(renditions)
      .where(
        or(
          eq(renditions.status, 'expired'),
          and(lt(renditions.createdAt, before), notExists(published), notExists(documentInProcess(tx, ofRendition))),
        ),
      )
      .limit(limit)
      .for('update', { skipLocked: true }),
  )
  return tx
    .with(unneeded)
    .update(renditions)
    .set({ status: 'expired' })
    .where(sql`(${renditions.orgId}, ${renditions.hash}) in (select * from ${unneeded})`)
    .returning({ orgId: renditions.orgId, hash: renditions.hash, objectKey: renditions.objectKey })
}

/** Which of these files a rendition still shows, of any organization. @param tx across organizations */
export async function filesInUse(tx: Transaction, keys: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ objectKey: renditions.objectKey })
    .from(renditions)
    .where(and(inArray(renditions.objectKey, keys), eq(renditions.status, 'stored')))
  return new Set(rows.flatMap(({ objectKey }) => objectKey ?? []))
}

/** Deletes renditions that were marked as expired and whose files are gone. @param tx across organizations */
export async function deleteRenditions(tx: Transaction, rows: ExpiredRendition[]): Promise<void> {
  for (const { orgId, hash } of rows) {
    await tx
      .delete(renditions)
      .where(and(eq(renditions.orgId, orgId), eq(renditions.hash, hash), eq(renditions.status, 'expired')))
  }
}
