/**
 * How a text is numbered, the same wherever it stands: in the editor, on the page that is read and in the PDF. Only headings
 * and paragraphs of the text itself count, none in a list, a table or a quote, and none that is empty.
 */

export type HeadingLevel = 2 | 3 | 4
const LEVELS: readonly HeadingLevel[] = [2, 3, 4]

/** How deep each heading stands among those above it, from 1. */
function depthsOf(written: readonly number[]): number[] {
  const path: number[] = []
  return written.map((level) => {
    while (path.length > 0 && (path.at(-1) ?? 0) >= level) path.pop()
    return path.push(level)
  })
}

/** Which headings stand deeper than there are levels, by their levels as they were written. */
export const deeperThanLevels = (written: readonly number[]): boolean[] =>
  depthsOf(written).map((depth) => depth > LEVELS.length)

/**
 * Levels from 2 down without a gap: the top level is 2 (the title of the document is level 1), a heading is at most one
 * deeper than the one above it, and what is deeper than 4 stays at 4.
 */
export const levelsWithoutGaps = (written: readonly number[]): HeadingLevel[] =>
  depthsOf(written).map((depth) => LEVELS[Math.min(depth, LEVELS.length) - 1] ?? 4)

const NUMBER_IN_HEADING = /^(?:(?:section|article|chapter|part|appendix|annex)\s+)?(?:\d+|[A-Z])(?:\.\d+)*[.):]?\s+\S/i
const FIRST_LETTER_NUMBER = /^[A-Z]\s/

/** Headings that already carry "4.2" or "Section 4" keep it: two numbers in front of one heading help nobody. */
function areNumbered(texts: readonly string[]): boolean {
  const written = texts.filter((text) => NUMBER_IN_HEADING.test(text) && !FIRST_LETTER_NUMBER.test(text)).length
  return texts.length > 0 && written * 2 >= texts.length
}

/** The numbers 1, 1.1, 1.1.1 of headings, by their levels without gaps; empty where the author wrote numbers into them. */
export function headingNumbers(headings: readonly { level: HeadingLevel; text: string }[]): string[] {
  if (areNumbered(headings.map(({ text }) => text))) return headings.map(() => '')
  const counters = [0, 0, 0]
  return headings.map(({ level }) => {
    const depth = level - 2
    counters[depth] = (counters[depth] ?? 0) + 1
    counters.fill(0, depth + 1)
    return counters.slice(0, depth + 1).join('.')
  })
}

/** A number of two to four parts before a sentence: "4.2 A shared account …", and not "3.5 million people". */
const NUMBER_OF_CLAUSE = /^(\d{1,3}(?:\.\d{1,3}){1,3})\s+(?=["“‘'(«]?[\p{Lu}\p{Lo}])/u

/** Stands for what is no text in a line: a variable, a line break. */
export const NO_TEXT = '\ufffc'

/** The number that an author wrote in front of a paragraph, which hangs in the gutter; empty when there is none. */
export const numberOfClause = (paragraph: string): string => NUMBER_OF_CLAUSE.exec(paragraph)?.[1] ?? ''
