/** What became of the latest mail of an invitation. A failed one was given up after many attempts. */
export const INVITATION_MAIL_STATUSES = ['pending', 'sent', 'failed'] as const
