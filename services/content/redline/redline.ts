import { countWords, lineText } from '../text.ts'
import { align, type Match } from './align.ts'
import { Budget } from './budget.ts'
import { summarize } from './summary.ts'
import { type RedlineSide, type Shape, sectionName, type Unit, unitsOf } from './units.ts'
import { diffLine, replaced, type Segment } from './words.ts'

export type RedlineBlock =
  | { kind: 'unchanged'; unit: Unit }
  | { kind: 'inserted'; change: number; unit: Unit }
  | { kind: 'deleted'; change: number; unit: Unit }
  /** Edited in place; `lines` has one entry for each line of the unit, `retyped` the shape it had. */
  | { kind: 'changed'; change: number; before: Unit; after: Unit; lines: Segment[][]; retyped: Shape | null }
  | { kind: 'moved'; change: number; before: Unit; after: Unit; lines: Segment[][]; edited: boolean; from: string }
  | { kind: 'moved_away'; before: Unit; after: Unit; to: string }

export type Redline = {
  blocks: RedlineBlock[]
  /** Changes are numbered from 1 in reading order: `id="change-1"` in the HTML. */
  changes: number
  words: { added: number; removed: number }
  /** Sentences for people: which sections changed, what moved, how much. */
  summary: string[]
  /** Set when a limit ended the comparison of words: what follows is right, but coarser. */
  note: string | null
  /** Whether the time limit did that, so that another run may be less coarse. */
  timedOut: boolean
}

const NOTE = 'The texts differ so much that some paragraphs are shown as replaced, without comparing their words.'
/** Leaves half a second of two for reading both texts and writing the result. */
const TIME_LIMIT_MS = 1_200

/** The words of two units that can be compared: they have as many lines. */
function compare(before: Unit, after: Unit, budget: Budget): Segment[][] {
  return after.lines.map((line, at) => {
    const old = before.lines[at] ?? []
    const segments = budget.spent ? null : diffLine(old, line, budget)
    if (!segments) budget.settle()
    return segments ?? replaced(old, line)
  })
}

const sameShape = (a: Shape, b: Shape): boolean =>
  JSON.stringify({ ...a, number: 0 }) === JSON.stringify({ ...b, number: 0 })

/** Whether a match goes on with the change before it: a new section of ten paragraphs is one change. */
function continues(previous: Match | undefined, match: Match, follows: (a: Unit, b: Unit) => boolean): boolean {
  if (previous?.kind !== match.kind) return false
  if (match.kind === 'inserted' || match.kind === 'deleted') return true
  return match.kind === 'moved' && previous.kind === 'moved' && follows(previous.before, match.before)
}

/**
 * What changed from one content to another, by paragraphs and words, moves included.
 *
 * Time is bounded: alignment and word comparison each have limits, and when they are reached the answer gets coarser, never
 * wrong. Taking all insertions gives exactly the new text, taking all deletions exactly the old one.
 */
export function redline(before: RedlineSide, after: RedlineSide, timeLimitMs = TIME_LIMIT_MS): Redline {
  const budget = new Budget(timeLimitMs)
  const old = unitsOf(before)
  const matches = align(old, unitsOf(after), budget)
  const position = new Map(old.map((unit, at) => [unit, at]))
  const follows = (a: Unit, b: Unit) => (position.get(a) ?? 0) + 1 === position.get(b)
  let changes = 0
  const blocks = matches.map((match, at): RedlineBlock => {
    if (match.kind === 'pair' && match.before.key === match.after.key) return { kind: 'unchanged', unit: match.after }
    if (match.kind === 'moved_away') return { ...match, to: sectionName(match.after.section) }
    if (!continues(matches[at - 1], match, follows)) changes += 1
    if (match.kind === 'inserted') return { kind: 'inserted', change: changes, unit: match.after }
    if (match.kind === 'deleted') return { kind: 'deleted', change: changes, unit: match.before }
    const lines = compare(match.before, match.after, budget)
    if (match.kind === 'moved') {
      const edited = lines.flat().some((segment) => segment.kind !== 'same')
      return { ...match, change: changes, lines, edited, from: sectionName(match.before.section) }
    }
    const retyped = sameShape(match.before.shape, match.after.shape) ? null : match.before.shape
    return { ...match, kind: 'changed', change: changes, lines, retyped }
  })
  const words = wordCounts(blocks)
  const timedOut = budget.settled && budget.spent
  return { blocks, changes, words, summary: summarize(blocks, words), note: budget.settled ? NOTE : null, timedOut }
}

function wordCounts(blocks: RedlineBlock[]): { added: number; removed: number } {
  const words = { added: 0, removed: 0 }
  for (const block of blocks) {
    if (block.kind === 'inserted') words.added += countWords(block.unit.text)
    if (block.kind === 'deleted') words.removed += countWords(block.unit.text)
    if (block.kind !== 'changed' && block.kind !== 'moved') continue
    for (const { kind, runs } of block.lines.flat()) {
      if (kind === 'inserted') words.added += countWords(lineText(runs))
      if (kind === 'deleted') words.removed += countWords(lineText(runs))
    }
  }
  return words
}
