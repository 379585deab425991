import { and, count, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { campaigns, documents, memberships, outbox, processFailures, versionLabels } from '#db/schema/index.ts'
import type { CampaignStatus } from '#domain/campaigns/campaign.ts'
import type { Reader } from '#domain/documents/access.ts'
import { labelText } from './labels.ts'
import type { Condition, UnderWay } from './processes.ts'
import { signedTitle, visibleTo } from './visibility.ts'

export type CampaignRow = typeof campaigns.$inferSelect

export async function insertCampaign(tx: Transaction, values: typeof campaigns.$inferInsert): Promise<CampaignRow> {
  const [row] = await tx.insert(campaigns).values(values).returning()
  if (!row) throw new Error('the campaign was not stored')
  return row
}

const one = (orgId: string, id: string) => and(eq(campaigns.orgId, orgId), eq(campaigns.id, id))

/** A campaign whose document the reader may see, or null. */
export async function findCampaign(tx: Transaction, orgId: string, reader: Reader, id: string) {
  const [row] = await listing(tx).where(and(one(orgId, id), visibleTo(reader)))
  return row ?? null
}
export type CampaignInList = NonNullable<Awaited<ReturnType<typeof findCampaign>>>

/** A campaign, locked until the end of the transaction: nobody accepts in it or closes it meanwhile. */
export async function lockCampaign(tx: Transaction, orgId: string, id: string): Promise<CampaignRow | null> {
  const [row] = await tx.select().from(campaigns).where(one(orgId, id)).for('update')
  return row ?? null
}

/** A campaign that stays open until the end of the transaction, however many others hold it so; null when it is closed. */
export async function holdOpen(tx: Transaction, orgId: string, id: string): Promise<CampaignRow | null> {
  const [row] = await tx
    .select()
    .from(campaigns)
    .where(and(one(orgId, id), ne(campaigns.status, 'closed')))
    .for('share')
  return row ?? null
}

export async function updateCampaign(
  tx: Transaction,
  { orgId, id }: Pick<CampaignRow, 'orgId' | 'id'>,
  changes: Partial<CampaignRow>,
): Promise<void> {
  await tx.update(campaigns).set(changes).where(one(orgId, id))
}

export interface CampaignFilter {
  statuses?: CampaignStatus[]
  documentId?: string
}

const matching = (orgId: string, reader: Reader, { statuses, documentId }: CampaignFilter): SQL | undefined =>
  and(
    eq(campaigns.orgId, orgId),
    statuses?.length ? inArray(campaigns.status, statuses) : undefined,
    documentId ? eq(campaigns.documentId, documentId) : undefined,
    visibleTo(reader),
  )

const current = (state: SQL) =>
  sql<number>`(select count(*)::int from campaign_recipients r where r.org_id = ${campaigns.orgId}
    and r.campaign_id = ${campaigns.id} and r.current and r.left_at is null and ${state})`

const listing = (tx: Transaction) =>
  tx
    .select({
      campaign: campaigns,
      document: {
        id: documents.id,
        identifier: documents.identifier,
        title: signedTitle,
        status: documents.status,
        classification: documents.classification,
        ownerId: documents.ownerId,
        secondOwnerId: documents.secondOwnerId,
      },
      label: labelText,
      launchedByName: memberships.name,
      asked: current(sql`true`),
      accepted: current(sql`r.completed_at is not null`),
    })
    .from(campaigns)
    .innerJoin(documents, and(eq(documents.orgId, campaigns.orgId), eq(documents.id, campaigns.documentId)))
    .innerJoin(
      versionLabels,
      and(eq(versionLabels.orgId, campaigns.orgId), eq(versionLabels.versionId, campaigns.versionId)),
    )
    .innerJoin(memberships, and(eq(memberships.orgId, campaigns.orgId), eq(memberships.id, campaigns.launchedBy)))
    .$dynamic()

/** A page of campaigns with how far they have come, the newest first. */
export function listCampaigns(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: CampaignFilter,
  { limit, offset, after }: PageOfRows,
) {
  const place = sql`(select c.launched_at, c.id from campaigns c where c.org_id = ${orgId} and c.id = ${after ?? orgId})`
  return listing(tx)
    .where(
      and(
        matching(orgId, reader, filter),
        after ? sql`(${campaigns.launchedAt}, ${campaigns.id}) < ${place}` : undefined,
      ),
    )
    .orderBy(desc(campaigns.launchedAt), desc(campaigns.id))
    .limit(limit)
    .offset(offset)
}

export async function countCampaigns(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  filter: CampaignFilter,
): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(campaigns)
    .innerJoin(documents, and(eq(documents.orgId, campaigns.orgId), eq(documents.id, campaigns.documentId)))
    .where(matching(orgId, reader, filter))
  return row?.total ?? 0
}

/** The ids of campaigns of an organization that are not closed; of one document where one is named. */
export async function openCampaignIds(tx: Transaction, orgId: string, documentId?: string): Promise<string[]> {
  const rows = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.orgId, orgId),
        ne(campaigns.status, 'closed'),
        documentId ? eq(campaigns.documentId, documentId) : undefined,
      ),
    )
    .orderBy(campaigns.id)
  return rows.map(({ id }) => id)
}

/** Campaigns whose process should be running, over all organizations; see `roundsUnderWay`. */
export async function campaignsUnderWay(
  tx: Transaction,
  workflowId: (campaignId: string) => string,
  { after, limit }: { after: UnderWay | null; limit: number },
): Promise<UnderWay[]> {
  const { rows } = await tx.execute<{ org_id: string; id: string }>(sql`
    select c.org_id, c.id from ${campaigns} c
    where c.status <> 'closed'
      and ${after ? sql`(c.org_id, c.id) > (${after.orgId}::uuid, ${after.subjectId}::uuid)` : sql`true`}
      and not exists (select from ${processFailures} f
        where f.org_id = c.org_id and f.process = 'campaign' and f.subject_id = c.id and f.closed_at is null)
      and not exists (select from ${outbox} o where o.queue = ${workflowId('')} || c.id and o.delivered_at is null)
    order by c.org_id, c.id limit ${limit}`)
  return rows.map(({ org_id: orgId, id }) => ({ orgId, subjectId: id, workflowId: workflowId(id) }))
}

/** Whether a message of the outbox was for the process of a campaign that is not closed. */
export const messageOfOpenCampaign = (workflowId: (campaignId: string) => string): Condition =>
  sql`exists (select from ${campaigns} c where c.org_id = ${outbox.orgId} and c.status <> 'closed'
    and ${workflowId('')} || c.id = ${outbox.queue})`
