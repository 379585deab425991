import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/index.ts'
import type { AudiencePart } from '#domain/audiences/audience.ts'
import { isOpen } from '#domain/documents/classification.ts'
import { membersIn } from './audiences.ts'
import type { DocumentRow } from './documents.ts'

export type AskedDocument = Pick<DocumentRow, 'orgId' | 'id' | 'classification' | 'ownerId' | 'secondOwnerId'>

/** Whether a member may read the version in effect of a document. The other side of `visibleTo`. */
function mayRead({ orgId, id, classification, ownerId, secondOwnerId }: AskedDocument): SQL | undefined {
  if (isOpen(classification)) return undefined
  return or(
    sql`'compliance_manager' = any(${memberships.roles})`,
    eq(memberships.id, ownerId),
    secondOwnerId ? eq(memberships.id, secondOwnerId) : undefined,
    sql`exists (select 1 from document_readers r where r.org_id = ${orgId} and r.document_id = ${id} and r.membership_id = ${memberships.id})`,
    sql`exists (select 1 from signoffs s where s.org_id = ${orgId} and s.document_id = ${id} and s.signer_id = ${memberships.id})`,
  )
}

/** Whom a campaign asks: the active members of its audience who may read the document. */
export const isAsked = (document: AskedDocument, audience: readonly AudiencePart[]): SQL =>
  and(
    eq(memberships.orgId, document.orgId),
    eq(memberships.status, 'active'),
    sql`${memberships.id} in (${membersIn(document.orgId, audience)})`,
    mayRead(document),
  ) ?? sql`false`
