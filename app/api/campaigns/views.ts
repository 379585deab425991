import { z } from 'zod'
import { CAMPAIGN_ENDINGS, CAMPAIGN_STATUSES, RECURRENCES } from '#domain/campaigns/campaign.ts'
import { AudienceInput } from '#services/audiences/input.ts'
import type { Services } from '#services/index.ts'
import { DocumentName, id, instant, iso, isoOrNull } from '../common/views.ts'

type Listed = Awaited<ReturnType<Services['campaigns']['list']>>['rows'][number]
type Found = Awaited<ReturnType<Services['campaigns']['get']>>
type Asked = Awaited<ReturnType<Services['campaigns']['people']>>['rows'][number]
type Accepted = Awaited<ReturnType<Services['campaigns']['acknowledgments']>>['rows'][number]

const count = z.number().int()

export const CampaignRowView = z
  .object({
    id,
    document: DocumentName,
    version: z.string().meta({ description: 'The label of the version in effect at the launch.' }),
    status: z.enum(CAMPAIGN_STATUSES),
    ending: z.enum(CAMPAIGN_ENDINGS).nullable(),
    launchedBy: z.string(),
    launchedAt: instant,
    dueAt: instant,
    closesAt: instant.nullable(),
    closedAt: instant.nullable(),
    asked: count,
    accepted: count,
  })
  .meta({ id: 'CampaignRow' })

export const campaignRowView = ({
  campaign,
  document,
  label,
  launchedByName,
  asked,
  accepted,
}: Listed): z.input<typeof CampaignRowView> => ({
  id: campaign.id,
  document: { id: document.id, identifier: document.identifier, title: document.title },
  version: label,
  status: campaign.status,
  ending: campaign.ending,
  launchedBy: launchedByName,
  launchedAt: iso(campaign.launchedAt),
  dueAt: iso(campaign.dueAt),
  closesAt: isoOrNull(campaign.closesAt),
  closedAt: isoOrNull(campaign.closedAt),
  asked,
  accepted,
})

export const CampaignView = CampaignRowView.extend({
  audience: AudienceInput,
  message: z.string(),
  statement: z.string(),
  remindEvery: count.nullable(),
  escalateAfter: count.nullable(),
  evergreen: z.boolean(),
  recurrence: z.enum(RECURRENCES),
  repeatOn: z.string().nullable(),
  repeatMonths: count.nullable(),
  readsToEnd: z.boolean(),
  closeReason: z.string().nullable(),
  reading: count,
  late: count,
  joined: count,
  left: count,
  failed: z.boolean().meta({ description: 'Its process has failed and waits for a retry.' }),
}).meta({ id: 'Campaign' })

export const campaignView = (found: Found): z.input<typeof CampaignView> => {
  const { campaign, progress, failed } = found
  return {
    ...campaignRowView(found),
    audience: campaign.audience,
    message: campaign.message,
    statement: campaign.statement,
    remindEvery: campaign.remindEvery,
    escalateAfter: campaign.escalateAfter,
    evergreen: campaign.evergreen,
    recurrence: campaign.recurrence,
    repeatOn: campaign.repeatOn,
    repeatMonths: campaign.repeatMonths,
    readsToEnd: campaign.readsToEnd,
    closeReason: campaign.closeReason,
    reading: progress.reading,
    late: progress.late,
    joined: progress.joined,
    left: progress.left,
    failed,
  }
}

export const AskedView = z
  .object({
    id,
    name: z.string(),
    positionTitle: z.string().nullable(),
    turn: count,
    askedAt: instant,
    dueAt: instant,
    openedAt: instant.nullable(),
    acceptedAt: instant.nullable(),
    leftAt: instant.nullable(),
    reminders: count,
  })
  .meta({ id: 'CampaignPerson' })

export const askedView = ({ recipient, name, positionTitle }: Asked): z.input<typeof AskedView> => ({
  id: recipient.membershipId,
  name,
  positionTitle,
  turn: recipient.turn,
  askedAt: iso(recipient.askedAt),
  dueAt: iso(recipient.dueAt),
  openedAt: isoOrNull(recipient.openedAt),
  acceptedAt: isoOrNull(recipient.completedAt),
  leftAt: isoOrNull(recipient.leftAt),
  reminders: recipient.reminders,
})

export const AcknowledgmentView = z
  .object({
    id,
    campaignId: id,
    documentId: id,
    versionId: id,
    person: z.object({ id, name: z.string(), positionTitle: z.string().nullable() }),
    version: z.string(),
    contentHash: z.string(),
    statement: z.string(),
    acceptedAt: instant,
    via: z.enum(['page', 'api']),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    reachedEnd: z.boolean().nullable(),
    sections: z.array(z.object({ section: z.string(), seconds: count })).nullable(),
  })
  .meta({ id: 'Acknowledgment' })

export const acknowledgmentView = (row: Accepted['acknowledgment']): z.input<typeof AcknowledgmentView> => ({
  id: row.id,
  campaignId: row.campaignId,
  documentId: row.documentId,
  versionId: row.versionId,
  person: { id: row.membershipId, name: row.personName, positionTitle: row.personPosition },
  version: row.label,
  contentHash: row.contentHash,
  statement: row.statement,
  acceptedAt: iso(row.acceptedAt),
  via: row.via,
  ip: row.ip,
  userAgent: row.userAgent,
  reachedEnd: row.reachedEnd,
  sections: row.sections,
})
