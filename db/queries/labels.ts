import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { versionLabels } from '#db/schema/index.ts'
import type { VersionLabel } from '#domain/documents/labels.ts'

/** A label that a version of a document has got. */
export interface GivenLabel {
  versionId: string
  label: VersionLabel
}

/** What a version is called, as text; null for one without a label. */
export const labelText = sql<string>`${versionLabels.major} || '.' || ${versionLabels.minor}`

/** All labels of a document in no order, as one column of a query about it. */
export const labelsOf = (orgId: unknown, documentId: unknown) => sql<GivenLabel[]>`(
  select coalesce(json_agg(json_build_object('versionId', version_id, 'label', major || '.' || minor)), '[]')
  from ${versionLabels} where org_id = ${orgId} and document_id = ${documentId})`

export async function insertLabel(
  tx: Transaction,
  version: { orgId: string; documentId: string; versionId: string },
  label: VersionLabel,
  createdAt: Date,
): Promise<void> {
  const [major = 1, minor = 0] = label.split('.').map(Number)
  await tx.insert(versionLabels).values({ ...version, major, minor, createdAt })
}
