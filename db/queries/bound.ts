import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { departments, documents, groups, memberships } from '#db/schema/index.ts'
import type { AudiencePart, Standing } from '#domain/audiences/audience.ts'
import type { BoundState } from '#domain/bound/state.ts'
import type { Reader } from '#domain/documents/access.ts'
import { visibleTo } from './visibility.ts'

/** Who is asked about, at which moment, and who asks. */
export interface BoundQuestion {
  orgId: string
  at: Date
  /** Where the person stood at the moment. */
  standing: Standing
  reader: Reader
  /** Who asks for themselves sees each document that bound them by name, also what they may not open any more. */
  isOwn: boolean
}

const list = (values: readonly string[], type: 'text' | 'uuid'): SQL =>
  sql`${sql.param([...values])}::${sql.raw(type)}[]`

/** Whether a part of an audience has the person in it. Says the same as `isInAudience` of domain/audiences/audience.ts. */
const isInPart = ({ membershipId, roles, groupIds, departmentIds }: Standing): SQL => sql`
  case part ->> 'kind'
    when 'everyone' then true
    when 'role' then part ->> 'role' = any(${list(roles, 'text')})
    when 'group' then part ->> 'groupId' = any(${list(groupIds, 'text')})
    when 'department' then part ->> 'departmentId' = any(${list(departmentIds, 'text')})
    when 'people' then jsonb_exists(part -> 'membershipIds', ${membershipId})
    else false
  end`

/**
 * What bound a person at a moment, as it was recorded by then, as a table `bound`: the documents in effect in whose audience
 * they were, by any campaign that had been launched, with the request that counts and what they had accepted last.
 * A closed document binds whom it asked: who may read it is not kept as intervals.
 */
function boundRows({ orgId, at, standing, reader, isOwn }: BoundQuestion): SQL {
  const moment = sql`${at.toISOString()}::timestamptz`
  const me = sql`${standing.membershipId}::uuid`
  return sql`
    with binding as materialized (
      select c.id, c.document_id, coalesce(c.closed_at <= ${moment}, false) as is_over,
        (select jsonb_agg(part - 'membershipIds') from jsonb_array_elements(c.audience) part
          where ${isInPart(standing)}) as parts
      from campaigns c where c.org_id = ${orgId} and c.launched_at <= ${moment}
    ), turns as materialized (
      select b.document_id, b.id as campaign_id, r.id as recipient_id, r.turn,
        coalesce(past.asked_at, r.asked_at) as asked_at, coalesce(past.due_at, r.due_at) as due_at,
        coalesce(r.completed_at <= ${moment}, false) as is_done, b.is_over
      from binding b
      join campaign_recipients r on r.org_id = ${orgId} and r.campaign_id = b.id and r.membership_id = ${me}
      left join lateral (select p.asked_at, p.due_at from campaign_past_askings p
        where p.org_id = ${orgId} and p.recipient_id = r.id and p.valid_until > ${moment}
        order by p.valid_until limit 1) past on true
      where b.parts is not null and coalesce(past.asked_at, r.asked_at) <= ${moment}
    ), bound as (
      select ${documents.id} as document_id, ${documents.identifier} as identifier, (${visibleTo(reader)} is true) as may_open,
        p.version_id, p.effective_from, p.content_hash, t.campaign_id, t.asked_at, t.due_at, t.is_done,
        not t.is_done and not t.is_over as is_open,
        a.id as acceptance_id, a.version_id as accepted_version_id, a.label as accepted_label, a.accepted_at,
        a.content_hash as accepted_hash,
        case
          when not t.is_done and not t.is_over then case when t.due_at < ${moment} then 'overdue' else 'waiting' end
          when a.version_id = p.version_id then 'accepted'
          when t.is_done = false then 'not_accepted'
          when a.id is not null then 'accepted_earlier'
          else 'not_asked'
        end as state
      from publications p
      join ${documents} on ${documents.orgId} = p.org_id and ${documents.id} = p.document_id
      left join lateral (select * from turns t where t.document_id = p.document_id
        order by t.is_done or t.is_over, case when not (t.is_done or t.is_over) then t.due_at end, t.asked_at desc,
          t.recipient_id limit 1) t on true
      left join lateral (select a.id, a.version_id, a.label, a.accepted_at, a.content_hash from acknowledgments a
        where a.org_id = p.org_id and a.membership_id = ${me} and a.document_id = p.document_id
          and a.accepted_at <= ${moment}
        order by a.accepted_at desc, a.id desc limit 1) a on true
      where p.org_id = ${orgId} and p.effective_from <= ${moment}
        and (p.effective_until is null or p.effective_until > ${moment})
        and p.document_id in (select document_id from binding where parts is not null)
        and (${documents.classification} in ('public', 'internal') or t.asked_at is not null)
        and ${isOwn ? sql`true` : visibleTo(reader)}
    )`
}

/** How many documents bound a person, by how they stood towards each. */
export async function countBound(
  tx: Transaction,
  question: BoundQuestion,
): Promise<Partial<Record<BoundState, number>>> {
  const { rows } = await tx.execute<{ state: BoundState; documents: number }>(
    sql`${boundRows(question)} select state, count(*)::int as documents from bound group by state`,
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.documents]))
}

/** A part of an audience, without the people whom it names. */
export interface BindingPart {
  kind: AudiencePart['kind']
  role?: string
  groupId?: string
  departmentId?: string
}

/** A document that bound somebody, as it stood then. */
export interface BoundDocument {
  documentId: string
  identifier: string
  title: string
  versionId: string
  number: number
  label: string
  contentHash: string
  effectiveFrom: Date
  state: BoundState
  /** Whether who asks may open the document today. */
  mayOpen: boolean
  /** The parts of audiences in which the person was. */
  parts: BindingPart[]
  /** The request that counts: an open one before one that is over. */
  asked: { campaignId: string; askedAt: Date; dueAt: Date; open: boolean } | null
  /** What the person had accepted last of the document. */
  acceptance: { id: string; versionId: string; label: string; acceptedAt: Date; contentHash: string } | null
}

type Raw = {
  document_id: string
  identifier: string
  title: string
  version_id: string
  number: number
  label: string
  content_hash: string
  effective_from: string
  state: BoundState
  may_open: boolean
  parts: BindingPart[]
  campaign_id: string | null
  asked_at: string
  due_at: string
  is_open: boolean
  acceptance_id: string | null
  accepted_version_id: string
  accepted_label: string
  accepted_at: string
  accepted_hash: string
}

/** A page of the documents that bound a person, by identifier. */
export async function listBound(
  tx: Transaction,
  question: BoundQuestion,
  { limit, offset }: Pick<PageOfRows, 'limit' | 'offset'>,
): Promise<BoundDocument[]> {
  const { rows } = await tx.execute<Raw>(sql`${boundRows(question)}
    select b.*, v.title, v.number, l.major || '.' || l.minor as label,
      (select jsonb_agg(distinct part) from binding, jsonb_array_elements(binding.parts) part
        where binding.document_id = b.document_id) as parts
    from (select * from bound order by identifier limit ${limit} offset ${offset}) b
    join document_versions v on v.org_id = ${question.orgId} and v.id = b.version_id
    join version_labels l on l.org_id = ${question.orgId} and l.version_id = b.version_id
    order by b.identifier`)
  return rows.map((row) => ({
    documentId: row.document_id,
    identifier: row.identifier,
    title: row.title,
    versionId: row.version_id,
    number: row.number,
    label: row.label,
    contentHash: row.content_hash,
    effectiveFrom: new Date(row.effective_from),
    state: row.state,
    mayOpen: row.may_open,
    parts: row.parts,
    asked: row.campaign_id === null ? null : askedIn({ ...row, campaign_id: row.campaign_id }),
    acceptance: row.acceptance_id === null ? null : acceptanceIn({ ...row, acceptance_id: row.acceptance_id }),
  }))
}

const askedIn = (row: Raw & { campaign_id: string }) => ({
  campaignId: row.campaign_id,
  askedAt: new Date(row.asked_at),
  dueAt: new Date(row.due_at),
  open: row.is_open,
})

const acceptanceIn = (row: Raw & { acceptance_id: string }) => ({
  id: row.acceptance_id,
  versionId: row.accepted_version_id,
  label: row.accepted_label,
  acceptedAt: new Date(row.accepted_at),
  contentHash: row.accepted_hash,
})

/** A person, also one who has left. */
export async function findPerson(tx: Transaction, orgId: string, membershipId: string) {
  const [row] = await tx
    .select({
      id: memberships.id,
      name: memberships.name,
      positionTitle: memberships.positionTitle,
      createdAt: memberships.createdAt,
      removedAt: memberships.removedAt,
    })
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, membershipId)))
  return row ?? null
}

/** What groups and departments are called today, also those that are retired. */
export async function placeNames(tx: Transaction, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from ${groups} where org_id = ${orgId} and id = any(${list(ids, 'uuid')})
    union all select id, name from ${departments} where org_id = ${orgId} and id = any(${list(ids, 'uuid')})`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
