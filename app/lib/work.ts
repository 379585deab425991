import type { ApprovalType } from '#domain/approvals/definition.ts'
import type { ReviewUnit } from '#domain/documents/review.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import type { WorkKind } from '#domain/work/kinds.ts'

interface Waiting {
  /** Of the sign-off, or of the document. */
  id: string
  identifier: string
  title: string
  /** The moment from which on it is late; null: never. */
  dueAt: string | null
  /** The moment or day by which it is due, as it is shown. */
  due: string | null
}

/** What waits for a reader, as a row of the inbox shows it. */
export type InboxItem = Waiting & (SignoffItem | SentBackItem | PublishItem | ReviewItem)

export interface SignoffItem {
  kind: 'signoff'
  /** What is decided. */
  purpose: ApprovalType
  hash: string
  version: string
  changeType: ChangeType
  summary: string
  step: string
  by: string
  /** In whose place the reader is asked; null: in their own. */
  onBehalfOf: string | null
  requestedAt: string
  /** Whether the reader has looked at the text; what was never looked at is not signed from a list. */
  opened: boolean
  /** Whether whoever signs proves at that moment who they are. */
  freshSignIn: boolean
}

interface SentBackItem {
  kind: 'sent_back'
  reason: string
  /** Null where no signer sent it back. */
  rejectedBy: string | null
  version: string | null
}

interface PublishItem {
  kind: 'publish'
  version: string
  changeType: ChangeType
  signatures: number
}

interface ReviewItem {
  kind: 'review'
  inEffect: string
  every: { count: number; unit: ReviewUnit }
  mayRevise: boolean
}

/** What the inbox shows beside what waits. */
export const INBOX_SHELVES = ['planned', 'done'] as const
export type InboxView = 'all' | WorkKind | (typeof INBOX_SHELVES)[number]

/** What the views of the inbox are called. */
export const INBOX_LABELS = {
  all: 'All',
  signoff: 'Sign-offs',
  sent_back: 'Sent back',
  publish: 'To publish',
  review: 'Reviews',
  planned: 'Planned',
  done: 'Done',
} as const satisfies Record<InboxView, string>

/** What can come to wait for a reader, for a sentence. */
const SOURCES = {
  signoff: 'someone asks you to sign',
  sent_back: 'a text of yours is sent back',
  publish: 'something is approved and can be published',
  review: 'a review of yours is due',
} as const satisfies Record<WorkKind, string>

/** "When someone asks you to sign or a review of yours is due, it shows here, most urgent first." */
export const whatWillWait = (kinds: readonly WorkKind[]): string => {
  const sources = new Intl.ListFormat('en', { type: 'disjunction' }).format(kinds.map((kind) => SOURCES[kind]))
  return `When ${sources}, it shows here, most urgent first.`
}

/** How often, in words: "every 12 months". */
export const frequencyInWords = ({ count, unit }: ReviewItem['every']): string =>
  count === 1 ? `every ${unit.slice(0, -1)}` : `every ${count} ${unit}`

/** The query of an address, without the sign-off that is asked about. */
export function withoutQuestion(search: URLSearchParams): string {
  const rest = new URLSearchParams(search)
  rest.delete('approve')
  return rest.size === 0 ? '' : `?${rest}`
}

/** What somebody can have done: to a text that was submitted, at a review, as a reader. */
export type Deed = 'signed' | 'rejected' | 'confirmed' | 'sent_to_revision' | 'accepted'

/** A row of *Done*: which version, when, with what words. */
export interface DoneEntry {
  /** Of the sign-off, the review or the acknowledgment. */
  id: string
  did: Deed
  identifier: string
  title: string
  version: string
  at: string
  words: string
  onBehalfOf: string | null
}
