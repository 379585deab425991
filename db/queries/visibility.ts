import { and, eq, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { documents } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'

/** Who reads, in SQL: a membership, or the place where a prepared query is given it. */
type Me = string | Placeholder
/** The reader of a query; `membershipId` null: nobody. */
type QueryReader = Omit<Reader, 'membershipId'> & { membershipId: Me | null }

const isOwner = (me: Me): SQL => sql`${documents.ownerId} = ${me} or ${documents.secondOwnerId} = ${me}`

const isSigner = (me: Me): SQL =>
  sql`exists (select 1 from signoffs s where s.org_id = ${documents.orgId} and s.document_id = ${documents.id} and s.signer_id = ${me})`

const isNamedReader = (me: Me): SQL =>
  sql`exists (select 1 from document_readers r where r.org_id = ${documents.orgId} and r.document_id = ${documents.id} and r.membership_id = ${me})`

/** Whether a document is somebody's own, as the table of roles means it: its owners', and of who made it. */
export const ownedBy = (me: Me): SQL => sql`(${isOwner(me)} or ${documents.createdBy} = ${me})`

/** Nobody: no membership has this id. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Owners, whoever made it and whoever was asked to sign it: of them nothing that is under way is kept. */
export function concerns({ membershipId }: Pick<QueryReader, 'membershipId'>): SQL {
  const me = membershipId ?? NOBODY
  return sql`(${ownedBy(me)} or ${isSigner(me)})`
}

/**
 * The one condition under which a document exists for a reader, in every list, search, count and export.
 * Mirrors `mayRead` of domain/documents/access.ts; a property test holds the two together.
 */
export function visibleTo(reader: QueryReader): SQL {
  const me = reader.membershipId ?? NOBODY
  const classified = reader.readsEverything
    ? sql`true`
    : sql`(${documents.classification} in ('public', 'internal') or ${isOwner(me)} or ${isNamedReader(me)} or ${isSigner(me)})`
  const stage = reader.readsDrafts ? sql`true` : sql`(${documents.inEffect} or ${concerns(reader)})`
  return sql`(${classified} and ${stage})`
}

/** Whether a document is the reader's own. Says the same as `isOwn` of the services. */
export const isOwnOf = ({ membershipId }: Pick<QueryReader, 'membershipId'>): SQL<boolean> =>
  // Without a second owner the comparison with them is neither true nor false.
  sql<boolean>`(${ownedBy(membershipId ?? NOBODY)} is true)`

/**
 * The status for a reader. Who reads what is in effect does not learn that it is being revised, from no list, filter, count or
 * order, unless it is their own.
 */
export const statusFor = (reader: Pick<QueryReader, 'readsDrafts' | 'membershipId'>): SQL<DocumentStatus> =>
  reader.readsDrafts
    ? sql<DocumentStatus>`${documents.status}`
    : sql<DocumentStatus>`case when ${documents.inEffect} and not ${isOwnOf(reader)} then 'published' else ${documents.status} end`

/** By what a document goes for those who read what is in effect: the title that was signed. */
export const signedTitle = sql<string>`coalesce(${documents.effectiveTitle}, ${documents.title})`

/** What a document is called for a reader. The title of a draft is for those whose it is and readers of drafts. */
export const titleFor = ({ readsDrafts, membershipId }: Pick<Reader, 'readsDrafts' | 'membershipId'>): SQL<string> =>
  readsDrafts
    ? sql<string>`${documents.title}`
    : sql<string>`case when ${isOwnOf({ membershipId })} then ${documents.title} else ${signedTitle} end`

/**
 * Documents with which the reader has to do in person, found by their indexes. Beyond what everybody may read, nothing
 * else is visible to a reader, so this narrows `visibleTo` down before it looks at every document.
 */
export function relatedToReader(orgId: string, reader: Reader): SQL {
  const me = reader.membershipId ?? NOBODY
  return sql`${documents.id} in (
    select id from documents where org_id = ${orgId} and owner_id = ${me}
    union all select id from documents where org_id = ${orgId} and second_owner_id = ${me}
    union all select id from documents where org_id = ${orgId} and created_by = ${me}
    union all select r.document_id from document_readers r where r.org_id = ${orgId} and r.membership_id = ${me}
    union all select s.document_id from signoffs s where s.org_id = ${orgId} and s.signer_id = ${me})`
}

/** The closed documents that the reader sees as their owner, named reader or signer. There are few. */
export const closedOf = (orgId: string, reader: Reader): SQL | undefined =>
  and(
    eq(documents.orgId, orgId),
    sql`${documents.classification} in ('confidential', 'restricted')`,
    relatedToReader(orgId, reader),
    visibleTo(reader),
  )
