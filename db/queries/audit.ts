import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { PLANNED_BY_VALUES } from '#db/preparing-client.ts'
import { approvalRounds, auditHeads, auditLog, documents, signoffs } from '#db/schema/index.ts'
import type { SubjectType } from '#domain/audit/action.ts'
import type { AuditAction } from '#domain/audit/actions.ts'
import type { Reader } from '#domain/documents/access.ts'
import { visibleTo } from './visibility.ts'

export interface AuditFilter {
  actions?: AuditAction[]
  actorId?: string
  documentId?: string
  /** A version of that document: entries about it, about its rounds and about their sign-offs. */
  versionId?: string
  from?: Date
  to?: Date
}

/** An entry about a document exists for whoever the document exists for; what is gone, only for readers of everything. */
const visibleEntry = (reader: Reader): SQL | undefined =>
  reader.readsEverything
    ? undefined
    : or(
        sql`${auditLog.documentId} is null`,
        sql`exists (select 1 from ${documents} where ${documents.orgId} = ${auditLog.orgId}
          and ${documents.id} = ${auditLog.documentId} and ${visibleTo(reader)})`,
      )

const aboutVersion = (orgId: string, versionId: string): SQL => sql`${auditLog.subjectId} in (
  select ${versionId}::uuid
  union all select id from ${approvalRounds} where ${approvalRounds.orgId} = ${orgId} and ${approvalRounds.versionId} = ${versionId}
  union all select id from ${signoffs} where ${signoffs.orgId} = ${orgId} and ${signoffs.versionId} = ${versionId})`

/** Entries that the reader may see, newest first; `before` is a sequence number. */
export const listAudit = (
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: AuditFilter,
  page: { limit: number; before?: number },
) =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        PLANNED_BY_VALUES,
        eq(auditLog.orgId, orgId),
        visibleEntry(reader),
        filter.actions?.length ? inArray(auditLog.action, filter.actions) : undefined,
        filter.actorId ? eq(auditLog.actorId, filter.actorId) : undefined,
        filter.documentId ? eq(auditLog.documentId, filter.documentId) : undefined,
        filter.versionId ? aboutVersion(orgId, filter.versionId) : undefined,
        filter.from ? gte(auditLog.at, filter.from) : undefined,
        filter.to ? lte(auditLog.at, filter.to) : undefined,
        page.before ? lt(auditLog.seq, page.before) : undefined,
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(page.limit)

/** Entries about one thing of a document, newest first. Who asks has made sure that the reader may see the document. */
export const listSubject = (
  tx: Transaction,
  orgId: string,
  { documentId, type, id }: { documentId: string; type: SubjectType; id: string },
  limit: number,
) =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.orgId, orgId),
        eq(auditLog.documentId, documentId),
        eq(auditLog.subjectType, type),
        eq(auditLog.subjectId, id),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(limit)

export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number]

/** What the documents of some entries are called now. */
export async function documentNames(tx: Transaction, orgId: string, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map<string, { identifier: string; title: string }>()
  const rows = await tx
    .select({ id: documents.id, identifier: documents.identifier, title: documents.title })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), inArray(documents.id, wanted)))
  return new Map(rows.map(({ id, ...name }) => [id, name]))
}

/** The chain from a sequence number on, in order: what the verifier walks. */
export const chainAfter = (tx: Transaction, orgId: string, seq: number, limit: number) =>
  tx
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.orgId, orgId), gt(auditLog.seq, seq)))
    .orderBy(asc(auditLog.seq))
    .limit(limit)

/** Where the chain ends, as its writers noted it in the transaction of the last row. */
export async function chainHead(tx: Transaction, orgId: string): Promise<{ seq: number; hash: string }> {
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.orgId, orgId))
  if (!head) throw new Error('the audit chain of the organization has no head')
  return head
}
