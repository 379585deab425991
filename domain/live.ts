/** What an open page can show. Each topic is the table whose changes are announced (db/sql/live.sql). */
export const LIVE_TOPICS = [
  'documents',
  'approval_rounds',
  'signoffs',
  'notifications',
  'publications',
  'renditions',
  'process_failures',
  'campaigns',
] as const
export type LiveTopic = (typeof LIVE_TOPICS)[number]

/** What an open page receives: that something changed, never what it now says. The page reads again with its own rights. */
export interface LiveUpdate {
  /** `all` after a break, in which changes may have been missed. */
  topics: LiveTopic[] | 'all'
  /** Documents that changed, to mark their rows. Empty when there are too many to name. */
  documents: string[]
}
