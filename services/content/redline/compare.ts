import type { Comparison } from '#domain/documents/comparison.ts'
import { redlineToHtml } from './html.ts'
import { redline } from './redline.ts'
import type { RedlineSide } from './units.ts'

/**
 * The number of the rules by which texts are compared and the result is written. A kept comparison is of one number: raise
 * it with every change that makes another result of the same texts.
 */
export const COMPARISON_RULES = 4

/** A comparison, and whether another run would give the same. Not so when the time limit ended it. */
export type Compared = { comparison: Comparison; repeatable: boolean }

/** Compares two texts and writes the result as HTML. Takes up to two seconds of processor time: see `redline`. */
export function compareTexts(before: RedlineSide, after: RedlineSide): Compared {
  const compared = redline(before, after)
  const { changes, renumbered, words, summary, note, timedOut } = compared
  return {
    comparison: { changes, renumbered, words, summary, note, html: redlineToHtml(compared) },
    repeatable: !timedOut,
  }
}
