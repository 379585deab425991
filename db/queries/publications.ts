import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { given, prepared } from '#db/drizzle-session.ts'
import { documents, documentVersions, publications, renditions } from '#db/schema/index.ts'
import type { VersionRow } from './versions.ts'

export type PublicationRow = typeof publications.$inferSelect

/** Joins a document with its publication in effect. */
export const inEffectOfDocument = and(
  eq(publications.orgId, documents.orgId),
  eq(publications.documentId, documents.id),
  isNull(publications.effectiveUntil),
)

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

/**
 * What is checked before a version goes into effect: its content, whether its file is stored under this hash, whether
 * it was in effect before, and instead of what it will be.
 */
export async function beforePublication(
  tx: Transaction,
  { orgId, documentId, id }: Pick<VersionRow, 'orgId' | 'documentId' | 'id'>,
  renditionHash: string,
) {
  const rows = await versionToPublish(tx, { orgId, documentId, versionId: id, renditionHash })
  const [version] = rows
  if (!version) throw new Error('the version is not there')
  const around = rows.flatMap(({ publication }) => publication ?? [])
  return {
    text: { content: version.content, variables: version.variables },
    stored: version.file,
    own: around.find(({ versionId }) => versionId === id) ?? null,
    inEffect: around.find(({ effectiveUntil }) => effectiveUntil === null) ?? null,
  }
}

const versionToPublish = prepared('before_publication', (tx) =>
  tx
    .select({
      content: documentVersions.content,
      variables: documentVersions.variables,
      file: {
        printedFor: sql<string | null>`${renditions.model} -> 'version' ->> 'effectiveDate'`,
        hash: renditions.hash,
      },
      publication: publications,
    })
    .from(documentVersions)
    .leftJoin(
      renditions,
      and(
        eq(renditions.orgId, documentVersions.orgId),
        eq(renditions.hash, given('renditionHash')),
        eq(renditions.versionId, documentVersions.id),
        eq(renditions.status, 'stored'),
      ),
    )
    .leftJoin(
      publications,
      and(
        eq(publications.orgId, documentVersions.orgId),
        eq(publications.documentId, given('documentId')),
        or(eq(publications.versionId, given('versionId')), isNull(publications.effectiveUntil)),
      ),
    )
    .where(and(eq(documentVersions.orgId, given('orgId')), eq(documentVersions.id, given('versionId')))),
)
