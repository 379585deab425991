import type { Transaction } from '#db/client.ts'
import { type DocumentRow, type DraftRow, findDocument, lockDocument } from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'

/** The document, if it exists for this actor. @throws not_found */
export async function requireDocument(tx: Transaction, actor: Actor, reference: string): Promise<DocumentRow> {
  const document = await findDocument(tx, actor.orgId, readerOf(actor), reference)
  if (!document) throw new DomainError('not_found')
  return document
}

/** The same, locked. Every change begins with this lock, so that changes of one document come one after the other. @throws not_found */
export async function requireLocked(tx: Transaction, actor: Actor, reference: string): Promise<DocumentRow> {
  const document = await lockDocument(tx, actor.orgId, readerOf(actor), reference)
  if (!document) throw new DomainError('not_found')
  return document
}

/**
 * The same, for whoever may edit it, while it is a draft.
 * @param done what is to be done to it, for the sentence that refuses
 * @throws not_found, forbidden, invalid_transition
 */
export async function requireEditable(
  tx: Transaction,
  actor: Actor,
  reference: string,
  done: string,
): Promise<DocumentRow> {
  const document = await requireLocked(tx, actor, reference)
  authorize(actor, 'documents.edit', { own: isOwn(actor, document) })
  if (document.status !== 'draft') {
    throw new DomainError('invalid_transition', { status: document.status, done, from: ['draft'] })
  }
  return document
}

/** Whether "own" in the role table holds: owners, second owners and who made it. */
export const isOwn = (actor: Actor, document: Pick<DocumentRow, 'ownerId' | 'secondOwnerId' | 'createdBy'>): boolean =>
  actor.membershipId !== null &&
  [document.ownerId, document.secondOwnerId, document.createdBy].includes(actor.membershipId)

/** The text in work. @throws not_found */
export async function requireDraft(tx: Transaction, document: DocumentRow): Promise<DraftRow> {
  const found = await findDraft(tx, document.orgId, document.id)
  if (!found) throw new DomainError('not_found')
  return found.draft
}

/** Another write of a draft came first: who wrote last, when, and the revision now. */
export const staleDraft = (current: Awaited<ReturnType<typeof findDraft>>): DomainError =>
  new DomainError('stale_revision', {
    changedBy: current?.updatedByName,
    changedAt: current?.draft.updatedAt.toISOString(),
    revision: current?.draft.revision,
  })
