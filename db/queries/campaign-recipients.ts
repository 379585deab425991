import { and, asc, eq, isNull, not, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { campaignRecipients, departments, memberships } from '#db/schema/index.ts'
import type { AudiencePart } from '#domain/audiences/audience.ts'
import type { ReaderState } from '#domain/campaigns/campaign.ts'
import type { OpenReader } from '#domain/campaigns/schedule.ts'
import { type AskedDocument, isAsked } from './campaign-audience.ts'
import type { CampaignRow } from './campaigns.ts'
import { positionOf } from './memberships.ts'

export type RecipientRow = typeof campaignRecipients.$inferSelect
type Which = Pick<CampaignRow, 'orgId' | 'id'>
/** A campaign with the document that it asks about. */
export interface Asking {
  campaign: Pick<CampaignRow, 'orgId' | 'id' | 'audience'>
  document: AskedDocument
}

const of = ({ orgId, id }: Which) =>
  and(eq(campaignRecipients.orgId, orgId), eq(campaignRecipients.campaignId, id), eq(campaignRecipients.current, true))
const isOpenRow = and(isNull(campaignRecipients.completedAt), isNull(campaignRecipients.leftAt))
const ofMember = and(
  eq(campaignRecipients.orgId, memberships.orgId),
  eq(campaignRecipients.membershipId, memberships.id),
)

/** How many people an audience has, and a page of them by name. */
export const countAudience = (tx: Transaction, document: AskedDocument, audience: readonly AudiencePart[]) =>
  tx.$count(memberships, isAsked(document, audience))

export const listAudience = (
  tx: Transaction,
  document: AskedDocument,
  audience: readonly AudiencePart[],
  { limit, offset }: Pick<PageOfRows, 'limit' | 'offset'>,
) =>
  tx
    .select({ id: memberships.id, name: memberships.name, positionTitle: positionOf(memberships) })
    .from(memberships)
    .where(isAsked(document, audience))
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit)
    .offset(offset)

/** Members of the audience who were never asked by this campaign. */
export async function notAskedYet(tx: Transaction, { campaign, document }: Asking, limit: number) {
  return tx
    .select({ id: memberships.id, name: memberships.name })
    .from(memberships)
    .where(
      and(
        isAsked(document, campaign.audience),
        sql`not exists (select 1 from campaign_recipients r where r.org_id = ${campaign.orgId}
          and r.campaign_id = ${campaign.id} and r.membership_id = ${memberships.id} and r.current)`,
      ),
    )
    .orderBy(asc(memberships.id))
    .limit(limit)
}

export interface NewRecipients {
  /** Ids of the rows, one for each member. */
  ids: readonly string[]
  membershipIds: readonly string[]
  askedAt: Date
  dueAt: Date
  joined: boolean
}

/** Asks members for the first time, in one statement. */
export async function insertRecipients(
  tx: Transaction,
  { orgId, id }: Which,
  { ids, membershipIds, askedAt, dueAt, joined }: NewRecipients,
): Promise<void> {
  await tx.execute(sql`
    insert into campaign_recipients (org_id, id, campaign_id, membership_id, asked_at, due_at, joined)
    select ${orgId}::uuid, one.id, ${id}::uuid, one.membership_id, ${askedAt.toISOString()}::timestamptz,
      ${dueAt.toISOString()}::timestamptz, ${joined}
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(membershipIds)}::uuid[]) as one (id, membership_id)
    on conflict do nothing`)
}

/** Those who have left the audience: they are counted no more. What they accepted stays. */
export const takeOut = (tx: Transaction, { campaign, document }: Asking, at: Date) =>
  tx
    .update(campaignRecipients)
    .set({ leftAt: at })
    .from(memberships)
    .where(and(of(campaign), isNull(campaignRecipients.leftAt), ofMember, not(isAsked(document, campaign.audience))))
    .returning({ name: memberships.name, completedAt: campaignRecipients.completedAt })

/** Those who had left the audience and are back. Who had not accepted is asked anew. */
export const takeBack = (tx: Transaction, { campaign, document }: Asking, { at, dueAt }: { at: Date; dueAt: Date }) =>
  tx
    .update(campaignRecipients)
    .set({
      leftAt: null,
      ...keepingOfCompleted({ askedAt: at, dueAt }),
    })
    .from(memberships)
    .where(
      and(of(campaign), sql`${campaignRecipients.leftAt} is not null`, ofMember, isAsked(document, campaign.audience)),
    )
    .returning({ id: memberships.id, name: memberships.name, completedAt: campaignRecipients.completedAt })

const keepingOfCompleted = ({ askedAt, dueAt }: { askedAt: Date; dueAt: Date }) => ({
  askedAt: sql`case when ${campaignRecipients.completedAt} is null then ${askedAt.toISOString()}::timestamptz else ${campaignRecipients.askedAt} end`,
  dueAt: sql`case when ${campaignRecipients.completedAt} is null then ${dueAt.toISOString()}::timestamptz else ${campaignRecipients.dueAt} end`,
})

/** Whose acceptance has had its time: before a moment, or so many months ago; or that of one person, however new. */
export type Repeated = { before: Date } | { months: number; at: Date } | { membershipId: string }

function isRepeated(repeated: Repeated): SQL {
  if ('before' in repeated) return sql`${campaignRecipients.askedAt} < ${repeated.before.toISOString()}::timestamptz`
  if ('membershipId' in repeated) return eq(campaignRecipients.membershipId, repeated.membershipId)
  return sql`${campaignRecipients.completedAt} + make_interval(months => ${repeated.months}) <= ${repeated.at.toISOString()}::timestamptz`
}

/** Those of a campaign who accepted and are to be asked again. */
export const toRepeat = (tx: Transaction, campaign: Which, repeated: Repeated, limit: number) =>
  tx
    .select({ id: campaignRecipients.membershipId, name: memberships.name })
    .from(campaignRecipients)
    .innerJoin(memberships, ofMember)
    .where(
      and(
        of(campaign),
        sql`${campaignRecipients.completedAt} is not null`,
        isNull(campaignRecipients.leftAt),
        isRepeated(repeated),
      ),
    )
    .orderBy(asc(campaignRecipients.membershipId))
    .limit(limit)

/** Begins the next turn of members, in one statement. */
export async function insertNextTurn(
  tx: Transaction,
  { orgId, id }: Which,
  { ids, membershipIds, askedAt, dueAt }: Omit<NewRecipients, 'joined'>,
): Promise<void> {
  await tx.execute(sql`
    with one as (select * from unnest(${sql.param(ids)}::uuid[], ${sql.param(membershipIds)}::uuid[]) as one (id, membership_id)),
    before as (
      update campaign_recipients r set current = false from one
      where r.org_id = ${orgId}::uuid and r.campaign_id = ${id}::uuid and r.membership_id = one.membership_id and r.current
      returning r.membership_id, r.turn, r.joined)
    insert into campaign_recipients (org_id, id, campaign_id, membership_id, turn, asked_at, due_at, joined)
    select ${orgId}::uuid, one.id, ${id}::uuid, membership_id, before.turn + 1, ${askedAt.toISOString()}::timestamptz,
      ${dueAt.toISOString()}::timestamptz, before.joined
    from before join one using (membership_id)`)
}

/** Those who have not accepted, in groups of whom the same was asked and who were sent the same. */
export const openGroups = (tx: Transaction, campaign: Which): Promise<OpenReader[]> =>
  tx
    .selectDistinct({
      askedAt: campaignRecipients.askedAt,
      dueAt: campaignRecipients.dueAt,
      lastRemindedAt: campaignRecipients.lastRemindedAt,
      escalatedAt: campaignRecipients.escalatedAt,
    })
    .from(campaignRecipients)
    .where(and(of(campaign), isOpenRow))
    .orderBy(asc(campaignRecipients.askedAt), asc(campaignRecipients.dueAt))

const same = (column: SQL | typeof campaignRecipients.askedAt, at: Date | null): SQL =>
  sql`${column} is not distinct from ${at?.toISOString() ?? null}::timestamptz`

const ofGroup = (campaign: Which, { askedAt, dueAt, lastRemindedAt, escalatedAt }: OpenReader) =>
  and(
    of(campaign),
    isOpenRow,
    same(campaignRecipients.askedAt, askedAt),
    same(campaignRecipients.dueAt, dueAt),
    same(sql`${campaignRecipients.lastRemindedAt}`, lastRemindedAt),
    same(sql`${campaignRecipients.escalatedAt}`, escalatedAt),
  )

/** Some rows of those that a condition names: an update has no limit of its own. */
const some = (tx: Transaction, condition: SQL | undefined, limit: number) =>
  sql`${campaignRecipients.id} in (${tx.select({ id: campaignRecipients.id }).from(campaignRecipients).where(condition).orderBy(asc(campaignRecipients.id)).limit(limit)})`

const reminded = (at: Date) => ({ reminders: sql`${campaignRecipients.reminders} + 1`, lastRemindedAt: at })

/** Notes that a group was reminded, up to a limit. @returns whom */
export const markReminded = (tx: Transaction, campaign: Which, group: OpenReader, at: Date, limit: number) =>
  tx
    .update(campaignRecipients)
    .set(reminded(at))
    .from(memberships)
    .where(and(eq(campaignRecipients.orgId, campaign.orgId), some(tx, ofGroup(campaign, group), limit), ofMember))
    .returning({ id: memberships.id, name: memberships.name, dueAt: campaignRecipients.dueAt })

/** Notes that all were reminded who have not accepted and were not reminded since a moment. @returns whom */
export const markAllReminded = (tx: Transaction, campaign: Which, since: Date, at: Date, limit: number) =>
  tx
    .update(campaignRecipients)
    .set(reminded(at))
    .from(memberships)
    .where(
      and(
        eq(campaignRecipients.orgId, campaign.orgId),
        some(
          tx,
          and(
            of(campaign),
            isOpenRow,
            sql`coalesce(${campaignRecipients.lastRemindedAt}, ${campaignRecipients.askedAt}) < ${since.toISOString()}::timestamptz`,
          ),
          limit,
        ),
        ofMember,
      ),
    )
    .returning({ id: memberships.id, name: memberships.name, dueAt: campaignRecipients.dueAt })

/** Notes that a group was escalated, up to a limit. @returns whom, with the manager who is to be notified */
export const markEscalated = (tx: Transaction, campaign: Which, group: OpenReader, at: Date, limit: number) =>
  tx
    .update(campaignRecipients)
    .set({ escalatedAt: at })
    .from(memberships)
    .where(and(eq(campaignRecipients.orgId, campaign.orgId), some(tx, ofGroup(campaign, group), limit), ofMember))
    .returning({ name: memberships.name, managerId: memberships.managerId })

/** Moves the due date of those who have not accepted and had the same one. */
export async function moveDue(
  tx: Transaction,
  campaign: Which,
  { from, to, at }: { from: Date; to: Date; at: Date },
): Promise<void> {
  await tx
    .update(campaignRecipients)
    .set({ dueAt: to, dueMovedAt: at, escalatedAt: null })
    .where(and(of(campaign), isOpenRow, eq(campaignRecipients.dueAt, from)))
}

/** How far a campaign has come. People who left are not counted. */
export async function progressOf(tx: Transaction, campaign: Which, now: Date) {
  const [row] = await tx
    .select({
      asked: sql<number>`count(*) filter (where left_at is null)::int`,
      accepted: sql<number>`count(*) filter (where left_at is null and completed_at is not null)::int`,
      reading: sql<number>`count(*) filter (where left_at is null and completed_at is null and opened_at is not null)::int`,
      late: sql<number>`count(*) filter (where left_at is null and completed_at is null and due_at < ${now.toISOString()}::timestamptz)::int`,
      joined: sql<number>`count(*) filter (where joined)::int`,
      left: sql<number>`count(*) filter (where left_at is not null)::int`,
    })
    .from(campaignRecipients)
    .where(of(campaign))
  if (!row) throw new Error('a count has one row')
  return row
}
export type Progress = Awaited<ReturnType<typeof progressOf>>

const MOST_DEPARTMENTS = 50

/** How far each department has come, the largest first; the one without a name are people of no department. */
export const progressByDepartment = (tx: Transaction, campaign: Which) =>
  tx
    .select({
      id: departments.id,
      name: departments.name,
      asked: sql<number>`count(*)::int`,
      accepted: sql<number>`(count(*) filter (where ${campaignRecipients.completedAt} is not null))::int`,
    })
    .from(campaignRecipients)
    .innerJoin(memberships, ofMember)
    .leftJoin(departments, and(eq(departments.orgId, memberships.orgId), eq(departments.id, memberships.departmentId)))
    .where(and(of(campaign), isNull(campaignRecipients.leftAt)))
    .groupBy(departments.id, departments.name)
    .orderBy(sql`count(*) desc`, asc(departments.name))
    .limit(MOST_DEPARTMENTS)

/** Whether at most so many are left who have not accepted, without counting more of them. */
export async function fewAreOpen(tx: Transaction, campaign: Which, most: number): Promise<boolean> {
  const rows = await tx
    .select({ id: campaignRecipients.id })
    .from(campaignRecipients)
    .where(and(of(campaign), isOpenRow))
    .limit(most + 1)
  return rows.length <= most
}

/** Which people of a campaign are listed; null: all who are counted. */
export type PeopleShown = ReaderState | 'late' | null

function isShown(show: PeopleShown, now: Date): SQL | undefined {
  const { completedAt, leftAt, openedAt, dueAt } = campaignRecipients
  if (show === 'left') return sql`${leftAt} is not null`
  if (show === 'accepted') return and(isNull(leftAt), sql`${completedAt} is not null`)
  if (show === 'late') return and(isOpenRow, sql`${dueAt} < ${now.toISOString()}::timestamptz`)
  if (show === 'reading') return and(isOpenRow, sql`${openedAt} is not null`)
  if (show === 'not_opened') return and(isOpenRow, isNull(openedAt))
  return isNull(leftAt)
}

export const countPeople = (tx: Transaction, campaign: Which, show: PeopleShown, now: Date): Promise<number> =>
  tx.$count(campaignRecipients, and(of(campaign), isShown(show, now)))

/** A page of the people of a campaign with how far each is: who is due first stands first. */
export const listPeople = (
  tx: Transaction,
  campaign: Which,
  show: PeopleShown,
  now: Date,
  { limit, offset }: Pick<PageOfRows, 'limit' | 'offset'>,
) =>
  tx
    .select({
      recipient: campaignRecipients,
      name: memberships.name,
      email: memberships.email,
      positionTitle: positionOf(memberships),
      managerName: sql<
        string | null
      >`(select m.name from memberships m where m.org_id = ${memberships.orgId} and m.id = ${memberships.managerId})`,
    })
    .from(campaignRecipients)
    .innerJoin(memberships, ofMember)
    .where(and(of(campaign), isShown(show, now)))
    .orderBy(asc(campaignRecipients.dueAt), asc(memberships.name), asc(memberships.id))
    .limit(limit)
    .offset(offset)
export type PersonAsked = Awaited<ReturnType<typeof listPeople>>[number]

/** The current turn of a member, locked: two answers of one person come one after the other. */
export async function lockRecipient(
  tx: Transaction,
  { orgId, id }: Which,
  membershipId: string,
): Promise<RecipientRow | null> {
  const [row] = await tx
    .select()
    .from(campaignRecipients)
    .where(and(of({ orgId, id }), eq(campaignRecipients.membershipId, membershipId)))
    .for('update')
  return row ?? null
}

export async function markRecipient(
  tx: Transaction,
  { orgId, id }: Pick<RecipientRow, 'orgId' | 'id'>,
  changes: Pick<Partial<RecipientRow>, 'completedAt' | 'openedAt'>,
): Promise<void> {
  await tx
    .update(campaignRecipients)
    .set(changes)
    .where(and(eq(campaignRecipients.orgId, orgId), eq(campaignRecipients.id, id)))
}
