import type { Transaction } from '#db/client.ts'
import { type DocumentRow, findDocument, lockDocument } from '#db/queries/documents.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'

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

/** Whether "own" in the role table holds: owners, second owners and who made it. */
export const isOwn = (actor: Actor, document: Pick<DocumentRow, 'ownerId' | 'secondOwnerId' | 'createdBy'>): boolean =>
  actor.membershipId !== null &&
  [document.ownerId, document.secondOwnerId, document.createdBy].includes(actor.membershipId)
