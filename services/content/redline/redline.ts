import { countWords } from '../text.ts'
import { align } from './align.ts'
import { Budget } from './budget.ts'
import { columnsOf, tableOf } from './columns.ts'
import { compareTitles, compareVariables, type VariableChange } from './facts.ts'
import { numberNotes } from './format.ts'
import { compareLines, isReworded, type LineChange, lineNotes } from './lines.ts'
import type { Match, Move } from './match.ts'
import { textOf } from './runs.ts'
import { Side, shapeNotes, splitNotes, structureNotes, widthNotes } from './structure.ts'
import { summarize } from './summary.ts'
import { type RedlineSide, type Unit, unitsOf } from './units.ts'
import type { Part } from './words.ts'

/** A change of the text has a number; blocks of one change have the same. */
export type RedlineBlock =
  /** The same on both sides. It may have another number in front: the units differ in nothing else. */
  | { kind: 'unchanged'; before: Unit; after: Unit }
  /** The same, but a variable in it has another value: the change is that of the variable. */
  | { kind: 'refilled'; before: Unit; after: Unit; lines: LineChange[] }
  | { kind: 'inserted' | 'deleted'; change: number; unit: Unit; move: Move | null }
  | ({ kind: 'changed'; change: number; move: null } & Pair)
  | ({ kind: 'moved'; change: number; move: Move } & Pair)
  /** Where something was that moved. */
  | { kind: 'moved_away'; unit: Unit; move: Move }

/** Edited in place: several units on one side were split or joined. `notes` names what is another format, in words. */
export type Pair = { before: Unit[]; after: Unit[]; lines: LineChange[]; notes: string[]; reworded: boolean }

export type Redline = {
  /** The words of the title when it changed. */
  title: Part[] | null
  variables: VariableChange[]
  blocks: RedlineBlock[]
  /**
   * Changes are numbered from 1 in reading order, the title and the variables first: `id="change-1"` in the HTML. Numbers
   * that moved on in front of paragraphs are none.
   */
  changes: number
  /** How many paragraphs have another number in front. */
  renumbered: number
  words: { added: number; removed: number }
  /** Sentences for people: which sections changed, what moved, what is another format, how much. */
  summary: string[]
  /** Set when a limit ended the comparison of words: what follows is right, but coarser. */
  note: string | null
  /** Whether the time limit did that, so that another run may be less coarse. */
  timedOut: boolean
}

const NOTE = 'The texts differ so much that some paragraphs are shown as replaced, without comparing their words.'
/** Leaves half a second of two for reading both texts and writing the result. */
const TIME_LIMIT_MS = 1_200

type Uncounted<Block> = Block extends { change: number } ? Omit<Block, 'change'> : Block
type Draft = Uncounted<RedlineBlock>

const isRenumbered = (before: Unit | undefined, after: Unit | undefined): boolean =>
  (before?.number?.text ?? '') !== (after?.number?.text ?? '')

/** Makes blocks of matches: follows both sides, to say what each unit stands in. */
class Drafter {
  private readonly sides = new Map<Move | null, { old: Side; current: Side }>()
  private readonly columns: ReturnType<typeof columnsOf>

  constructor(
    matches: Match[],
    private readonly budget: Budget,
  ) {
    this.columns = columnsOf(matches)
  }

  draft(match: Match): Draft {
    switch (match.kind) {
      case 'moved_away':
        return { kind: 'moved_away', unit: match.before, move: match.move }
      case 'inserted':
        return { kind: 'inserted', unit: match.after, move: match.move }
      case 'deleted':
        return { kind: 'deleted', unit: match.before, move: match.move }
      case 'pair':
        return this.pair(match)
    }
  }

  private pair({ before, after, move }: Extract<Match, { kind: 'pair' }>): Draft {
    const [old, current] = [before[0] as Unit, after[0] as Unit]
    const structure = this.structure(before, after, move)
    const same = before.length + after.length === 2 && old.key === current.key && structure.length === 0
    if (same && move === null) {
      if (JSON.stringify(old.lines) === JSON.stringify(current.lines))
        return { kind: 'unchanged', before: old, after: current }
      return { kind: 'refilled', before: old, after: current, lines: this.lines(before, after) }
    }
    const lines = this.lines(before, after)
    const notes = [
      ...structure,
      ...splitNotes(before, after),
      ...numberNotes(old.number, current.number),
      ...lineNotes(lines),
    ]
    const one = (old.number === null) !== (current.number === null)
    const pair = { before, after, lines, notes, reworded: one || isReworded(lines) }
    return move === null ? { kind: 'changed', move, ...pair } : { kind: 'moved', move, ...pair }
  }

  private lines(before: Unit[], after: Unit[]): LineChange[] {
    return compareLines(before, after, this.columns, this.budget)
  }

  /** What moved by itself stands among others now, so that only its own shape is compared. */
  private structure(before: Unit[], after: Unit[], move: Move | null): string[] {
    const [old, current] = [before[0] as Unit, after[0] as Unit]
    if (move?.type === 'text') return [...shapeNotes(old, current), ...widthNotes(old.seam.opens, current.seam.opens)]
    const sides = this.sides.get(move) ?? { old: new Side(), current: new Side() }
    this.sides.set(move, sides)
    return structureNotes(
      sides.old.stand(old, before.at(-1) as Unit),
      sides.current.stand(current, after.at(-1) as Unit),
    )
  }
}

const hasColumns = (block: Extract<Draft, { lines: LineChange[] }>): boolean =>
  block.lines.some(({ before, after }) => !before || !after)

type OneSided = Extract<Draft, { kind: 'inserted' | 'deleted' }>
const isOneSided = (draft: Draft): draft is OneSided => draft.kind === 'inserted' || draft.kind === 'deleted'

/** Whether the same was done to both, whatever they say: four paragraphs made into items are one change. */
function sameNotes(a: Pair, b: Pair): boolean {
  const kinds = ({ notes }: Pair) => [...new Set(notes.map((note) => note.replace(/“.*?”/g, '')))].join()
  return kinds(a) === kinds(b)
}

/** Whether a block goes on with the change before it: a new section of ten paragraphs is one change. */
function continues(previous: Draft | undefined, block: Draft): boolean {
  if (!previous || block.kind === 'unchanged' || block.kind === 'refilled' || block.kind === 'moved_away') return false
  if (previous.kind === 'unchanged' || previous.kind === 'refilled' || previous.kind === 'moved_away') return false
  if (previous.move !== block.move) return false
  if (block.move !== null) return true
  // One text in place of another is one change, but a section in place of another is two.
  if (isOneSided(previous) && isOneSided(block))
    return previous.kind === block.kind || block.unit.shape.leaf.type !== 'heading'
  if (previous.kind !== 'changed' || block.kind !== 'changed') return false
  if (!previous.reworded && !block.reworded && sameNotes(previous, block)) return true
  const table = (pair: Pair) => tableOf(pair.after[0] as Unit)
  return hasColumns(previous) && hasColumns(block) && table(previous) === table(block)
}

/**
 * What changed from one text to another: the title, the variables, paragraphs and words, their format, moves included.
 *
 * Everything that changes the content hash is in the result. Time is bounded: alignment and word comparison each have
 * limits, and when they are reached the answer gets coarser, never wrong. Taking all insertions gives exactly the new text,
 * taking all deletions exactly the old one.
 */
export function redline(before: RedlineSide, after: RedlineSide, timeLimitMs = TIME_LIMIT_MS): Redline {
  const budget = new Budget(timeLimitMs)
  const title = compareTitles(before.title, after.title, budget)
  const variables = compareVariables(before.variables, after.variables)
  const matches = align(unitsOf(before), unitsOf(after), budget)
  const drafter = new Drafter(matches, budget)
  const drafts = matches.map((match) => drafter.draft(match))
  let changes = (title ? 1 : 0) + variables.length
  const blocks = drafts.map((draft, at): RedlineBlock => {
    if (draft.kind === 'unchanged' || draft.kind === 'refilled' || draft.kind === 'moved_away') return draft
    if (!continues(drafts[at - 1], draft)) changes += 1
    return { ...draft, change: changes }
  })
  const result = {
    title,
    variables,
    blocks,
    changes,
    renumbered: renumberings(blocks).length,
    words: wordCounts(title, blocks),
  }
  return {
    ...result,
    summary: summarize(result),
    note: budget.settled ? NOTE : null,
    timedOut: budget.settled && budget.spent,
  }
}

/** The numbers in front of paragraphs that are other ones now. */
export function renumberings(blocks: readonly RedlineBlock[]): { before: string; after: string }[] {
  return blocks.flatMap((block) => {
    const [before, after] =
      block.kind === 'changed' || block.kind === 'moved'
        ? [block.before[0], block.after[0]]
        : block.kind === 'unchanged' || block.kind === 'refilled'
          ? [block.before, block.after]
          : []
    if (!before?.number || !after?.number || !isRenumbered(before, after)) return []
    return [{ before: before.number.text.trim(), after: after.number.text.trim() }]
  })
}

function wordCounts(title: Part[] | null, blocks: readonly RedlineBlock[]): { added: number; removed: number } {
  const words = { added: 0, removed: 0 }
  const count = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.kind === 'inserted') words.added += countWords(textOf(part.runs))
      if (part.kind === 'deleted') words.removed += countWords(textOf(part.runs))
      if (part.kind !== 'refilled') continue
      words.added += countWords(textOf(part.after))
      words.removed += countWords(textOf(part.before))
    }
  }
  count(title ?? [])
  for (const block of blocks) {
    if (block.kind === 'inserted') words.added += countWords(wholeText(block.unit))
    if (block.kind === 'deleted') words.removed += countWords(wholeText(block.unit))
    if (block.kind === 'refilled') for (const { parts } of block.lines) count(parts)
    if (block.kind !== 'changed' && block.kind !== 'moved') continue
    for (const { parts } of block.lines) count(parts)
    const [old, current] = [block.before[0], block.after[0]]
    if (!old?.number && current?.number) words.added += 1
    if (old?.number && !current?.number) words.removed += 1
  }
  return words
}

const wholeText = ({ number, text }: Unit): string => (number?.text ?? '') + text
