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
 * the same names.
 */
export const RETENTION = {
  outbox: {
    what: 'Messages to Temporal',
    days: 30,
    after: 'they were delivered',
    why: 'Operators look up what was sent to a process',
    exception: 'While the process is under way, or has failed and waits for a retry',
  },
  notifications: {
    what: 'Notifications that were read, with their mails',
    days: 90,
    after: 'they were written',
    why: 'People look for what they were notified of in the last months. Their decisions are in the audit log',
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
    what: 'PDFs of drafts, of versions that were never published, and of certificates and other reports',
    days: 30,
    after: 'they were asked for',
    why: 'They are printed again when somebody asks. The PDF of a publication is kept for ever',
    exception: IN_PROCESS,
  },
  draftAttachments: {
    what: 'Images that were taken out of a draft, from its list of images',
    days: 7,
    after: 'the draft showed them last',
    why: 'Whoever takes a deletion back finds the image again',
    exception: null,
  },
  attachments: {
    what: 'Images that no draft and no version shows, with their files',
    days: 7,
    after: 'they were added last',
    why: 'An image is added before the text that shows it is saved',
    exception: 'Those of a version are kept for ever',
  },
  comparisons: {
    what: 'Comparisons of two versions',
    days: 90,
    after: 'they were made',
    why: 'They are computed again when somebody asks',
    exception: null,
  },
  processFailures: {
    what: 'Failures of processes',
    days: 365,
    after: 'they were retried, or nothing was left to do',
    why: 'Operators look for what fails again and again. What happened to the document is in the audit log',
    exception: 'While they are open',
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
  // The last one: while the disk is away, the others are deleted all the same.
  unusedFiles: {
    what: 'Files of PDFs and images that were deleted, and of prints that came to nothing',
    days: 1,
    after: 'nothing pointed to them any more',
    why: 'Whoever opened a PDF reads it to its end, and a print has its time',
    exception: null,
  },
} as const satisfies Record<string, RetentionRule>

/** The names of the rules. */
export type Retained = keyof typeof RETENTION
export const RETAINED = Object.keys(RETENTION) as Retained[]

/** Tables from which nothing is deleted for its age, each with the reason. A table is here, or has a rule. */
export const KEPT: Record<string, string> = {
  absences: 'Evidence: why somebody signed in the place of another',
  acknowledgment_rules: 'At most one for each document; they go with it',
  acknowledgments: 'Evidence: who accepted what',
  account_mails: 'A row goes with its mail, or when its link would have stopped working',
  accounts: 'How a person signs in; it goes with the person',
  api_keys: 'Who could act by which key, also after it was revoked',
  approval_defaults: 'A few for each organization',
  approval_definitions: 'As many as people make',
  approval_rounds: 'Evidence: who was asked',
  approval_round_steps: 'Evidence: in which order',
  audit_checkpoints: 'Evidence: signatures under the audit log. One an hour for each organization, at most',
  audit_heads: 'One for each organization',
  audit_log: 'Evidence: what happened',
  comments: 'Evidence: what was said about what was signed',
  department_periods: 'Evidence: who belonged to what when',
  departments: 'As many as people make; names in audiences and in the audit log are theirs',
  campaign_past_askings: 'Evidence: until when somebody was asked to accept, before that was moved',
  calendar_feeds: 'Who could read reviews by which address, also after it was revoked',
  check_attempts: 'Evidence: who answered what about what they read',
  campaign_recipients: 'Evidence: who was asked',
  campaigns: 'Evidence: what was asked of whom',
  deliveries: 'They go with their notification',
  document_counts: 'A few for each organization',
  document_readers: 'As many as people name',
  document_terms: 'As many as people write on a document',
  document_versions: 'Evidence: what was signed',
  documents: 'What Accord is for',
  drafts: 'One for each document',
  group_members: 'Evidence: who was in which group when',
  groups: 'As many as people make; names in audiences and in the audit log are theirs',
  holidays: 'A few for each year, ten years at most',
  identifier_counters: 'A number is never given twice',
  invitations: 'Who invited whom, also after it ended',
  knowledge_checks: 'Evidence: what was asked about what people read',
  membership_periods: 'Evidence: who was what when',
  memberships: 'Names in rounds and in the audit log are theirs',
  notification_preferences: 'One for each member',
  organizations: 'Everything belongs to one',
  passkeys: 'How a person signs in; it goes with the person',
  process_checks: 'One for each kind of process',
  publications: 'Evidence: what was in effect when',
  review_cycles: 'Evidence: who was reminded of which review. One for each review of a document',
  reviews: 'Evidence: who reviewed which version, and found what',
  search_texts: 'They go with what they find',
  search_words: 'They go with the texts that have them',
  signoffs: 'Evidence: who signed',
  users: 'A person who can sign in',
  version_attachments: 'Evidence: the images of what was signed',
  version_labels: 'Evidence: what a version was called',
}

const DAY_MS = 86_400_000

/** What is older than this moment is deleted by the rule. */
export const expiredBefore = (name: Retained, now: Date): Date =>
  new Date(now.getTime() - RETENTION[name].days * DAY_MS)
