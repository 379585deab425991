import { redlineToHtml } from './html.ts'
import { type Redline, redline } from './redline.ts'
import type { RedlineSide } from './units.ts'

/** What changed between two texts, as pages and the API show it. Plain data, so that it can go from one thread to another. */
export type Comparison = Omit<Redline, 'blocks'> & {
  /** The text with `ins` and `del`; see `redlineToHtml`. */
  html: string
}

/** Compares two texts and writes the result as HTML. Takes up to two seconds of processor time: see `redline`. */
export function compareTexts(before: RedlineSide, after: RedlineSide): Comparison {
  const compared = redline(before, after)
  const { blocks: _, ...facts } = compared
  return { ...facts, html: redlineToHtml(compared) }
}
