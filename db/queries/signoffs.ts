import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import {
  approvalRoundSteps,
  approvalRounds,
  documents,
  documentVersions,
  memberships,
  signoffs,
} from '#db/schema/index.ts'
import { DomainError } from '#domain/errors.ts'

export type SignoffRow = typeof signoffs.$inferSelect

export const insertSignoffs = (tx: Transaction, rows: (typeof signoffs.$inferInsert)[]): Promise<SignoffRow[]> =>
  rows.length === 0 ? Promise.resolve([]) : tx.insert(signoffs).values(rows).returning()

export async function findSignoff(tx: Transaction, orgId: string, id: string): Promise<SignoffRow | null> {
  const [row] = await tx
    .select()
    .from(signoffs)
    .where(and(eq(signoffs.orgId, orgId), eq(signoffs.id, id)))
  return row ?? null
}

type Decision = Pick<
  SignoffRow,
  'status' | 'decidedAt' | 'comment' | 'signerName' | 'signerPosition' | 'confirmedBy' | 'confirmedAt'
>

/** Decides a pending sign-off. The condition is the last word should a lock ever be forgotten. */
export async function decideSignoff(tx: Transaction, signoff: SignoffRow, decision: Decision): Promise<SignoffRow> {
  const [row] = await tx
    .update(signoffs)
    .set(decision)
    .where(and(eq(signoffs.orgId, signoff.orgId), eq(signoffs.id, signoff.id), eq(signoffs.status, 'pending')))
    .returning()
  if (!row) throw new DomainError('signoff_already_decided', { signoffId: signoff.id })
  return row
}

/** Ends a pending request because its signer asks somebody else. The condition is the last word here too. */
export async function passOn(tx: Transaction, signoff: SignoffRow): Promise<void> {
  const [row] = await tx
    .update(signoffs)
    .set({ status: 'delegated' })
    .where(and(eq(signoffs.orgId, signoff.orgId), eq(signoffs.id, signoff.id), eq(signoffs.status, 'pending')))
    .returning({ id: signoffs.id })
  if (!row) throw new DomainError('signoff_already_decided', { signoffId: signoff.id })
}

/** Records a reminder, an escalation, the first look or a later due date on an open request; a decided one is not changed. */
export async function markSignoff(
  tx: Transaction,
  signoff: SignoffRow,
  changes: Partial<Pick<SignoffRow, 'remindersSent' | 'lastRemindedAt' | 'escalatedAt' | 'openedAt' | 'dueAt'>>,
): Promise<void> {
  await tx
    .update(signoffs)
    .set(changes)
    .where(and(eq(signoffs.orgId, signoff.orgId), eq(signoffs.id, signoff.id), eq(signoffs.status, 'pending')))
}

/** Withdraws the requests that are still open, and returns their signers. */
export const withdrawSignoffs = (tx: Transaction, open: readonly SignoffRow[]): Promise<SignoffRow[]> =>
  open.length === 0
    ? Promise.resolve([])
    : tx
        .update(signoffs)
        .set({ status: 'withdrawn' })
        .where(
          and(
            eq(signoffs.orgId, open[0]?.orgId ?? ''),
            inArray(
              signoffs.id,
              open.map(({ id }) => id),
            ),
            eq(signoffs.status, 'pending'),
          ),
        )
        .returning()

const withContext = (tx: Transaction) =>
  tx
    .select({
      signoff: signoffs,
      document: {
        id: documents.id,
        identifier: documents.identifier,
        title: documents.title,
        kind: documents.kind,
        classification: documents.classification,
      },
      version: {
        id: documentVersions.id,
        number: documentVersions.number,
        title: documentVersions.title,
        changeType: documentVersions.changeType,
        changeSummary: documentVersions.changeSummary,
        abstract: documentVersions.abstract,
        contentHash: documentVersions.contentHash,
      },
      round: approvalRounds,
      step: {
        id: approvalRoundSteps.id,
        name: approvalRoundSteps.name,
        position: approvalRoundSteps.position,
        rule: approvalRoundSteps.rule,
        notification: sql<string | null>`${approvalRoundSteps.plan} ->> 'notification'`,
        freshSignIn: sql<boolean>`coalesce((${approvalRoundSteps.plan} ->> 'freshSignIn')::boolean, false)`,
      },
      submittedByName: memberships.name,
    })
    .from(signoffs)
    .innerJoin(documents, and(eq(documents.orgId, signoffs.orgId), eq(documents.id, signoffs.documentId)))
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.orgId, signoffs.orgId), eq(documentVersions.id, signoffs.versionId)),
    )
    .innerJoin(approvalRounds, and(eq(approvalRounds.orgId, signoffs.orgId), eq(approvalRounds.id, signoffs.roundId)))
    .innerJoin(
      approvalRoundSteps,
      and(eq(approvalRoundSteps.orgId, signoffs.orgId), eq(approvalRoundSteps.id, signoffs.stepId)),
    )
    .innerJoin(memberships, and(eq(memberships.orgId, signoffs.orgId), eq(memberships.id, approvalRounds.submittedBy)))

const waitsFor = (orgId: string, signerId: string) =>
  and(eq(signoffs.orgId, orgId), eq(signoffs.signerId, signerId), eq(signoffs.status, 'pending'))

/** What waits for a person's signature: overdue first, then by due date, then by age. */
export const waitingFor = (tx: Transaction, orgId: string, signerId: string, { limit, offset }: PageOfRows) =>
  withContext(tx)
    .where(waitsFor(orgId, signerId))
    .orderBy(sql`${signoffs.dueAt} asc nulls last`, asc(signoffs.requestedAt), asc(signoffs.id))
    .limit(limit)
    .offset(offset)

/** How much waits for a person's signature, and how much of it is late; read off an index. */
export async function countWaiting(tx: Transaction, orgId: string, signerId: string, now: Date) {
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      late: sql<number>`(count(*) filter (where ${lt(signoffs.dueAt, now)}))::int`,
    })
    .from(signoffs)
    .where(waitsFor(orgId, signerId))
  return row ?? { total: 0, late: 0 }
}

/** These sign-offs, in no order. */
export const signoffsByIds = (tx: Transaction, orgId: string, ids: string[]) =>
  withContext(tx).where(and(eq(signoffs.orgId, orgId), sql`${signoffs.id} = any(${sql.param(ids)}::uuid[])`))

/** Whether a person was ever asked to sign a version of a document. */
export async function wasAsked(tx: Transaction, orgId: string, documentId: string, signerId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: signoffs.id })
    .from(signoffs)
    .where(and(eq(signoffs.orgId, orgId), eq(signoffs.documentId, documentId), eq(signoffs.signerId, signerId)))
    .limit(1)
  return rows.length > 0
}

/** What a person was ever asked to sign, newest first. */
export const askedOf = (
  tx: Transaction,
  orgId: string,
  signerId: string,
  { statuses, before, limit }: { statuses?: SignoffRow['status'][]; before?: string; limit: number },
) =>
  withContext(tx)
    .where(
      and(
        eq(signoffs.orgId, orgId),
        eq(signoffs.signerId, signerId),
        statuses?.length ? inArray(signoffs.status, statuses) : undefined,
        // Ids are UUIDv7: their order is the order of time.
        before ? lt(signoffs.id, before) : undefined,
      ),
    )
    .orderBy(desc(signoffs.id))
    .limit(limit)

export type WaitingSignoff = Awaited<ReturnType<typeof waitingFor>>[number]

/** One sign-off with all that its page shows. */
export async function signoffInContext(tx: Transaction, orgId: string, id: string): Promise<WaitingSignoff | null> {
  const [row] = await withContext(tx).where(and(eq(signoffs.orgId, orgId), eq(signoffs.id, id)))
  return row ?? null
}
