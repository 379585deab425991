import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import { concerns, isOwnOf, statusFor, titleFor, visibleTo } from './visibility.ts'

/** Somebody whose decision the running round waits for. */
export interface AwaitedSigner {
  signoffId: string
  signerId: string
  name: string
}

/**
 * What decides what a reader can do with each of these documents, all of them in one query. The text of a draft is not read
 * for it: its size says whether there is any.
 */
export const actionRows = (tx: Transaction, orgId: string, reader: Reader, ids: readonly string[]) =>
  tx
    .select({
      id: documents.id,
      identifier: documents.identifier,
      title: titleFor(reader),
      status: statusFor(reader),
      inEffect: documents.inEffect,
      publishAt: documents.publishAt,
      nextReviewDate: documents.nextReviewDate,
      own: isOwnOf(reader),
      entitled: reader.readsDrafts ? sql<boolean>`true` : sql<boolean>`(${concerns(reader)} is true)`,
      empty: sql<boolean>`not exists (select 1 from drafts f where f.org_id = documents.org_id
        and f.document_id = documents.id and octet_length(f.content) > 0)`,
      versions: sql<number>`coalesce((select max(v.number) from document_versions v where v.org_id = documents.org_id
        and v.document_id = documents.id), 0)::int`,
      roundRunning: sql<boolean>`exists (select 1 from approval_rounds r where r.org_id = documents.org_id
        and r.document_id = documents.id and r.status = 'running')`,
      awaited: sql<
        AwaitedSigner[]
      >`(select coalesce(json_agg(json_build_object('signoffId', s.id, 'signerId', s.signer_id,
          'name', m.name) order by m.name, s.id), '[]')
        from signoffs s join memberships m on m.org_id = s.org_id and m.id = s.signer_id
        where s.org_id = documents.org_id and s.document_id = documents.id and s.status = 'pending')`,
    })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), inArray(documents.id, [...ids]), visibleTo(reader)))

export type ActionRow = Awaited<ReturnType<typeof actionRows>>[number]
