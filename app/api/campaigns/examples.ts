import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_PERSON, EXAMPLE_TIME } from '../common/examples.ts'
import type { AcknowledgmentView, AskedView, CampaignRowView, CampaignView } from './views.ts'

const DUE = '2026-06-15T23:59:59.000Z'
const STATEMENT = 'I have read this document and will follow it.'

export const CAMPAIGN_ROW_EXAMPLE = {
  id: EXAMPLE_IDS.campaign,
  document: { id: EXAMPLE_IDS.document, identifier: EXAMPLE_IDENTIFIER, title: 'Access control policy' },
  version: '1.0',
  status: 'open',
  ending: null,
  launchedBy: 'Ada Okafor',
  launchedAt: EXAMPLE_TIME,
  dueAt: DUE,
  closesAt: '2026-06-29T23:59:59.000Z',
  closedAt: null,
  asked: 2,
  accepted: 0,
} satisfies z.input<typeof CampaignRowView>

export const CAMPAIGN_EXAMPLE = {
  ...CAMPAIGN_ROW_EXAMPLE,
  audience: [{ kind: 'everyone' }],
  message: '',
  statement: STATEMENT,
  remindEvery: 5,
  escalateAfter: 1,
  evergreen: false,
  recurrence: 'none',
  repeatOn: null,
  repeatMonths: null,
  readsToEnd: false,
  closeReason: null,
  reading: 0,
  late: 0,
  joined: 0,
  left: 0,
  failed: false,
} satisfies z.input<typeof CampaignView>

export const ASKED_EXAMPLE = {
  ...EXAMPLE_PERSON,
  turn: 1,
  askedAt: EXAMPLE_TIME,
  dueAt: DUE,
  openedAt: null,
  acceptedAt: null,
  leftAt: null,
  reminders: 0,
} satisfies z.input<typeof AskedView>

export const ACKNOWLEDGMENT_EXAMPLE = {
  id: EXAMPLE_IDS.acknowledgment,
  campaignId: EXAMPLE_IDS.campaign,
  documentId: EXAMPLE_IDS.document,
  versionId: EXAMPLE_IDS.version,
  person: EXAMPLE_PERSON,
  version: '1.0',
  contentHash: EXAMPLE_HASH,
  statement: STATEMENT,
  acceptedAt: EXAMPLE_TIME,
  via: 'api',
  ip: '192.0.2.7',
  userAgent: 'curl/8.10',
  reachedEnd: true,
  sections: null,
} satisfies z.input<typeof AcknowledgmentView>
