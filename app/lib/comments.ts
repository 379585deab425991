import type { SuggestionOutcome } from '#domain/comments/rules.ts'

/** What somebody wrote, as pages show it. */
export interface CommentView {
  id: string
  by: { name: string; position?: string | null }
  at: string
  body: string
}

/** A comment with its answers, and the paragraph that it is about. */
export interface ThreadView extends CommentView {
  number: number
  block: number
  /** What the paragraph says, or how it begins. */
  text: string
  quote: string | null
  resolved: { by: string; at: string } | null
  answers: CommentView[]
  /** Answers before those. */
  earlier: number
  maySettle: boolean
  /** The wording that it proposes. */
  suggestion: {
    /** What it changes, as HTML. */
    change: string
    outcome: SuggestionOutcome | null
    reason: string | null
    mayTake: boolean
  } | null
}

/** The comments beside a text, and what its reader may do with them. */
export interface CommentsView {
  org: string
  identifier: string
  version: number
  threads: ThreadView[]
  may: { begin: boolean; answer: boolean }
  /** Whether the text is in review: to take a wording then withdraws it. */
  inReview: boolean
}

/** An open comment beside the draft. */
export interface DraftComment {
  id: string
  number: number
  by: string
  at: string
  body: string
  /** Whether it proposes another wording. */
  suggests: boolean
  quote: string | null
  /** What its paragraph says in the draft; null: it was removed. */
  text: string | null
  /** What the paragraph said. */
  was: string
  /** The paragraph of the draft, or the one behind which it stood; null: the beginning. */
  block: number | null
}

/** Where the comment of a number stands on a page. */
export const commentAnchor = (number: number): string => `c${number}`
/** Where a paragraph ends on a page. */
export const paragraphAnchor = (block: number): string => `p${block}`
