import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import {
  acknowledgments,
  campaignRecipients,
  campaigns,
  documents,
  documentVersions,
  memberships,
  publications,
  versionLabels,
} from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { labelText } from './labels.ts'
import { inEffectOfDocument } from './publications.ts'
import { NOBODY, signedTitle, visibleTo } from './visibility.ts'

export type AcknowledgmentRow = typeof acknowledgments.$inferSelect

/** Records an acceptance. @returns null when this turn of the person has one already */
export async function insertAcknowledgment(
  tx: Transaction,
  values: typeof acknowledgments.$inferInsert,
): Promise<AcknowledgmentRow | null> {
  const [row] = await tx
    .insert(acknowledgments)
    .values(values)
    .onConflictDoNothing({ target: [acknowledgments.orgId, acknowledgments.recipientId] })
    .returning()
  return row ?? null
}

/** The acceptance of one turn, or null. */
export async function acknowledgmentOf(
  tx: Transaction,
  orgId: string,
  recipientId: string,
): Promise<AcknowledgmentRow | null> {
  const [row] = await tx
    .select()
    .from(acknowledgments)
    .where(and(eq(acknowledgments.orgId, orgId), eq(acknowledgments.recipientId, recipientId)))
  return row ?? null
}

const lockInEffect = (tx: Transaction, orgId: string, documentId: string) =>
  tx
    .select({
      id: documentVersions.id,
      number: documentVersions.number,
      title: documentVersions.title,
      contentHash: documentVersions.contentHash,
      words: documentVersions.words,
      effectiveFrom: publications.effectiveFrom,
      label: labelText,
    })
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
      and(eq(publications.orgId, orgId), eq(publications.documentId, documentId), isNull(publications.effectiveUntil)),
    )
    .for('share', { of: publications })

/** The version in effect of a document, as it is accepted. It stays in effect until the end of the transaction. */
export async function versionToAccept(tx: Transaction, orgId: string, documentId: string) {
  const [row] = await lockInEffect(tx, orgId, documentId)
  if (row) return row
  // Whoever waited for a publication to commit sees its predecessor ended, and only with a new statement its own row.
  const [next] = await lockInEffect(tx, orgId, documentId)
  return next ?? null
}

export interface AcknowledgmentFilter {
  campaignId?: string
  membershipId?: string
  documentId?: string
}

const matching = (orgId: string, { campaignId, membershipId, documentId }: AcknowledgmentFilter): SQL | undefined =>
  and(
    eq(acknowledgments.orgId, orgId),
    campaignId ? eq(acknowledgments.campaignId, campaignId) : undefined,
    membershipId ? eq(acknowledgments.membershipId, membershipId) : undefined,
    documentId ? eq(acknowledgments.documentId, documentId) : undefined,
  )

/** Acceptances of documents that the reader may see, the newest first; `before` names the last one of the page before. */
export const listAcknowledgments = (
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: AcknowledgmentFilter,
  { limit, before }: { limit: number; before?: string },
) =>
  tx
    .select({ acknowledgment: acknowledgments, document: { identifier: documents.identifier, title: signedTitle } })
    .from(acknowledgments)
    .innerJoin(documents, and(eq(documents.orgId, acknowledgments.orgId), eq(documents.id, acknowledgments.documentId)))
    .where(and(matching(orgId, filter), before ? lt(acknowledgments.id, before) : undefined, visibleTo(reader)))
    .orderBy(desc(acknowledgments.id))
    .limit(limit)
export type ListedAcknowledgment = Awaited<ReturnType<typeof listAcknowledgments>>[number]

interface Whose {
  orgId: string
  /** Whose policies they are. */
  reader: Reader
}

/** What a person is to read: open campaigns that ask them, of documents in effect that they may read. */
const toRead = ({ orgId, reader }: Whose) =>
  and(
    eq(campaignRecipients.orgId, orgId),
    eq(campaignRecipients.membershipId, reader.membershipId ?? NOBODY),
    eq(campaignRecipients.current, true),
    isNull(campaignRecipients.completedAt),
    isNull(campaignRecipients.leftAt),
    sql`${campaigns.status} <> 'closed'`,
    visibleTo(reader),
  )

const withDocument = (tx: Transaction) =>
  tx
    .select({
      campaignId: campaigns.id,
      identifier: documents.identifier,
      title: signedTitle,
      label: labelText,
      words: documentVersions.words,
      turn: campaignRecipients.turn,
      dueAt: campaignRecipients.dueAt,
      escalatedAt: campaignRecipients.escalatedAt,
      askedBy: memberships.name,
      message: campaigns.message,
    })
    .from(campaignRecipients)
    .innerJoin(
      campaigns,
      and(eq(campaigns.orgId, campaignRecipients.orgId), eq(campaigns.id, campaignRecipients.campaignId)),
    )
    .innerJoin(documents, and(eq(documents.orgId, campaigns.orgId), eq(documents.id, campaigns.documentId)))
    .innerJoin(publications, inEffectOfDocument)
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.orgId, publications.orgId), eq(documentVersions.id, publications.versionId)),
    )
    .innerJoin(
      versionLabels,
      and(eq(versionLabels.orgId, publications.orgId), eq(versionLabels.versionId, publications.versionId)),
    )
    .innerJoin(memberships, and(eq(memberships.orgId, campaigns.orgId), eq(memberships.id, campaigns.launchedBy)))
    .$dynamic()

/** A page of what a person is to read and to accept, what is due first before the rest. */
export const listToRead = (tx: Transaction, whose: Whose, { limit, offset }: PageOfRows) =>
  withDocument(tx).where(toRead(whose)).orderBy(campaignRecipients.dueAt, campaigns.id).limit(limit).offset(offset)
export type ToRead = Awaited<ReturnType<typeof listToRead>>[number]

export async function countToRead(tx: Transaction, whose: Whose, now: Date): Promise<{ total: number; late: number }> {
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      late: sql<number>`count(*) filter (where ${campaignRecipients.dueAt} < ${now.toISOString()}::timestamptz)::int`,
    })
    .from(campaignRecipients)
    .innerJoin(
      campaigns,
      and(eq(campaigns.orgId, campaignRecipients.orgId), eq(campaigns.id, campaignRecipients.campaignId)),
    )
    .innerJoin(documents, and(eq(documents.orgId, campaigns.orgId), eq(documents.id, campaigns.documentId)))
    .innerJoin(publications, inEffectOfDocument)
    .where(toRead(whose))
  return row ?? { total: 0, late: 0 }
}

/** The last acceptance of each document by a person, of those in effect that they may read, with what is in effect now. */
const lastAccepted = ({ orgId, reader }: Whose, changed: boolean) => sql`
  select a.id, a.version_id, a.label, a.accepted_at, a.document_id, av.number as accepted_number,
    ${documents.identifier} as identifier, ${signedTitle} as title, v.number, v.change_type, v.change_summary,
    l.major || '.' || l.minor as label_now, p.effective_from
  from (select distinct on (document_id) * from acknowledgments
      where org_id = ${orgId} and membership_id = ${reader.membershipId ?? NOBODY}
      order by document_id, accepted_at desc, id desc) a
    join document_versions av on av.org_id = a.org_id and av.id = a.version_id
    join ${documents} on ${documents.orgId} = a.org_id and ${documents.id} = a.document_id
    join publications p on p.org_id = a.org_id and p.document_id = a.document_id and p.effective_until is null
    join document_versions v on v.org_id = a.org_id and v.id = p.version_id
    join version_labels l on l.org_id = a.org_id and l.version_id = p.version_id
  where ${visibleTo(reader)} and ${changed ? sql`p.version_id <> a.version_id` : sql`true`}`

export interface AcceptedDocument {
  id: string
  identifier: string
  title: string
  /** The version that was accepted. */
  label: string
  acceptedNumber: number
  acceptedAt: Date
  /** The version in effect. */
  labelNow: string
  number: number
  changeType: string
  changeSummary: string
  effectiveFrom: Date
}

type Raw = {
  id: string
  identifier: string
  title: string
  label: string
  accepted_number: number
  accepted_at: string
  label_now: string
  number: number
  change_type: string
  change_summary: string
  effective_from: string
}

/** A page of what a person has accepted last of each document, the newest first. @param changed only what has changed since */
export async function listAccepted(
  tx: Transaction,
  whose: Whose,
  changed: boolean,
  { limit, offset }: PageOfRows,
): Promise<AcceptedDocument[]> {
  const { rows } = await tx.execute<Raw>(
    sql`select * from (${lastAccepted(whose, changed)}) as accepted order by accepted_at desc, id desc limit ${limit} offset ${offset}`,
  )
  return rows.map((row) => ({
    id: row.id,
    identifier: row.identifier,
    title: row.title,
    label: row.label,
    acceptedNumber: row.accepted_number,
    acceptedAt: new Date(row.accepted_at),
    labelNow: row.label_now,
    number: row.number,
    changeType: row.change_type,
    changeSummary: row.change_summary,
    effectiveFrom: new Date(row.effective_from),
  }))
}

export async function countAccepted(tx: Transaction, whose: Whose): Promise<{ accepted: number; changed: number }> {
  const { rows } = await tx.execute<{ accepted: number; changed: number }>(
    sql`select count(*)::int as accepted, (count(*) filter (where label <> label_now))::int as changed
      from (${lastAccepted(whose, false)}) as accepted`,
  )
  return rows[0] ?? { accepted: 0, changed: 0 }
}
