/** What changed between two contents: the comparison as data, and as HTML. */
export { COMPARISON_RULES, type Compared, compareTexts } from './redline/compare.ts'
export { redlineToHtml } from './redline/html.ts'
export { type Redline, type RedlineBlock, redline } from './redline/redline.ts'
export type { RedlineSide } from './redline/units.ts'
