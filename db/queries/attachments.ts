import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import {
  attachments,
  documents,
  documentVersions,
  draftAttachments,
  drafts,
  unusedFiles,
  versionAttachments,
} from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { readableBy, type VersionReader } from './versions.ts'
import { NOBODY, visibleTo } from './visibility.ts'

export type AttachmentRow = typeof attachments.$inferSelect

/** An image that is kept already. It counts as added now, so that it is not deleted before it is used. */
export async function keptAttachment(tx: Transaction, orgId: string, hash: string): Promise<AttachmentRow | null> {
  const [row] = await tx
    .update(attachments)
    .set({ createdAt: sql`now()` })
    .where(and(eq(attachments.orgId, orgId), eq(attachments.hash, hash)))
    .returning()
  return row ?? null
}

/** Announces a file that is about to be written. Until a row points to it, it counts as unused. */
export async function announceFile(tx: Transaction, objectKey: string): Promise<void> {
  await tx.insert(unusedFiles).values({ objectKey })
}

/**
 * Keeps an image whose file was announced and written. When somebody else kept the same meanwhile, theirs stays, and this file
 * stays unused.
 * @throws when the file has been given up: nobody waits for a day between announcing it and this
 */
export async function keepAttachment(tx: Transaction, image: typeof attachments.$inferInsert): Promise<AttachmentRow> {
  const { objectKey } = image
  const claimed = await tx
    .delete(unusedFiles)
    .where(and(eq(unusedFiles.objectKey, objectKey), eq(unusedFiles.doomed, false)))
  if (claimed.rowCount !== 1) throw new Error('the file of the image was given up')
  const [row] = await tx
    .insert(attachments)
    .values(image)
    .onConflictDoUpdate({ target: [attachments.orgId, attachments.hash], set: { createdAt: sql`now()` } })
    .returning()
  if (!row) throw new Error('the image was not stored')
  if (row.objectKey !== objectKey) await announceFile(tx, objectKey)
  return row
}

/**
 * Lets the draft of a document show an image, also when its text named it before it was there.
 * @returns false when it could before
 */
export async function addToDraft(tx: Transaction, orgId: string, documentId: string, hash: string): Promise<boolean> {
  const unusedSince = sql`(select case when position(${hash} in ${drafts.content}) > 0 then null else now() end
    from ${drafts} where ${drafts.orgId} = ${orgId} and ${drafts.documentId} = ${documentId})`
  const [row] = await tx
    .insert(draftAttachments)
    .values({ orgId, documentId, hash, unusedSince })
    .onConflictDoUpdate({
      target: [draftAttachments.orgId, draftAttachments.documentId, draftAttachments.hash],
      // Added again, it stays for as long as one that is new.
      set: { unusedSince: sql`case when ${draftAttachments.unusedSince} is not null then now() end` },
    })
    .returning({ isNew: sql<boolean>`xmax = 0` })
  return row?.isNew ?? false
}

/** How many images a draft may show, and how large they are together. */
export async function draftImages(tx: Transaction, orgId: string, documentId: string) {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int`, bytes: sql<number>`coalesce(sum(${attachments.bytes}), 0)::int` })
    .from(draftAttachments)
    .innerJoin(
      attachments,
      and(eq(attachments.orgId, draftAttachments.orgId), eq(attachments.hash, draftAttachments.hash)),
    )
    .where(and(eq(draftAttachments.orgId, orgId), eq(draftAttachments.documentId, documentId)))
  return row ?? { count: 0, bytes: 0 }
}

const ofDraft = (orgId: string, documentId: string, hash: SQL): SQL =>
  sql`exists (select 1 from ${draftAttachments} where ${draftAttachments.orgId} = ${orgId}
    and ${draftAttachments.documentId} = ${documentId} and ${draftAttachments.hash} = ${hash})`

const ofVersions = (orgId: string, documentId: string, hash: SQL, reader: VersionReader): SQL =>
  sql`exists (select 1 from ${versionAttachments} join ${documentVersions}
      on ${documentVersions.orgId} = ${versionAttachments.orgId} and ${documentVersions.id} = ${versionAttachments.versionId}
    where ${versionAttachments.orgId} = ${orgId} and ${versionAttachments.documentId} = ${documentId}
      and ${versionAttachments.hash} = ${hash} and ${readableBy(reader)})`

/** The images of a document among these that stand in a text the reader may read: the draft, or a version. */
export const readableAttachments = (
  tx: Transaction,
  orgId: string,
  documentId: string,
  hashes: readonly string[],
  reader: VersionReader,
): Promise<AttachmentRow[]> =>
  tx
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.orgId, orgId),
        inArray(attachments.hash, [...hashes]),
        or(
          reader === null ? ofDraft(orgId, documentId, sql`${attachments.hash}`) : undefined,
          ofVersions(orgId, documentId, sql`${attachments.hash}`, reader),
        ),
      ),
    )

/** How many of these images a draft may not show. */
export async function countMissing(
  tx: Transaction,
  orgId: string,
  documentId: string,
  hashes: readonly string[],
): Promise<number> {
  if (hashes.length === 0) return 0
  const found = await tx.$count(
    draftAttachments,
    and(
      eq(draftAttachments.orgId, orgId),
      eq(draftAttachments.documentId, documentId),
      inArray(draftAttachments.hash, [...hashes]),
    ),
  )
  return hashes.length - found
}

/**
 * Lets a draft show those of these images that its writer may read in another document, as after copying a passage from there.
 * Nobody gets at an image by its hash alone.
 */
export async function borrowAttachments(
  tx: Transaction,
  orgId: string,
  documentId: string,
  hashes: readonly string[],
  reader: Reader,
): Promise<void> {
  const me = reader.membershipId ?? NOBODY
  const seesDrafts = reader.readsDrafts
    ? sql`true`
    : sql`${me} in (${documents.ownerId}, ${documents.secondOwnerId}, ${documents.createdBy})`
  await tx.execute(sql`insert into ${draftAttachments} (org_id, document_id, hash)
    select ${orgId}, ${documentId}, a.hash from ${attachments} a
    where a.org_id = ${orgId} and a.hash = any(${sql.param([...hashes])}::text[])
      and not exists (select 1 from ${draftAttachments} d where d.org_id = ${orgId} and d.document_id = ${documentId} and d.hash = a.hash)
      and (
        exists (select 1 from ${draftAttachments} d join ${documents} on ${documents.orgId} = d.org_id and ${documents.id} = d.document_id
          where d.org_id = ${orgId} and d.hash = a.hash and ${visibleTo(reader)} and ${seesDrafts})
        or exists (select 1 from ${versionAttachments} v
          join ${documents} on ${documents.orgId} = v.org_id and ${documents.id} = v.document_id
          join ${documentVersions} on ${documentVersions.orgId} = v.org_id and ${documentVersions.id} = v.version_id
          where v.org_id = ${orgId} and v.hash = a.hash and ${visibleTo(reader)} and (${seesDrafts} or ${readableBy(reader)})))
    on conflict do nothing`)
}
