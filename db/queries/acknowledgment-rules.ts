import { and, desc, eq, ne } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { acknowledgmentRules, campaigns, documentVersions } from '#db/schema/index.ts'
import type { ChangeType } from '#domain/documents/status.ts'

export type AcknowledgmentRuleRow = typeof acknowledgmentRules.$inferSelect

const of = (orgId: string, documentId: string) =>
  and(eq(acknowledgmentRules.orgId, orgId), eq(acknowledgmentRules.documentId, documentId))

/** The standing rule of a document, or null. */
export async function findRule(
  tx: Transaction,
  orgId: string,
  documentId: string,
): Promise<AcknowledgmentRuleRow | null> {
  const [row] = await tx.select().from(acknowledgmentRules).where(of(orgId, documentId))
  return row ?? null
}

/** Sets the standing rule of a document in the place of the one it had. */
export async function putRule(tx: Transaction, rule: typeof acknowledgmentRules.$inferInsert): Promise<void> {
  const { orgId: _org, documentId: _document, ...changes } = rule
  await tx
    .insert(acknowledgmentRules)
    .values(rule)
    .onConflictDoUpdate({ target: [acknowledgmentRules.orgId, acknowledgmentRules.documentId], set: changes })
}

/** @returns whether there was one */
export async function deleteRule(tx: Transaction, orgId: string, documentId: string): Promise<boolean> {
  const rows = await tx
    .delete(acknowledgmentRules)
    .where(of(orgId, documentId))
    .returning({ id: acknowledgmentRules.documentId })
  return rows.length > 0
}

/** The campaigns of a document that are not closed, the oldest first. */
export const openCampaignsOf = (tx: Transaction, orgId: string, documentId: string) =>
  tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.orgId, orgId), eq(campaigns.documentId, documentId), ne(campaigns.status, 'closed')))
    .orderBy(campaigns.id)

/** How much the newest version of a document changes what came before; null before there is one. */
export async function newestChange(tx: Transaction, orgId: string, documentId: string): Promise<ChangeType | null> {
  const [row] = await tx
    .select({ changeType: documentVersions.changeType })
    .from(documentVersions)
    .where(and(eq(documentVersions.orgId, orgId), eq(documentVersions.documentId, documentId)))
    .orderBy(desc(documentVersions.number))
    .limit(1)
  return row?.changeType ?? null
}
