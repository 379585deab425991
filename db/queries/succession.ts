import { and, asc, eq, isNotNull, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { approvalRoundSteps, approvalRounds, documents, memberships, signoffs } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { visibleTo } from './visibility.ts'

/** What a member owns and would leave behind: the documents that a reader may see by name, and how many others there are. */
export async function ownedDocuments(tx: Transaction, orgId: string, membershipId: string, reader: Reader) {
  const ownedByMember = and(
    eq(documents.orgId, orgId),
    eq(documents.ownerId, membershipId),
    ne(documents.status, 'archived'),
  )
  const owned = await tx
    .select({ identifier: documents.identifier, title: documents.title })
    .from(documents)
    .where(and(ownedByMember, visibleTo(reader)))
    .orderBy(asc(documents.identifier))
  return { owned, hidden: (await tx.$count(documents, ownedByMember)) - owned.length }
}

/**
 * Documents, not archived, that a member owns or co-owns, locked. In the order of ids, as every lock of several documents.
 * `secondOwnerActive` says whether the second owner could take over.
 */
export function lockOwnedDocuments(tx: Transaction, orgId: string, membershipId: string) {
  const second = alias(memberships, 'second')
  return tx
    .select({
      id: documents.id,
      identifier: documents.identifier,
      title: documents.title,
      ownerId: documents.ownerId,
      secondOwnerId: documents.secondOwnerId,
      inEffect: documents.inEffect,
      nextReviewDate: documents.nextReviewDate,
      reviewEvery: documents.reviewEvery,
      reviewUnit: documents.reviewUnit,
      secondOwnerActive: sql<boolean>`coalesce(${second.status} = 'active', false)`,
    })
    .from(documents)
    .leftJoin(second, and(eq(second.orgId, documents.orgId), eq(second.id, documents.secondOwnerId)))
    .where(
      and(
        eq(documents.orgId, orgId),
        ne(documents.status, 'archived'),
        or(eq(documents.ownerId, membershipId), eq(documents.secondOwnerId, membershipId)),
      ),
    )
    .orderBy(asc(documents.id))
    .for('update', { of: documents })
}
export type OwnedDocument = Awaited<ReturnType<typeof lockOwnedDocuments>>[number]

export async function setOwners(
  tx: Transaction,
  orgId: string,
  documentId: string,
  owners: { ownerId: string; secondOwnerId: string | null },
  at: Date,
): Promise<void> {
  await tx
    .update(documents)
    .set({ ...owners, updatedAt: at })
    .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId)))
}

/** Running rounds in which a member is asked, or is going to be: a signature waits, or a step to come names them. */
export async function roundsAsking(tx: Transaction, orgId: string, membershipId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: approvalRounds.id })
    .from(approvalRounds)
    .innerJoin(
      approvalRoundSteps,
      and(eq(approvalRoundSteps.orgId, approvalRounds.orgId), eq(approvalRoundSteps.roundId, approvalRounds.id)),
    )
    .leftJoin(
      signoffs,
      and(
        eq(signoffs.orgId, approvalRoundSteps.orgId),
        eq(signoffs.stepId, approvalRoundSteps.id),
        eq(signoffs.signerId, membershipId),
        eq(signoffs.status, 'pending'),
      ),
    )
    .where(
      and(
        eq(approvalRounds.orgId, orgId),
        eq(approvalRounds.status, 'running'),
        or(
          isNotNull(signoffs.id),
          and(
            eq(approvalRoundSteps.status, 'waiting'),
            sql`${approvalRoundSteps.plan} -> 'signerIds' ? ${membershipId}`,
          ),
        ),
      ),
    )
    .orderBy(asc(approvalRounds.id))
  return rows.map(({ id }) => id)
}

/** Changes whom a step that has not begun will ask. */
export async function setSigners(
  tx: Transaction,
  step: typeof approvalRoundSteps.$inferSelect,
  signerIds: string[],
): Promise<void> {
  await tx
    .update(approvalRoundSteps)
    .set({ plan: { ...step.plan, signerIds } })
    .where(and(eq(approvalRoundSteps.orgId, step.orgId), eq(approvalRoundSteps.id, step.id)))
}
