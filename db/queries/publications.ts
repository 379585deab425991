import { and, eq, isNull, or } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documentVersions, publications, renditions } from '#db/schema/index.ts'
import type { VersionRow, VersionText } from './versions.ts'

export type PublicationRow = typeof publications.$inferSelect

/** The publication that is in effect, if any. */
export async function publicationInEffect(
  tx: Transaction,
  orgId: string,
  documentId: string,
): Promise<PublicationRow | null> {
  const [row] = await tx
    .select()
    .from(publications)
    .where(
      and(eq(publications.orgId, orgId), eq(publications.documentId, documentId), isNull(publications.effectiveUntil)),
    )
  return row ?? null
}

/** What must be known before a version goes into effect: whether it did before, and instead of what it does. */
export async function publicationsAround(
  tx: Transaction,
  { orgId, documentId, id }: Pick<VersionRow, 'orgId' | 'documentId' | 'id'>,
): Promise<{ own: PublicationRow | null; inEffect: PublicationRow | null }> {
  const rows = await tx
    .select()
    .from(publications)
    .where(
      and(
        eq(publications.orgId, orgId),
        eq(publications.documentId, documentId),
        or(eq(publications.versionId, id), isNull(publications.effectiveUntil)),
      ),
    )
  return {
    own: rows.find(({ versionId }) => versionId === id) ?? null,
    inEffect: rows.find(({ effectiveUntil }) => effectiveUntil === null) ?? null,
  }
}

export async function endPublication(
  tx: Transaction,
  publication: PublicationRow,
  endedAs: 'superseded' | 'archived',
  at: Date,
): Promise<void> {
  await tx
    .update(publications)
    .set({ effectiveUntil: at, endedAs })
    .where(and(eq(publications.orgId, publication.orgId), eq(publications.id, publication.id)))
}

export async function insertPublication(tx: Transaction, values: typeof publications.$inferInsert): Promise<void> {
  await tx.insert(publications).values(values)
}

/** What a version says, and whether its file is stored under this hash. */
export async function textToPublish(
  tx: Transaction,
  { orgId, id }: Pick<VersionRow, 'orgId' | 'id'>,
  renditionHash: string,
): Promise<Pick<VersionText, 'content' | 'variables'> & { stored: boolean }> {
  const [row] = await tx
    .select({
      content: documentVersions.content,
      variables: documentVersions.variables,
      file: renditions.hash,
    })
    .from(documentVersions)
    .leftJoin(
      renditions,
      and(
        eq(renditions.orgId, documentVersions.orgId),
        eq(renditions.hash, renditionHash),
        eq(renditions.versionId, documentVersions.id),
        eq(renditions.status, 'stored'),
      ),
    )
    .where(and(eq(documentVersions.orgId, orgId), eq(documentVersions.id, id)))
  if (!row) throw new Error('the version is not there')
  const { file, ...text } = row
  return { ...text, stored: file !== null }
}
