import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { campaignRecipients, checkAttempts, knowledgeChecks, memberships } from '#db/schema/index.ts'
import type { CampaignRow } from './campaigns.ts'

export type CheckRow = typeof knowledgeChecks.$inferSelect
export type AttemptRow = typeof checkAttempts.$inferSelect
type Which = Pick<CampaignRow, 'orgId' | 'id'>

export async function insertCheck(tx: Transaction, values: typeof knowledgeChecks.$inferInsert): Promise<CheckRow> {
  const [row] = await tx.insert(knowledgeChecks).values(values).returning()
  if (!row) throw new Error('the questions were not stored')
  return row
}

/** The questions about a document that were written last, or null. */
export async function newestCheck(tx: Transaction, orgId: string, documentId: string): Promise<CheckRow | null> {
  const [row] = await tx
    .select()
    .from(knowledgeChecks)
    .where(and(eq(knowledgeChecks.orgId, orgId), eq(knowledgeChecks.documentId, documentId)))
    .orderBy(desc(knowledgeChecks.id))
    .limit(1)
  return row ?? null
}

export async function findCheck(tx: Transaction, orgId: string, id: string): Promise<CheckRow> {
  const [row] = await tx
    .select()
    .from(knowledgeChecks)
    .where(and(eq(knowledgeChecks.orgId, orgId), eq(knowledgeChecks.id, id)))
  if (!row) throw new Error('the questions of a campaign are not there')
  return row
}

/** The attempts of one turn of a person, the first one first. There are never many. */
export const attemptsOf = (tx: Transaction, orgId: string, recipientId: string): Promise<AttemptRow[]> =>
  tx
    .select()
    .from(checkAttempts)
    .where(and(eq(checkAttempts.orgId, orgId), eq(checkAttempts.recipientId, recipientId)))
    .orderBy(asc(checkAttempts.number))

/** Whether one of the attempts of a turn has passed. */
export const hasPassed = async (tx: Transaction, orgId: string, recipientId: string): Promise<boolean> =>
  (await tx.$count(
    checkAttempts,
    and(eq(checkAttempts.orgId, orgId), eq(checkAttempts.recipientId, recipientId), checkAttempts.passed),
  )) > 0

export async function insertAttempt(tx: Transaction, values: typeof checkAttempts.$inferInsert): Promise<void> {
  await tx.insert(checkAttempts).values(values)
}

export async function grantAttempt(tx: Transaction, orgId: string, recipientId: string): Promise<void> {
  await tx
    .update(campaignRecipients)
    .set({ extraAttempts: sql`${campaignRecipients.extraAttempts} + 1` })
    .where(and(eq(campaignRecipients.orgId, orgId), eq(campaignRecipients.id, recipientId)))
}

/** How often each question was missed at first attempts, and how many such attempts there are. */
export async function missedFirst(tx: Transaction, { orgId, id }: Which) {
  const first = and(eq(checkAttempts.orgId, orgId), eq(checkAttempts.campaignId, id), sql`${checkAttempts.number} = 1`)
  const answered = await tx.$count(checkAttempts, first)
  const rows = await tx
    .select({ question: sql<string>`missed.question`, people: sql<number>`count(*)::int` })
    .from(checkAttempts)
    .innerJoin(sql`lateral jsonb_array_elements_text(${checkAttempts.missed}) as missed(question)`, sql`true`)
    .where(first)
    .groupBy(sql`missed.question`)
  return { answered, missed: new Map(rows.map(({ question, people }) => [question, people])) }
}

/** Who has used up their attempts and has not passed: all of a campaign, or those who report to one manager. */
const usedUp = ({ orgId, id }: Which, attempts: number, managerId: string | null) =>
  and(
    eq(campaignRecipients.orgId, orgId),
    eq(campaignRecipients.campaignId, id),
    campaignRecipients.current,
    isNull(campaignRecipients.completedAt),
    isNull(campaignRecipients.leftAt),
    managerId === null ? undefined : eq(memberships.managerId, managerId),
    sql`(select count(*) from check_attempts a where a.org_id = ${campaignRecipients.orgId}
      and a.recipient_id = ${campaignRecipients.id}) >= ${attempts}::int + ${campaignRecipients.extraAttempts}`,
    sql`not exists (select 1 from check_attempts a where a.org_id = ${campaignRecipients.orgId}
      and a.recipient_id = ${campaignRecipients.id} and a.passed)`,
  )

const ofMember = and(
  eq(memberships.orgId, campaignRecipients.orgId),
  eq(memberships.id, campaignRecipients.membershipId),
)

export async function countUsedUp(tx: Transaction, campaign: Which, attempts: number, managerId: string | null) {
  const [row] = await tx
    .select({ people: sql<number>`count(*)::int` })
    .from(campaignRecipients)
    .innerJoin(memberships, ofMember)
    .where(usedUp(campaign, attempts, managerId))
  return row?.people ?? 0
}

/** A page of them by name, with what they missed last. */
export const listUsedUp = (
  tx: Transaction,
  campaign: Which,
  attempts: number,
  managerId: string | null,
  { limit, offset }: Pick<PageOfRows, 'limit' | 'offset'>,
) =>
  tx
    .select({
      membershipId: memberships.id,
      name: memberships.name,
      missed: sql<string[]>`(select a.missed from check_attempts a where a.org_id = ${campaignRecipients.orgId}
        and a.recipient_id = ${campaignRecipients.id} order by a.number desc limit 1)`,
      made: sql<number>`(select count(*)::int from check_attempts a where a.org_id = ${campaignRecipients.orgId}
        and a.recipient_id = ${campaignRecipients.id})`,
    })
    .from(campaignRecipients)
    .innerJoin(memberships, ofMember)
    .where(usedUp(campaign, attempts, managerId))
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit)
    .offset(offset)

/** Who somebody reports to, and what they are called. */
export async function reportsTo(tx: Transaction, orgId: string, membershipId: string) {
  const [row] = await tx
    .select({ name: memberships.name, managerId: memberships.managerId })
    .from(memberships)
    .where(and(eq(memberships.orgId, orgId), eq(memberships.id, membershipId)))
  return row ?? null
}

/** The version that questions are written for: the approved one that is to take effect, else the one in effect. */
export async function versionToAskAbout(tx: Transaction, orgId: string, documentId: string, approved: boolean) {
  const { rows } = await tx.execute<{ id: string; number: number; label: string }>(sql`
    select v.id, v.number, l.major || '.' || l.minor as label
    from document_versions v join version_labels l on l.org_id = v.org_id and l.version_id = v.id
    where v.org_id = ${orgId} and v.document_id = ${documentId} and (${approved} or exists (
      select 1 from publications p where p.org_id = v.org_id and p.version_id = v.id and p.effective_until is null))
    order by v.number desc limit 1`)
  return rows[0] ?? null
}
