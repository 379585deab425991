import { createHash } from 'node:crypto'
import type { Transaction } from '#db/client.ts'
import {
  type AttachmentRow,
  addToDraft,
  announceFile,
  draftImages,
  keepAttachment,
  keptAttachment,
  readableAttachments,
} from '#db/queries/attachments.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import type { Actor } from '#domain/actor.ts'
import { IMAGE_LIMITS } from '#domain/attachments/image.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { ATTACHMENT_HASH } from '../content/attachments.ts'
import { requireDocument, requireEditable } from '../documents/require.ts'
import { seesDrafts } from '../documents/versions.ts'
import { newId } from '../ids.ts'
import type { StoredObject } from '../ports.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { dataAddresses } from './data-addresses.ts'

/** Images in texts: added to a document, kept once for an organization, read by whoever may read a text that shows them. */
export const attachmentService = (deps: Deps) => ({
  /**
   * Adds an image to a document, for its draft to show. What is kept is made anew from its pixels: without metadata, and no
   * larger than a page needs. The same file makes the same image, so whoever adds it again gets the one that is there.
   * @throws not_found, forbidden, invalid_transition, content_too_large, image_refused, too_many_images, unavailable
   */
  async add(actor: Actor, reference: string, file: Uint8Array): Promise<AttachmentRow> {
    const me = memberOf(actor)
    if (file.byteLength > IMAGE_LIMITS.bytes)
      throw new DomainError('content_too_large', { limit: `${IMAGE_LIMITS.bytes / 1_000_000} MB` })
    await transact(deps, actor, (tx) => requireForImages(tx, actor, reference))
    const image = await deps.images.read(file)
    const hash = createHash('sha256').update(image.bytes).digest('hex')
    const objectKey = await transact(deps, actor, async (tx) => {
      const kept = await keptAttachment(tx, actor.orgId, hash)
      if (kept) return null
      const key = `attachments/${hash.slice(0, 16)}-${newId(tx)}`
      await announceFile(tx, key)
      return key
    })
    if (objectKey) await deps.objects.put(objectKey, image.bytes)
    return transact(deps, actor, async (tx) => {
      const document = await requireForImages(tx, actor, reference)
      const { type, width, height, bytes } = image
      const facts = { orgId: actor.orgId, hash, type, width, height, bytes: bytes.byteLength, createdBy: me }
      const row = objectKey
        ? await keepAttachment(tx, { ...facts, objectKey })
        : await keptAttachment(tx, actor.orgId, hash)
      if (!row) throw new Error('an image that was added a moment ago is gone')
      if (await addToDraft(tx, actor.orgId, document.id, hash)) {
        await requireRoom(tx, document)
        appendAudit(tx, actor, {
          at: deps.clock.now(),
          action: 'attachment.added',
          subjectId: document.id,
          documentId: document.id,
          after: { hash, type: row.type, bytes: row.bytes },
        })
      }
      return row
    })
  },

  /** What is known of an image that stands in a text this actor may read. @throws not_found */
  async find(actor: Actor, reference: string, hash: string): Promise<AttachmentRow> {
    const [row] = await readable(deps, actor, reference, [hash])
    if (!row) throw new DomainError('not_found')
    return row
  },

  /** The bytes of an image. */
  async file({ hash, objectKey }: Pick<AttachmentRow, 'hash' | 'objectKey'>): Promise<StoredObject> {
    const file = await deps.objects.open(objectKey)
    if (!file) throw new Error(`the stored file of attachment ${hash} is gone`)
    return file
  },

  /** An address that holds the image itself, for each of these that this actor may read: for files that leave the house. */
  embedded: async (actor: Actor, reference: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    dataAddresses(deps, await readable(deps, actor, reference, hashes)),
})

export type AttachmentService = ReturnType<typeof attachmentService>

/** The images among these that stand in a text of the document that this actor may read. @throws not_found */
const readable = (deps: Deps, actor: Actor, reference: string, hashes: readonly string[]): Promise<AttachmentRow[]> =>
  transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    const known = hashes.filter((hash) => ATTACHMENT_HASH.test(hash))
    const reader = seesDrafts(actor, document) ? null : actor
    return known.length === 0 ? [] : readableAttachments(tx, actor.orgId, document.id, known, reader)
  })

/** @throws not_found, forbidden, invalid_transition, too_many_images */
async function requireForImages(tx: Transaction, actor: Actor, reference: string): Promise<DocumentRow> {
  const document = await requireEditable(tx, actor, reference, 'given an image')
  await requireRoom(tx, document)
  return document
}

async function requireRoom(tx: Transaction, { orgId, id }: DocumentRow): Promise<void> {
  const { count, bytes } = await draftImages(tx, orgId, id)
  if (count > IMAGE_LIMITS.perDocument || bytes > IMAGE_LIMITS.bytesPerDocument)
    throw new DomainError('too_many_images')
}
