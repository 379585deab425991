/** What kinds of notifications are about, in the order in which people choose. */
export const TOPICS = ['approval', 'acknowledgment', 'documents', 'organization'] as const
export type Topic = (typeof TOPICS)[number]

export const TOPIC_LABELS = {
  approval: 'Signing and approval',
  acknowledgment: 'Reading and accepting',
  documents: 'Documents and reviews',
  organization: 'The organization',
} as const satisfies Record<Topic, string>
