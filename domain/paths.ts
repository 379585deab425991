/** Builders of every address of a page. Imports nothing: pages, mails, notifications and tests all use them. */
const part = encodeURIComponent

const within = (org: string, rest = '') => `/${part(org)}${rest}`

const query = (values: Record<string, string | number | null | undefined>) => {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${given.map(([key, value]) => `${part(key)}=${part(String(value))}`).join('&')}`
}

const document = (org: string, identifier: string, rest = '') => within(org, `/documents/${part(identifier)}${rest}`)

export const paths = {
  frontDoor: () => '/',
  signIn: (next?: string) => `/sign-in${query({ next: next === '/' ? null : next })}`,
  signOut: () => '/sign-out',
  signUp: (token?: string) => (token === undefined ? '/sign-up' : `/sign-up/${part(token)}`),
  forgotPassword: () => '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${part(token)}`,
  invitation: (token: string) => `/invitations/${part(token)}`,
  newOrganization: () => '/organizations/new',
  theme: () => '/theme',
  account: () => '/account',
  /** What a calendar subscribes to. The token is the proof. */
  calendar: (token: string) => `/calendars/${part(token)}/reviews.ics`,
  /** Whether a text was signed, for whoever holds it. */
  verify: (hash = '') => (hash ? `/verify/${part(hash)}` : '/verify'),
  authentication: (operation: string) => `/api/auth/${operation}`,
  passkeyQuestion: () => '/account/passkey-question',
  styleguide: () => '/styleguide',
  apiReference: () => '/api/docs',
  problems: () => '/problems',
  problem: (code: string) => `/problems/${part(code)}`,

  home: (org: string) => within(org),
  inbox: (org: string, kind?: string) => within(org, `/inbox${query({ kind })}`),
  documents: (org: string) => within(org, '/documents'),
  policies: (org: string) => within(org, '/policies'),
  procedures: (org: string) => within(org, '/procedures'),
  newDocument: (org: string, kind?: string) => within(org, `/documents/new${query({ kind })}`),
  reviews: (org: string, filter: { due?: string; on?: string; owner?: string; view?: 'done' } = {}) =>
    within(org, `/reviews${query(filter)}`),
  reviewCalendar: (org: string, month?: string) => within(org, `/reviews/calendar${query({ month })}`),
  /** The list that an address of the reviews shows. @param search with its question mark */
  reviewExport: (org: string, search = '') => within(org, `/reviews/export.csv${search}`),
  calendarFeeds: (org: string) => within(org, '/reviews/feeds'),
  review: (org: string, identifier: string) => within(org, `/reviews/${part(identifier)}`),
  notifications: (org: string) => within(org, '/notifications'),
  audit: (org: string) => within(org, '/audit'),
  auditExport: (org: string, format: string) => within(org, `/audit/export/${part(format)}`),
  settings: (org: string, page = '') => within(org, `/settings${page ? `/${part(page)}` : ''}`),
  member: (org: string, id: string) => within(org, `/settings/members/${part(id)}`),
  removeMember: (org: string, id: string) => within(org, `/settings/members/${part(id)}/remove`),
  /** One's own page without an id. */
  absences: (org: string, id?: string) =>
    within(org, id === undefined ? '/settings/out-of-office' : `/settings/members/${part(id)}/out-of-office`),
  /** What bound a member, at a moment: a day, a time and a zone; without them now. */
  bound: (org: string, id: string, moment: { day?: string; time?: string; timeZone?: string; page?: number } = {}) =>
    within(org, `/settings/members/${part(id)}/bound${query(moment)}`),
  boundProof: (
    org: string,
    id: string,
    format: 'pdf' | 'json',
    moment: { day?: string; time?: string; timeZone?: string } = {},
  ) => within(org, `/settings/members/${part(id)}/bound/${format}${query(moment)}`),
  group: (org: string, id: string) => within(org, `/settings/groups/${part(id)}`),
  department: (org: string, id: string) => within(org, `/settings/departments/${part(id)}`),
  inviteMember: (org: string) => within(org, '/settings/members/invite'),
  approvalDefinitions: (org: string) => within(org, '/settings/approval-definitions'),
  approvalDefinition: (org: string, id: string, ask?: 'retire') =>
    within(org, `/settings/approval-definitions/${part(id)}${query({ ask })}`),
  newApprovalDefinition: (org: string, type?: string) =>
    within(org, `/settings/approval-definitions/new${query({ type })}`),
  approvalDefinitionVersions: (org: string, id: string) =>
    within(org, `/settings/approval-definitions/${part(id)}/versions`),
  events: (org: string) => within(org, '/events/stream'),
  search: (org: string) => within(org, '/search'),
  searchPeople: (org: string, { signers = false }: { signers?: boolean } = {}) =>
    within(org, `/search/people${query({ signers: signers ? 1 : null })}`),
  sign: (org: string, signoffId: string, decide?: SignoffQuestion) =>
    within(org, `/sign/${part(signoffId)}${query({ decide })}`),

  campaigns: (org: string, show?: string) => within(org, `/campaigns${query({ show })}`),
  newCampaign: (org: string, document?: string) => within(org, `/campaigns/new${query({ document })}`),
  campaign: (org: string, id: string, show?: string) => within(org, `/campaigns/${part(id)}${query({ show })}`),
  campaignExport: (org: string, id: string) => within(org, `/campaigns/${part(id)}/export.csv`),
  campaignAttempts: (org: string, id: string) => within(org, `/campaigns/${part(id)}/attempts`),
  myPolicies: (org: string) => within(org, '/my/policies'),
  readAndAccept: (org: string, campaign: string) => within(org, `/my/policies/${part(campaign)}`),

  document: (org: string, identifier: string, version?: number | 'draft') =>
    document(org, identifier, query({ version })),
  /** The document with these words marked, at the passage. */
  documentPassage: (org: string, identifier: string, find: string, version?: 'draft' | 'effective' | null) =>
    `${document(org, identifier, query({ version, find }))}#found`,
  documentEdit: (org: string, identifier: string) => document(org, identifier, '/edit'),
  documentProperties: (org: string, identifier: string) => document(org, identifier, '/properties'),
  documentAcknowledgment: (org: string, identifier: string) => document(org, identifier, '/acknowledgment'),
  documentCheck: (org: string, identifier: string) => document(org, identifier, '/check'),
  documentDraft: (org: string, identifier: string) => document(org, identifier, '/draft'),
  documentAttachments: (org: string, identifier: string) => document(org, identifier, '/attachments'),
  documentAttachment: (org: string, identifier: string, hash: string) =>
    document(org, identifier, `/attachments/${part(hash)}`),
  documentVersions: (org: string, identifier: string) => document(org, identifier, '/versions'),
  documentVersion: (org: string, identifier: string, number: number) =>
    document(org, identifier, `/versions/${number}`),
  /** Of the text that was submitted last, or of a version; with the form for a new one, or for an answer. */
  documentComments: (
    org: string,
    identifier: string,
    at: { version?: number; block?: number; answer?: number; signoff?: string; page?: number } = {},
  ) => document(org, identifier, `/comments${query(at)}`),
  documentCompare: (org: string, identifier: string, from?: number | string, to?: number | string) =>
    document(org, identifier, `/compare${query({ from, to })}`),
  documentApproval: (org: string, identifier: string) => document(org, identifier, '/approval'),
  documentRound: (org: string, identifier: string) => document(org, identifier, '/approval/change'),
  documentActivity: (org: string, identifier: string) => document(org, identifier, '/activity'),
  documentExport: (org: string, identifier: string, format: string, version?: number) =>
    document(org, identifier, `/exports/${part(format)}${query({ version })}`),
  /** The question whether to revise, with its reason written. */
  documentRevision: (org: string, identifier: string, reason: string) =>
    document(org, identifier, `/revise${query({ reason })}`),
  documentCommand: (org: string, identifier: string, command: DocumentCommand) =>
    document(org, identifier, `/${command}`),
}

/** What the page of a sign-off can ask at once. */
export type SignoffQuestion = 'approve' | 'reject' | 'delegate'

export type DocumentCommand =
  | 'submit'
  | 'withdraw'
  | 'publish'
  | 'unplan'
  | 'revise'
  | 'archive'
  | 'restore'
  | 'delete'
  | 'remind'
  | 'retry'
