import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { approvalRounds, documents, invitations, memberships, organizations, publications } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { FirstSteps } from '#domain/organizations/first-steps.ts'
import { NOBODY, visibleTo } from './visibility.ts'

/** What of the first steps is done, as far as this reader may see it, and whether they were hidden. */
export async function findFirstSteps(
  tx: Transaction,
  orgId: string,
  reader: Reader,
): Promise<{ steps: FirstSteps; hidden: boolean } | null> {
  const me = reader.membershipId ?? NOBODY
  const readable = and(eq(documents.orgId, orgId), visibleTo(reader))
  const mine = sql`${memberships.orgId} = ${orgId} and ${memberships.id} = ${me}`
  const others = sql`${memberships.orgId} = ${orgId} and ${memberships.id} <> ${me}`
  const { rows } = await tx.execute<FirstSteps & { hidden: boolean }>(sql`select
    exists (select 1 from ${memberships} where ${mine} and ${memberships.positionTitle} is not null) as position,
    (exists (select 1 from ${invitations} where ${invitations.orgId} = ${orgId})
      or exists (select 1 from ${memberships} where ${others})) as invite,
    exists (select 1 from ${documents} where ${readable}) as document,
    exists (select 1 from ${approvalRounds}, ${documents} where ${readable}
      and ${approvalRounds.orgId} = ${orgId} and ${approvalRounds.documentId} = ${documents.id}) as submit,
    exists (select 1 from ${publications}, ${documents} where ${readable}
      and ${publications.orgId} = ${orgId} and ${publications.documentId} = ${documents.id}) as publish,
    coalesce((${organizations.settings} ->> 'firstStepsHidden')::boolean, false) as hidden
    from ${organizations} where ${organizations.id} = ${orgId}`)
  const [row] = rows
  if (!row) return null
  const { hidden, ...steps } = row
  return { steps, hidden }
}
