import { and, desc, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { approvalRounds, documentVersions, memberships, publications, versionLabels } from '#db/schema/index.ts'

export type VersionRow = typeof documentVersions.$inferSelect
/** A version without its text, which may be long and is rarely needed. */
export type VersionHead = Omit<VersionRow, 'content' | 'variables'>
const { content: _content, variables: _variables, ...head } = getTableColumns(documentVersions)
export const versionHead = head

export type VersionText = Pick<VersionRow, 'title' | 'content' | 'variables' | 'authorIds'>
export type NewVersion = Omit<typeof documentVersions.$inferInsert, 'number'>

/** Adds the next version of a document. The caller holds the document's lock, so that numbers have no gaps. */
export async function insertVersion(tx: Transaction, version: NewVersion): Promise<VersionHead> {
  const [row] = await tx
    .insert(documentVersions)
    .values({
      ...version,
      number: sql`(select coalesce(max(number), 0) + 1 from document_versions where org_id = ${version.orgId} and document_id = ${version.documentId})`,
    })
    .returning(versionHead)
  if (!row) throw new Error('the version was not stored')
  return row
}

/** Who reads: null, whoever reads drafts and so every version; else the membership of somebody who does not. */
export type VersionReader = { membershipId: string | null } | null

/** The versions there are for a reader: without drafts, those that were ever in effect, and those they were asked to sign. */
export const readableBy = (reader: VersionReader): SQL =>
  reader === null
    ? sql`true`
    : sql`(exists (select 1 from publications p where p.org_id = ${documentVersions.orgId} and p.version_id = ${documentVersions.id})
        or exists (select 1 from signoffs s where s.org_id = ${documentVersions.orgId} and s.version_id = ${documentVersions.id} and s.signer_id = ${reader.membershipId}))`

const listed = {
  id: documentVersions.id,
  documentId: documentVersions.documentId,
  number: documentVersions.number,
  changeType: documentVersions.changeType,
  changeSummary: documentVersions.changeSummary,
  abstract: documentVersions.abstract,
  title: documentVersions.title,
  contentHash: documentVersions.contentHash,
  words: documentVersions.words,
  characters: documentVersions.characters,
  createdAt: documentVersions.createdAt,
  createdBy: documentVersions.createdBy,
  createdByName: memberships.name,
  major: versionLabels.major,
  minor: versionLabels.minor,
  effectiveFrom: publications.effectiveFrom,
  effectiveUntil: publications.effectiveUntil,
  renditionHash: publications.renditionHash,
  roundId: approvalRounds.id,
  roundStatus: approvalRounds.status,
  roundLabel: approvalRounds.label,
  submission: approvalRounds.submission,
}

const withContext = (tx: Transaction) =>
  tx
    .select(listed)
    .from(documentVersions)
    .innerJoin(
      memberships,
      and(eq(memberships.orgId, documentVersions.orgId), eq(memberships.id, documentVersions.createdBy)),
    )
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, documentVersions.orgId), eq(versionLabels.versionId, documentVersions.id)),
    )
    .leftJoin(
      approvalRounds,
      and(
        eq(approvalRounds.orgId, documentVersions.orgId),
        eq(approvalRounds.versionId, documentVersions.id),
        eq(approvalRounds.purpose, 'approval'),
      ),
    )
    .leftJoin(
      publications,
      and(
        eq(publications.orgId, documentVersions.orgId),
        eq(
          publications.id,
          sql`(select p.id from publications p where p.org_id = ${documentVersions.orgId} and p.version_id = ${documentVersions.id} order by p.effective_from desc limit 1)`,
        ),
      ),
    )

/** Versions of a document that there are for a reader, without their content, newest first. */
export const listVersions = (
  tx: Transaction,
  orgId: string,
  documentId: string,
  reader: VersionReader,
  page: { limit: number; before?: number },
) =>
  withContext(tx)
    .where(
      and(
        eq(documentVersions.orgId, orgId),
        eq(documentVersions.documentId, documentId),
        page.before === undefined ? undefined : sql`${documentVersions.number} < ${page.before}`,
        readableBy(reader),
      ),
    )
    .orderBy(desc(documentVersions.number))
    .limit(page.limit)

export type ListedVersion = Awaited<ReturnType<typeof listVersions>>[number]

export type Which = { number: number } | { id: string } | 'in_effect'

/** One version without its content, by number or id, or the one in effect; null also when there is none for this reader. */
export async function findListed(
  tx: Transaction,
  orgId: string,
  documentId: string,
  reader: VersionReader,
  which: Which,
): Promise<ListedVersion | null> {
  const [row] = await withContext(tx).where(
    and(
      eq(documentVersions.orgId, orgId),
      eq(documentVersions.documentId, documentId),
      readableBy(reader),
      chosen(which),
    ),
  )
  return row ?? null
}

/** The frozen content of a version that exists. */
export async function textOf(tx: Transaction, orgId: string, versionId: string): Promise<VersionText> {
  const [row] = await tx
    .select({
      title: documentVersions.title,
      content: documentVersions.content,
      variables: documentVersions.variables,
      authorIds: documentVersions.authorIds,
    })
    .from(documentVersions)
    .where(and(eq(documentVersions.orgId, orgId), eq(documentVersions.id, versionId)))
  if (!row) throw new Error('the version is not there')
  return row
}

function chosen(which: Which): SQL {
  if (which === 'in_effect') return sql`${isNotNull(publications.id)} and ${isNull(publications.effectiveUntil)}`
  return 'id' in which ? eq(documentVersions.id, which.id) : eq(documentVersions.number, which.number)
}

/** A version by its number ("7") or its label ("2.0"), whoever may read it; null where there is none. */
export async function findVersionId(
  tx: Transaction,
  { orgId, id }: { orgId: string; id: string },
  name: string,
): Promise<string | null> {
  const [major, minor] = name.split('.').map(Number)
  const [row] =
    minor === undefined
      ? await tx
          .select({ id: documentVersions.id })
          .from(documentVersions)
          .where(
            and(
              eq(documentVersions.orgId, orgId),
              eq(documentVersions.documentId, id),
              eq(documentVersions.number, major ?? 0),
            ),
          )
      : await tx
          .select({ id: versionLabels.versionId })
          .from(versionLabels)
          .where(
            and(
              eq(versionLabels.orgId, orgId),
              eq(versionLabels.documentId, id),
              eq(versionLabels.major, major ?? 0),
              eq(versionLabels.minor, minor),
            ),
          )
  return row?.id ?? null
}
