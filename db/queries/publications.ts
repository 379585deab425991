import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { publications, renditions, versionLabels } from '#db/schema/index.ts'
import type { VersionLabel } from '#domain/documents/labels.ts'
import type { VersionRow } from './versions.ts'

export type PublicationRow = typeof publications.$inferSelect

/** The labels a document's versions have got so far, in no order. */
export async function labelsOf(tx: Transaction, orgId: string, documentId: string): Promise<VersionLabel[]> {
  const rows = await tx
    .select({ major: versionLabels.major, minor: versionLabels.minor })
    .from(versionLabels)
    .where(and(eq(versionLabels.orgId, orgId), eq(versionLabels.documentId, documentId)))
  return rows.map(({ major, minor }) => `${major}.${minor}`)
}

/** The label of a version, or null while it has none. */
export async function labelOf(tx: Transaction, orgId: string, versionId: string): Promise<VersionLabel | null> {
  const [row] = await tx
    .select({ major: versionLabels.major, minor: versionLabels.minor })
    .from(versionLabels)
    .where(and(eq(versionLabels.orgId, orgId), eq(versionLabels.versionId, versionId)))
  return row ? `${row.major}.${row.minor}` : null
}

export async function insertLabel(
  tx: Transaction,
  version: { orgId: string; documentId: string; versionId: string },
  label: VersionLabel,
  createdAt: Date,
): Promise<void> {
  const [major = 1, minor = 0] = label.split('.').map(Number)
  await tx.insert(versionLabels).values({ ...version, major, minor, createdAt })
}

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

/** Is the file of this hash stored, and is it this version's? */
export async function isStored(tx: Transaction, orgId: string, versionId: string, hash: string): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(renditions)
    .where(
      and(
        eq(renditions.orgId, orgId),
        eq(renditions.hash, hash),
        eq(renditions.versionId, versionId),
        eq(renditions.status, 'stored'),
      ),
    )
  return row !== undefined
}
