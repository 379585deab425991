import type { Transaction } from '#db/client.ts'
import { borrowAttachments, countMissing } from '#db/queries/attachments.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { attachmentsIn } from '../content/attachments.ts'

/** Before a draft is written: images that its writer may read elsewhere may be shown here as well. */
export async function borrowImages(tx: Transaction, actor: Actor, documentId: string, content: string): Promise<void> {
  const hashes = attachmentsIn(content)
  if (hashes.length > 0) await borrowAttachments(tx, actor.orgId, documentId, hashes, readerOf(actor))
}

/** What is frozen shows all of its images to whoever may read it. @throws missing_images */
export async function requireImages(
  tx: Transaction,
  orgId: string,
  documentId: string,
  content: string,
): Promise<void> {
  const count = await countMissing(tx, orgId, documentId, attachmentsIn(content))
  if (count > 0) throw new DomainError('missing_images', { count })
}
