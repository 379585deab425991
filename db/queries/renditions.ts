import { and, asc, desc, eq, lt, lte, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { given, prepared } from '#db/drizzle-session.ts'
import {
  approvalRounds,
  documents,
  documentVersions,
  memberships,
  organizations,
  publications,
  renditions,
  signoffs,
  unusedFiles,
  versionLabels,
} from '#db/schema/index.ts'
import type { DocumentRow } from './documents.ts'
import { givenBack, renewed, taken } from './leases.ts'
import { positionOf } from './memberships.ts'

export type RenditionRow = typeof renditions.$inferSelect

export type StoredFile = Pick<RenditionRow, 'hash' | 'status' | 'objectKey'>

/**
 * Stores that a file is wanted; who wanted it first does not matter. A row that is there already counts as asked for now, so
 * that it is not deleted for its age while a process goes on to publish it.
 */
export async function requestRendition(tx: Transaction, row: typeof renditions.$inferInsert): Promise<void> {
  await tx
    .insert(renditions)
    .values(row)
    .onConflictDoUpdate({ target: [renditions.orgId, renditions.hash], set: { createdAt: sql`now()` } })
}

/** Where a file is, without the text that it was printed from. */
export async function findRendition(tx: Transaction, orgId: string, hash: string): Promise<StoredFile | null> {
  const [row] = await renditionByHash(tx, { orgId, hash })
  return row ?? null
}

const renditionByHash = prepared('find_rendition', (tx) =>
  tx
    .select({ hash: renditions.hash, status: renditions.status, objectKey: renditions.objectKey })
    .from(renditions)
    .where(and(eq(renditions.orgId, given('orgId')), eq(renditions.hash, given('hash')))),
)

/** Which rendition was taken, and by which lease. */
export type TakenRendition = Pick<RenditionRow, 'orgId' | 'hash' | 'lease'>

/** Where the file goes that is printed under a lease. No other print, and no later one, has the same name for its file. */
export const objectKeyOf = ({ lease }: Pick<RenditionRow, 'lease'>): string => `renditions/${lease}.pdf`

/**
 * Takes a wanted file that nobody is printing, for the length of the lease. Until it is stored, the file counts as unused.
 * @returns null when it is stored, when somebody else prints it, or when nobody asked for it
 */
export async function takeRendition(
  tx: Transaction,
  orgId: string,
  hash: string,
  leaseMs: number,
): Promise<RenditionRow | null> {
  const [row] = await tx
    .update(renditions)
    .set(taken(renditions, leaseMs))
    .where(
      and(
        eq(renditions.orgId, orgId),
        eq(renditions.hash, hash),
        eq(renditions.status, 'requested'),
        lte(renditions.nextAttemptAt, sql`now()`),
      ),
    )
    .returning()
  if (!row) return null
  await tx.insert(unusedFiles).values({ objectKey: objectKeyOf(row) })
  return row
}

const held = ({ orgId, hash, lease }: TakenRendition) =>
  and(eq(renditions.orgId, orgId), eq(renditions.hash, hash), sql`${renditions.lease} = ${lease}`)

/** Holds a taken file for longer, if it is still held. */
export async function renewRendition(tx: Transaction, row: TakenRendition, leaseMs: number): Promise<void> {
  await tx.update(renditions).set(renewed(leaseMs)).where(held(row))
}

/**
 * Stores where the file is, if the row is still held and nobody has begun to delete the file. Else the file stays unused.
 * @returns whether it was stored
 */
export async function storeRendition(
  tx: Transaction,
  row: TakenRendition,
  file: { bytes: number; pages: number; storedAt: Date },
): Promise<boolean> {
  const objectKey = objectKeyOf(row)
  const used = await tx
    .delete(unusedFiles)
    .where(and(eq(unusedFiles.objectKey, objectKey), eq(unusedFiles.doomed, false)))
  if (used.rowCount !== 1) return false
  const { rowCount } = await tx
    .update(renditions)
    .set({ ...file, objectKey, status: 'stored', lease: null, lastError: null })
    .where(held(row))
  if (rowCount === 1) return true
  await tx.insert(unusedFiles).values({ objectKey })
  return false
}

/**
 * Lets a wanted file count as stored while `work` needs it to be; then it is wanted again. Nobody else sees that, since it
 * begins and ends within one transaction.
 */
export async function asIfStored<T>(tx: Transaction, orgId: string, hash: string, work: () => Promise<T>): Promise<T> {
  const row = and(eq(renditions.orgId, orgId), eq(renditions.hash, hash))
  await tx.update(renditions).set({ status: 'stored', objectKey: hash }).where(row)
  const result = await work()
  await tx.update(renditions).set({ status: 'requested', objectKey: null }).where(row)
  return result
}

/** Gives a file that could not be printed back, so that whoever tries next need not wait; if it is still held. */
export async function giveBackRendition(tx: Transaction, row: TakenRendition, error: string): Promise<void> {
  await tx.update(renditions).set(givenBack(error, 0)).where(held(row))
}

/** The frozen content of a version, and its document. */
export async function versionOnPaper(tx: Transaction, orgId: string, versionId: string) {
  const [row] = await versionToPrint(tx, { orgId, versionId })
  return row ?? null
}

const versionToPrint = prepared('version_to_print', (tx) =>
  tx
    .select({
      document: documents,
      version: {
        versionId: documentVersions.id,
        number: documentVersions.number,
        title: documentVersions.title,
        content: documentVersions.content,
        variables: documentVersions.variables,
        contentHash: documentVersions.contentHash,
        changeType: documentVersions.changeType,
      },
    })
    .from(documentVersions)
    .innerJoin(
      documents,
      and(eq(documents.orgId, documentVersions.orgId), eq(documents.id, documentVersions.documentId)),
    )
    .where(and(eq(documentVersions.orgId, given('orgId')), eq(documentVersions.id, given('versionId')))),
)

/** The signatures under a version, in the order in which they were given. */
export const signaturesOf = (tx: Transaction, orgId: string, versionId: string) =>
  signaturesOfVersion(tx, { orgId, versionId })

const signaturesOfVersion = prepared('signatures_of_version', (tx) =>
  tx
    .select({
      id: signoffs.id,
      name: signoffs.signerName,
      position: signoffs.signerPosition,
      onBehalfOf: signoffs.onBehalfOf,
      email: memberships.email,
      decidedAt: signoffs.decidedAt,
      confirmedBy: signoffs.confirmedBy,
    })
    .from(signoffs)
    .innerJoin(memberships, and(eq(memberships.orgId, signoffs.orgId), eq(memberships.id, signoffs.signerId)))
    // Who approves its publication or confirms its review does not sign the text.
    .innerJoin(
      approvalRounds,
      and(
        eq(approvalRounds.orgId, signoffs.orgId),
        eq(approvalRounds.id, signoffs.roundId),
        eq(approvalRounds.purpose, 'approval'),
      ),
    )
    .where(
      and(
        eq(signoffs.orgId, given('orgId')),
        eq(signoffs.versionId, given('versionId')),
        eq(signoffs.status, 'approved'),
      ),
    )
    .orderBy(asc(signoffs.decidedAt), asc(signoffs.id)),
)

/**
 * What stands around a text on paper: what the organization and the owner are called and the days are counted by, and, of
 * a version, what decides how it is called and dated.
 */
export async function printStatusOf(
  tx: Transaction,
  { orgId, ownerId }: Pick<DocumentRow, 'orgId' | 'ownerId'>,
  versionId: string | null,
) {
  const [row] = await printStatus(tx, { orgId, ownerId, versionId })
  if (!row) throw new Error('the organization is not visible in its own transaction')
  return row
}

const printStatus = prepared('print_status', (tx) =>
  tx
    .select({
      organization: { name: organizations.name, timeZone: organizations.timeZone },
      owner: { name: memberships.name, position: positionOf(memberships) },
      major: versionLabels.major,
      minor: versionLabels.minor,
      approvedAt: versionLabels.createdAt,
      effectiveFrom: publications.effectiveFrom,
      effectiveUntil: publications.effectiveUntil,
      round: approvalRounds.status,
      submitted: { label: approvalRounds.label, submission: approvalRounds.submission },
      wantedDate: approvalRounds.effectiveDate,
    })
    .from(organizations)
    .leftJoin(memberships, and(eq(memberships.orgId, organizations.id), eq(memberships.id, given('ownerId'))))
    .leftJoin(
      versionLabels,
      and(eq(versionLabels.orgId, organizations.id), sql`${versionLabels.versionId} = ${given('versionId')}`),
    )
    .leftJoin(
      publications,
      and(eq(publications.orgId, organizations.id), sql`${publications.versionId} = ${given('versionId')}`),
    )
    .leftJoin(
      approvalRounds,
      and(
        eq(approvalRounds.orgId, organizations.id),
        sql`${approvalRounds.versionId} = ${given('versionId')}`,
        eq(approvalRounds.purpose, 'approval'),
      ),
    )
    .where(eq(organizations.id, given('orgId')))
    .orderBy(sql`${publications.effectiveFrom} desc nulls last`)
    .limit(1),
)

const MOST_VERSIONS = 60

/** The versions that were approved, newest first, up to this number; null for all. */
export const approvedVersions = (
  tx: Transaction,
  { orgId, id }: Pick<DocumentRow, 'orgId' | 'id'>,
  upTo: number | null,
) =>
  tx
    .select({
      major: versionLabels.major,
      minor: versionLabels.minor,
      approvedAt: versionLabels.createdAt,
      summary: documentVersions.changeSummary,
      effectiveFrom: sql<Date | null>`(
        select min(p.effective_from) from publications p
        where p.org_id = ${versionLabels.orgId} and p.version_id = ${versionLabels.versionId})`.mapWith(
        publications.effectiveFrom,
      ),
    })
    .from(versionLabels)
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.orgId, versionLabels.orgId), eq(documentVersions.id, versionLabels.versionId)),
    )
    .where(
      and(
        eq(versionLabels.orgId, orgId),
        eq(versionLabels.documentId, id),
        upTo === null ? undefined : lte(documentVersions.number, upTo),
      ),
    )
    .orderBy(desc(documentVersions.number))
    .limit(MOST_VERSIONS)

/** The version that a new one replaces: the last that went into effect before. */
export async function publishedBefore(tx: Transaction, document: DocumentRow, versionNumber: number) {
  const [row] = await publishedBeforeVersion(tx, { orgId: document.orgId, documentId: document.id, versionNumber })
  return row ?? null
}

const publishedBeforeVersion = prepared('published_before_version', (tx) =>
  tx
    .select({ major: versionLabels.major, minor: versionLabels.minor, effectiveFrom: publications.effectiveFrom })
    .from(publications)
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.orgId, publications.orgId), eq(documentVersions.id, publications.versionId)),
    )
    .innerJoin(
      versionLabels,
      and(eq(versionLabels.orgId, publications.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .where(
      and(
        eq(publications.orgId, given('orgId')),
        eq(publications.documentId, given('documentId')),
        lt(documentVersions.number, given('versionNumber')),
      ),
    )
    .orderBy(desc(documentVersions.number))
    .limit(1),
)
