import { foreignKey, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { campaignRecipients } from './campaigns.ts'
import { instant } from './columns.ts'

/** When somebody was asked, and until when to accept, before that was changed. Kept by a trigger on campaign_recipients. */
export const campaignPastAskings = pgTable(
  'campaign_past_askings',
  {
    orgId: uuid('org_id').notNull(),
    recipientId: uuid('recipient_id').notNull(),
    askedAt: instant('asked_at').notNull(),
    dueAt: instant('due_at').notNull(),
    /** What held from this moment on is in the next row, or in the recipient's own. */
    until: instant('valid_until').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.recipientId, t.until] }),
    foreignKey({
      name: 'campaign_past_askings_recipient_fk',
      columns: [t.orgId, t.recipientId],
      foreignColumns: [campaignRecipients.orgId, campaignRecipients.id],
    }),
  ],
)
