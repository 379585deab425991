import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { acknowledgments, documents, documentVersions, reviews, signoffs, versionLabels } from '#db/schema/index.ts'
import type { ReviewOutcomeName } from '#domain/reviews/outcome.ts'
import { labelText } from './labels.ts'

/** One thing that a person has done: which row it is of, and when. The facts of a sign-off are read by its id. */
export type DoneRow = { id: string; at: Date } & (
  | { kind: 'signoff' }
  | ({ kind: 'review'; outcome: ReviewOutcomeName; note: string } & Subject)
  | ({ kind: 'acknowledgment' } & Subject)
)

/** Which text it was about, called as it was then. */
interface Subject {
  identifier: string
  title: string
  label: string
}

const signed = (orgId: string, me: string) =>
  sql`${signoffs} where ${signoffs.orgId} = ${orgId} and ${signoffs.signerId} = ${me} and ${signoffs.status} in ('approved', 'rejected')`
const reviewed = (orgId: string, me: string) => sql`${reviews.orgId} = ${orgId} and ${reviews.reviewerId} = ${me}`
const accepted = (orgId: string, me: string) =>
  sql`${acknowledgments.orgId} = ${orgId} and ${acknowledgments.membershipId} = ${me}`

/** How much a person has done: signed or rejected, reviewed, accepted. */
export async function countDone(tx: Transaction, orgId: string, me: string): Promise<number> {
  const { rows } = await tx.execute<{ total: number }>(sql`select (
      (select count(*) from ${signed(orgId, me)})
      + (select count(*) from ${reviews} where ${reviewed(orgId, me)})
      + (select count(*) from ${acknowledgments} where ${accepted(orgId, me)})
    )::int as total`)
  return rows[0]?.total ?? 0
}

/** A page of what a person has done, the newest first. */
export async function listDone(
  tx: Transaction,
  orgId: string,
  me: string,
  { limit, offset }: PageOfRows,
): Promise<DoneRow[]> {
  // The page is chosen from keys alone: only its own rows are joined with what they are about.
  const { rows } = await tx.execute<Omit<DoneRow, 'at'> & { at: string; [fact: string]: unknown }>(sql`
    select done.kind, done.id, done.at, ${documents.identifier} as identifier, ${documentVersions.title} as title,
      coalesce(${acknowledgments.label}, ${labelText}, '') as label, ${reviews.outcome} as outcome, ${reviews.note} as note
    from (
      select 'signoff' as kind, ${signoffs.id} as id, ${signoffs.decidedAt} as at from ${signed(orgId, me)}
      union all
      select 'review', ${reviews.id}, ${reviews.reviewedAt} from ${reviews} where ${reviewed(orgId, me)}
      union all
      select 'acknowledgment', ${acknowledgments.id}, ${acknowledgments.acceptedAt} from ${acknowledgments} where ${accepted(orgId, me)}
      order by at desc, id desc limit ${limit} offset ${offset}
    ) done
    left join ${reviews} on done.kind = 'review' and ${reviews.orgId} = ${orgId} and ${reviews.id} = done.id
    left join ${acknowledgments} on done.kind = 'acknowledgment' and ${acknowledgments.orgId} = ${orgId}
      and ${acknowledgments.id} = done.id
    left join ${documentVersions} on ${documentVersions.orgId} = ${orgId}
      and ${documentVersions.id} = coalesce(${reviews.versionId}, ${acknowledgments.versionId})
    left join ${documents} on ${documents.orgId} = ${orgId} and ${documents.id} = ${documentVersions.documentId}
    left join ${versionLabels} on ${versionLabels.orgId} = ${orgId} and ${versionLabels.versionId} = ${documentVersions.id}
    order by done.at desc, done.id desc`)
  return rows.map((row) => ({ ...row, at: new Date(row.at) }) as DoneRow)
}
