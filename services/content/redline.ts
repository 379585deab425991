/** What changed between two contents: the comparison as data, and as HTML. */
export { type Comparison, compareTexts } from './redline/compare.ts'
export { redlineToHtml } from './redline/html.ts'
export { type Redline, type RedlineBlock, redline } from './redline/redline.ts'
export type { RedlineSide } from './redline/units.ts'
