import { compareTexts, type RedlineSide } from '../content/redline.ts'

/** Runs in a thread of its own: one comparison at a time. */
export default ({ before, after }: { before: RedlineSide; after: RedlineSide }) => compareTexts(before, after)
