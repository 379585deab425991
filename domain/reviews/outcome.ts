/** How a review ends. */
export const REVIEW_OUTCOMES = ['still_right', 'needs_change'] as const
export type ReviewOutcomeName = (typeof REVIEW_OUTCOMES)[number]

export const REVIEW_OUTCOME_LABELS = {
  still_right: 'Still right',
  needs_change: 'Needs change',
} as const satisfies Record<ReviewOutcomeName, string>

/** What a reviewer points to: a page elsewhere that shows what they looked at. */
export interface Evidence {
  label: string
  /** Begins with https:// or http://. */
  url: string
}

export const MOST_EVIDENCE = 10
