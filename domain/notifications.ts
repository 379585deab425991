/** What a person is told of. Each has one sentence, in the page and in the mail. */
export const NOTIFICATION_KINDS = [
  'signoff_requested',
  'signoff_reminder',
  'signoff_overdue',
  'signoff_escalated',
  'signoff_withdrawn',
  'signoff_recorded',
  'round_rejected',
  'round_approved',
  'round_withdrawn',
  'document_published',
  'document_archived',
  'ownership_transferred',
  'invitation_accepted',
  'round_stuck',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

export const DELIVERY_STATUSES = ['pending', 'sending', 'sent', 'failed'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]
