/** What is kept for a while and then deleted. */
export interface RetentionRule {
  /** The rows, in the words of operators. */
  what: string
  days: number
  /** The moment from which the days are counted. */
  after: string
  /** Why so long and no longer. */
  why: string
  /** What is kept although its time is over; null for nothing. */
  exception: string | null
}

const IN_PROCESS = 'While the document is in review, or approved and not yet published'

/**
 * What would grow for ever, and how long it is kept: the one table. The statements are in db/queries/retention.ts, under
 * the same names. What is not here is kept: documents, versions, rounds, sign-offs, publications with their PDFs, and the
 * audit log.
 */
export const RETENTION = {
  outbox: {
    what: 'Messages to Temporal',
    days: 30,
    after: 'they were delivered',
    why: 'Operators look up what was sent to a process. A process that lost its history is started from them again',
    exception: IN_PROCESS,
  },
  notifications: {
    what: 'Notifications that were read, with their mails',
    days: 90,
    after: 'they were written',
    why: 'People look for what they were told about the last months. Their decisions are in the audit log',
    exception: `${IN_PROCESS}, or while a mail is still to be sent`,
  },
  unreadNotifications: {
    what: 'Notifications that nobody read, with their mails',
    days: 365,
    after: 'they were written',
    why: 'Somebody may come back after a long leave. After a year the news is no news',
    exception: `${IN_PROCESS}, or while a mail is still to be sent`,
  },
  renditions: {
    what: 'PDFs of drafts and of versions that were never published, and their files',
    days: 30,
    after: 'they were asked for',
    why: 'They are printed again when somebody asks. The PDF of a publication is kept for ever',
    exception: IN_PROCESS,
  },
  comparisons: {
    what: 'Comparisons of two versions',
    days: 90,
    after: 'they were computed',
    why: 'They are computed again when somebody asks',
    exception: null,
  },
  idempotencyKeys: {
    what: 'Answers of the API to requests with an idempotency key',
    days: 1,
    after: 'the request came',
    why: 'The API promises a day in which a request can be repeated',
    exception: null,
  },
  sessions: {
    what: 'Sessions',
    days: 0,
    after: 'they ended',
    why: 'They have no effect any more, and name addresses and browsers of people',
    exception: null,
  },
  verifications: {
    what: 'Links to sign up and to choose a new password',
    days: 0,
    after: 'they stopped working',
    why: 'They have no effect any more',
    exception: null,
  },
  signInFailures: {
    what: 'Counts of failed sign-ins',
    days: 1,
    after: 'the last failure',
    why: 'Longer than any lock of an account',
    exception: null,
  },
  rateLimits: {
    what: 'Counts of requests for the limits of how much may be asked for',
    days: 0,
    after: 'their window ended',
    why: 'The next request begins a window of its own',
    exception: null,
  },
} as const satisfies Record<string, RetentionRule>

/** The names of the rules. */
export type Retained = keyof typeof RETENTION
export const RETAINED = Object.keys(RETENTION) as Retained[]

const DAY_MS = 86_400_000

/** What is older than this moment is deleted by the rule. */
export const expiredBefore = (name: Retained, now: Date): Date =>
  new Date(now.getTime() - RETENTION[name].days * DAY_MS)
