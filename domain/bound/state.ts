/** How somebody stands towards a document that binds them, at one moment. Not accepted does not mean not bound. */
export const BOUND_STATES = [
  /** They had accepted the version that was in effect. */
  'accepted',
  /** They had accepted an earlier version, and were not asked to accept this one. */
  'accepted_earlier',
  /** They were asked and had time. */
  'waiting',
  'overdue',
  /** They were asked, and the campaign closed before they accepted. */
  'not_accepted',
  'not_asked',
] as const
export type BoundState = (typeof BOUND_STATES)[number]

export const BOUND_LABELS = {
  accepted: 'Accepted',
  accepted_earlier: 'Earlier version accepted',
  waiting: 'Not yet accepted',
  overdue: 'Overdue',
  not_accepted: 'Not accepted',
  not_asked: 'Never asked for',
} as const satisfies Record<BoundState, string>

/** What was known at the moment. */
export interface BoundFacts {
  /** What they had accepted last of the document: the version in effect, another one, or nothing. */
  accepted: 'this' | 'another' | null
  /** The request that counts: an open one before one that is over. Null: nobody had asked them. */
  asked: { open: boolean; accepted: boolean; dueAt: Date } | null
}

/** The state at a moment. The SQL of db/queries/bound.ts says the same; a property test holds the two together. */
export function boundState({ accepted, asked }: BoundFacts, at: Date): BoundState {
  if (asked?.open) return asked.dueAt < at ? 'overdue' : 'waiting'
  if (accepted === 'this') return 'accepted'
  if (asked && !asked.accepted) return 'not_accepted'
  return accepted === 'another' ? 'accepted_earlier' : 'not_asked'
}

/** The first moment that can be asked for. */
export const EARLIEST_MOMENT = new Date('2000-01-01T00:00:00Z')

/** The texts of documents have one language until they are translated. */
export const TEXT_LANGUAGE = 'en'
