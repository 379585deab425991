/** The nodes before the first and after the last step. */
export const START = 'start'
export const END = 'end'

/** What of a node makes it higher. */
interface Box {
  words: string
  condition: string | null
  notes: readonly { message: string }[]
}

const [ENDS, GAP, PADDING] = [30, 44, 40]
const LINE = 18
/** Letters in a line of a node. */
const LETTERS = 40

const linesOf = (text: string): number => Math.max(1, Math.ceil(text.length / LETTERS))

const heightOf = ({ words, condition, notes }: Box): number =>
  62 +
  linesOf(words) * LINE +
  (condition === null ? 0 : 14 + linesOf(condition) * LINE) +
  notes.reduce((sum, { message }) => sum + linesOf(message) * LINE, 0)

/** Where the nodes stand below one another: the start, each step, the end. And how high all of it is. */
export function placesOf(steps: readonly Box[]): { tops: number[]; height: number } {
  const tops = [0]
  let top = ENDS + GAP
  for (const step of steps) {
    tops.push(top)
    top += heightOf(step) + GAP
  }
  tops.push(top)
  return { tops, height: top + ENDS + PADDING }
}

/**
 * The ways around steps that do not always take place, by the places of nodes from the start (0): each from the node
 * before the step to the node after it.
 */
export const skipsOf = (steps: readonly { condition: string | null }[]): { from: number; to: number }[] =>
  steps.flatMap(({ condition }, at) => (condition === null ? [] : [{ from: at, to: at + 2 }]))
