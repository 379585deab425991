import { and, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import { given, prepared } from '#db/drizzle-session.ts'
import {
  approvalRounds,
  documentReaders,
  documents,
  documentVersions,
  drafts,
  identifierCounters,
  memberships,
  organizations,
  publications,
  signoffs,
  versionLabels,
} from '#db/schema/index.ts'
import type { ReadableDocument, Reader } from '#domain/documents/access.ts'
import { positionOf } from './memberships.ts'
import { inEffectOfDocument } from './publications.ts'
import { readableBy } from './versions.ts'
import { NOBODY, visibleTo } from './visibility.ts'

export type DocumentRow = typeof documents.$inferSelect
export type NewDocument = typeof documents.$inferInsert
export type DraftRow = typeof drafts.$inferSelect

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A document is addressed by its id or by its identifier. */
const byReference = (reference: string): SQL =>
  UUID.test(reference) ? eq(documents.id, reference) : eq(documents.identifier, reference.toUpperCase())

const documentQueries = new Map<string, ReturnType<typeof documentQuery>>()

/**
 * The query for one document as a reader may see it, which almost every use case begins with. The kind of reader and of
 * reference and the lock change its words and not only its values, so each of these few combinations is prepared by itself.
 */
function documentOf(reader: Reader, reference: string, locked: boolean) {
  const { readsEverything, readsDrafts } = reader
  const byId = UUID.test(reference)
  const name = [
    locked ? 'lock' : 'find',
    'document_by',
    byId ? 'id' : 'identifier',
    readsEverything && 'everything',
    readsDrafts && 'drafts',
  ]
    .filter(Boolean)
    .join('_')
  const query = documentQueries.get(name) ?? documentQuery(name, { readsEverything, readsDrafts }, byId, locked)
  documentQueries.set(name, query)
  return (tx: Transaction, orgId: string) =>
    query(tx, {
      orgId,
      reference: byId ? reference : reference.toUpperCase(),
      me: reader.membershipId ?? NOBODY,
    })
}

const documentQuery = (name: string, reader: Omit<Reader, 'membershipId'>, byId: boolean, locked: boolean) =>
  prepared(name, (tx) => {
    const query = tx
      .select()
      .from(documents)
      .where(
        and(
          eq(documents.orgId, given('orgId')),
          eq(byId ? documents.id : documents.identifier, given('reference')),
          visibleTo({ ...reader, membershipId: given('me') }),
        ),
      )
    return locked ? query.for('update') : query
  })

/** The next number of a prefix ("POL-AC"), from 1; never given twice, also after a deletion. */
export async function nextNumber(tx: Transaction, orgId: string, prefix: string): Promise<number> {
  const [row] = await tx
    .insert(identifierCounters)
    .values({ orgId, prefix, last: 1 })
    .onConflictDoUpdate({
      target: [identifierCounters.orgId, identifierCounters.prefix],
      set: { last: sql`${identifierCounters.last} + 1` },
    })
    .returning({ last: identifierCounters.last })
  if (!row) throw new Error('the identifier counter gave no number')
  return row.last
}

/** The document as the reader may see it, or null: not there and not yours are the same. */
export async function findDocument(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  reference: string,
): Promise<DocumentRow | null> {
  const [row] = await documentOf(reader, reference, false)(tx, orgId)
  return row ?? null
}

/** Which of these documents the reader may see. */
export async function readableDocuments(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(eq(documents.orgId, orgId), sql`${documents.id} = any(${sql.param([...ids])}::uuid[])`, visibleTo(reader)),
    )
  return new Set(rows.map(({ id }) => id))
}

/** The same, locked until the end of the transaction. Every change of a document begins here. */
export async function lockDocument(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  reference: string,
): Promise<DocumentRow | null> {
  const [row] = await documentOf(reader, reference, true)(tx, orgId)
  return row ?? null
}

/** A document with all that decides for whom it exists, to ask that of several people at once. */
export async function readableDocument(tx: Transaction, document: DocumentRow): Promise<ReadableDocument> {
  const { orgId, id } = document
  const readers = await tx
    .select({ id: documentReaders.membershipId })
    .from(documentReaders)
    .where(and(eq(documentReaders.orgId, orgId), eq(documentReaders.documentId, id)))
  const signers = await tx
    .selectDistinct({ id: signoffs.signerId })
    .from(signoffs)
    .where(and(eq(signoffs.orgId, orgId), eq(signoffs.documentId, id)))
  return { ...document, readerIds: readers.map((row) => row.id), signerIds: signers.map((row) => row.id) }
}

const owner = alias(memberships, 'owner')
const secondOwner = alias(memberships, 'second_owner')

/** All that a document's header and aside show, in one query. */
export async function documentSummary(tx: Transaction, orgId: string, reader: Reader, reference: string) {
  const [row] = await tx
    .select({
      document: documents,
      owner: { id: owner.id, name: owner.name, positionTitle: positionOf(owner) },
      secondOwner: { id: secondOwner.id, name: secondOwner.name, positionTitle: positionOf(secondOwner) },
      publication: publications,
      label: { major: versionLabels.major, minor: versionLabels.minor },
      effectiveNumber: documentVersions.number,
      round: approvalRounds,
      /** Whose calendar counts its days: the organization's. */
      timeZone: organizations.timeZone,
      versions: sql<number>`(select count(*)::int from ${documentVersions} v where v.org_id = ${documents.orgId} and v.document_id = ${documents.id})`,
      /** As many as there are for somebody who does not read drafts. */
      readableVersions: sql<number>`(select count(*)::int from ${documentVersions} where ${documentVersions.orgId} = ${documents.orgId} and ${documentVersions.documentId} = ${documents.id} and ${readableBy(reader)})`,
      readers: sql<
        string[]
      >`array(select r.membership_id::text from ${documentReaders} r where r.org_id = ${documents.orgId} and r.document_id = ${documents.id})`,
    })
    .from(documents)
    .innerJoin(organizations, eq(organizations.id, documents.orgId))
    .innerJoin(owner, and(eq(owner.orgId, documents.orgId), eq(owner.id, documents.ownerId)))
    .leftJoin(secondOwner, and(eq(secondOwner.orgId, documents.orgId), eq(secondOwner.id, documents.secondOwnerId)))
    .leftJoin(publications, inEffectOfDocument)
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, documents.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .leftJoin(
      documentVersions,
      and(eq(documentVersions.orgId, documents.orgId), eq(documentVersions.id, publications.versionId)),
    )
    .leftJoin(
      approvalRounds,
      and(
        eq(approvalRounds.orgId, documents.orgId),
        eq(approvalRounds.documentId, documents.id),
        sql`${approvalRounds.id} = (select r.id from approval_rounds r where r.org_id = ${documents.orgId} and r.document_id = ${documents.id} order by r.submitted_at desc, r.id desc limit 1)`,
      ),
    )
    .where(and(eq(documents.orgId, orgId), byReference(reference), visibleTo(reader)))
  return row ?? null
}

export async function insertDocument(
  tx: Transaction,
  row: NewDocument,
  draft: Pick<DraftRow, 'content' | 'variables' | 'importWarnings'>,
  readers: string[],
): Promise<DocumentRow> {
  const [document] = await tx.insert(documents).values(row).returning()
  if (!document) throw new Error('the document was not stored')
  await tx.insert(drafts).values({
    orgId: row.orgId,
    documentId: document.id,
    content: draft.content,
    variables: draft.variables,
    importWarnings: draft.importWarnings,
    authorIds: [row.createdBy],
    updatedBy: row.createdBy,
    updatedAt: row.createdAt,
  })
  await replaceReaders(tx, row.orgId, document.id, readers)
  return document
}

/** Names the readers of a document instead of those it had. Whoever is given twice is named once. */
export async function replaceReaders(
  tx: Transaction,
  orgId: string,
  documentId: string,
  readers: readonly string[],
): Promise<void> {
  await tx
    .delete(documentReaders)
    .where(and(eq(documentReaders.orgId, orgId), eq(documentReaders.documentId, documentId)))
  if (readers.length > 0) {
    await tx
      .insert(documentReaders)
      .values([...new Set(readers)].map((membershipId) => ({ orgId, documentId, membershipId })))
  }
}

export async function updateDocument(
  tx: Transaction,
  document: DocumentRow,
  changes: Partial<Omit<NewDocument, 'orgId' | 'id'>>,
  at: Date,
): Promise<DocumentRow> {
  const [row] = await tx
    .update(documents)
    .set({ ...changes, updatedAt: at })
    .where(and(eq(documents.orgId, document.orgId), eq(documents.id, document.id)))
    .returning()
  if (!row) throw new Error('the locked document is gone')
  return row
}

export async function deleteDocument(tx: Transaction, document: DocumentRow): Promise<void> {
  await tx.delete(documents).where(and(eq(documents.orgId, document.orgId), eq(documents.id, document.id)))
}
