import type { Budget } from './budget.ts'
import type { Columns } from './columns.ts'
import { cellNotes, partNotes } from './format.ts'
import { type CellShape, isText, type Run, shownText } from './runs.ts'
import type { Line, Unit } from './units.ts'
import { diffLine, type Part, replaced } from './words.ts'

/** A line on both sides, or a cell that one side has not: null there. A line that is no cell has `cell: null`. */
export type LineChange = { before: Line | null; after: Line | null; parts: Part[] }

/** The units of a passage as one line, with the seams between them. */
const passage = (units: readonly Unit[]): Run[] =>
  units.flatMap((unit, at): Run[] => {
    const runs = unit.lines.flatMap((line) => line.runs)
    return at === 0 ? runs : [unit.seam, ...(unit.number ? [unit.number] : []), ...runs]
  })

function diffed(before: readonly Run[], after: readonly Run[], budget: Budget): Part[] {
  const parts = budget.spent ? null : diffLine(before, after, budget)
  if (!parts) budget.settle()
  return parts ?? replaced(before, after)
}

const asLine = (runs: Run[]): Line => ({ cell: null, runs })

/** What changed in the words of a pair: line by line, and cell by cell. */
export function compareLines(
  before: readonly Unit[],
  after: readonly Unit[],
  columns: (before: Unit, after: Unit) => Columns,
  budget: Budget,
): LineChange[] {
  const [[old], [current]] = [before, after]
  if (!old || !current || current.shape.leaf.type === 'rule') return []
  if (current.shape.leaf.type !== 'row') {
    const [was, is] = [passage(before), passage(after)]
    return [{ before: asLine(was), after: asLine(is), parts: diffed(was, is, budget) }]
  }
  return columns(old, current).map(([i, j]): LineChange => {
    const was = i === null ? null : (old.lines[i] ?? null)
    const is = j === null ? null : (current.lines[j] ?? null)
    return { before: was, after: is, parts: diffed(was?.runs ?? [], is?.runs ?? [], budget) }
  })
}

/** Whether words were added or removed, and not only their format changed. */
export const isReworded = (lines: readonly LineChange[]): boolean =>
  lines.some(({ parts }) => parts.some(({ kind }) => kind === 'inserted' || kind === 'deleted'))

const sameCell = (a: CellShape | null, b: CellShape | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Cells that were added or removed, in words. */
function columnNotes(lines: readonly LineChange[]): string[] {
  if (lines.every(({ before, after }) => before && after)) return []
  const count = (side: 'before' | 'after') => lines.filter((line) => line[side] === null).length
  const [added, removed] = [count('before'), count('after')]
  const cells = (number: number, what: string) =>
    number > 0 ? [`${number} cell${number === 1 ? '' : 's'} ${what}`] : []
  return [...cells(added, 'added'), ...cells(removed, 'removed')]
}

/** Words that stand in other lines than before, where nothing else says so. */
function breakNotes({ after, parts }: LineChange): string[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'inserted' && part.kind !== 'deleted') return []
    if (part.runs.some((run) => isText(run) && shownText(run).trim())) return []
    if (part.runs.some((run) => run.type === 'seam')) return after?.cell ? ['other paragraphs or lists in a cell'] : []
    return part.runs.some((run) => run.type === 'break')
      ? [`line break ${part.kind === 'inserted' ? 'added' : 'removed'}`]
      : []
  })
}

/** Differences of format in words, each once. */
export function lineNotes(lines: readonly LineChange[]): string[] {
  const notes = lines.flatMap((line) => {
    const { before, after, parts } = line
    return [
      ...(before && after && !sameCell(before.cell, after.cell) ? cellNotes(before.cell, after.cell, after) : []),
      ...parts.flatMap(partNotes),
      ...breakNotes(line),
    ]
  })
  return [...new Set([...columnNotes(lines), ...notes])]
}
