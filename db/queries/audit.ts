import { and, asc, desc, eq, gt, gte, inArray, lt, lte } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { auditHeads, auditLog } from '#db/schema/index.ts'
import type { AuditAction } from '#domain/audit.ts'

export interface AuditFilter {
  actions?: AuditAction[]
  actorId?: string
  documentId?: string
  from?: Date
  to?: Date
}

/** Entries, newest first; `before` is a sequence number. */
export const listAudit = (
  tx: Transaction,
  orgId: string,
  filter: AuditFilter,
  page: { limit: number; before?: number },
) =>
  tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.orgId, orgId),
        filter.actions?.length ? inArray(auditLog.action, filter.actions) : undefined,
        filter.actorId ? eq(auditLog.actorId, filter.actorId) : undefined,
        filter.documentId ? eq(auditLog.documentId, filter.documentId) : undefined,
        filter.from ? gte(auditLog.at, filter.from) : undefined,
        filter.to ? lte(auditLog.at, filter.to) : undefined,
        page.before ? lt(auditLog.seq, page.before) : undefined,
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(page.limit)

export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number]

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
