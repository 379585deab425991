import type { Variable } from '#domain/documents/variables.ts'
import { type Block, type Cell, type Inline, PLAIN, type TextRun, type VariableRun } from '../model.ts'
import { variableValue } from '../variables.ts'

/** What a unit stands in, from the outside in. One object for each container of a text: two lists are two objects. */
export type Container =
  | { type: 'quote' }
  | { type: 'list'; ordered: boolean; start: number }
  | { type: 'item' }
  | { type: 'table'; widths: readonly number[] }
  /** Rows and cells of a table in a cell. Those of other tables are units and their lines. */
  | { type: 'row' }
  | ({ type: 'cell' } & CellShape)

export type CellShape = Pick<Cell, 'header' | 'colspan' | 'rowspan'>

export type Leaf =
  | { type: 'heading'; level: number }
  | { type: 'paragraph' }
  | { type: 'code' }
  | { type: 'rule' }
  | { type: 'row' }
  /** Its alternative text is its line. */
  | { type: 'image'; hash: string }
  /** A cell of a table in a cell that holds nothing. */
  | { type: 'empty' }

/**
 * Where a unit begins: how many containers of the unit before go on, and which ones open. The seams and the runs of a text
 * say everything about it; `test/services/content/redline/rebuild.ts` makes the text from them again.
 */
export type Seam = { type: 'seam'; joins: number; opens: readonly Container[]; leaf: Leaf }

/** A variable with the value that readers see in its place. */
export type ShownVariable = VariableRun & { shown: string }

/** What a line is made of. Seams are in cells, and in passages of several paragraphs. */
export type Run = TextRun | ShownVariable | Extract<Inline, { type: 'break' }> | Seam

export type Text = TextRun | ShownVariable
export const isText = (run: Run | undefined): run is Text => run?.type === 'text' || run?.type === 'variable'

export const keyOfSeam = ({ joins, opens, leaf }: Omit<Seam, 'type'>): string => JSON.stringify([joins, opens, leaf])

/** A line with the values of its variables. */
export const shownRuns = (line: Inline[], variables: readonly Variable[]): Run[] =>
  line.map((run): Run => {
    if (run.type !== 'variable') return run
    return { ...run, shown: variableValue(run.name, variables) ?? `{{${run.name}}}` }
  })

/** What a reader sees of a run. */
export function shownText(run: Run): string {
  if (run.type === 'text') return run.text
  return run.type === 'variable' ? run.shown : '\n'
}

export const textOf = (runs: readonly Run[]): string => runs.map(shownText).join('')

export type Piece = { leaf: Leaf; path: Container[]; inline: Inline[] }
export type Row = { leaf: { type: 'row' }; path: Container[]; cells: Cell[] }

/** Blocks as the list of their leaves, each with the containers it stands in. A row is a leaf, and has its cells. */
export const leavesOf = (blocks: Block[], path: Container[] = []): (Piece | Row)[] =>
  blocks.flatMap((block) => leavesOfBlock(block, path))

function leavesOfBlock(block: Block, path: Container[]): (Piece | Row)[] {
  switch (block.type) {
    case 'heading':
      return [{ leaf: { type: 'heading', level: block.level }, path, inline: block.inline }]
    case 'paragraph':
      return [{ leaf: { type: 'paragraph' }, path, inline: block.inline }]
    case 'code':
      return [{ leaf: { type: 'code' }, path, inline: [{ type: 'text', text: block.text, style: PLAIN }] }]
    case 'rule':
      return [{ leaf: { type: 'rule' }, path, inline: [] }]
    case 'image': {
      const inline: Inline[] = block.alt ? [{ type: 'text', text: block.alt, style: PLAIN }] : []
      return [{ leaf: { type: 'image', hash: block.hash }, path, inline }]
    }
    case 'quote':
      return leavesOf(block.blocks, [...path, { type: 'quote' }])
    case 'list': {
      const list: Container = { type: 'list', ordered: block.ordered, start: block.start }
      return block.items.flatMap((item) => leavesOf(item, [...path, list, { type: 'item' }]))
    }
    case 'table': {
      const table: Container = { type: 'table', widths: block.widths }
      return [...block.head, ...block.body].map((cells) => ({ leaf: { type: 'row' }, path: [...path, table], cells }))
    }
  }
}

/** What is in a cell as the list of its leaves. A list in it may hold a table, whose rows and cells are containers. */
export const leavesOfCell = (blocks: Block[], path: Container[] = []): Piece[] =>
  leavesOf(blocks, path).flatMap((leaf): Piece[] => {
    if (!('cells' in leaf)) return [leaf]
    const row: Container = { type: 'row' }
    return leaf.cells.flatMap(({ header, colspan, rowspan, blocks: inner }): Piece[] => {
      const within: Container[] = [...leaf.path, row, { type: 'cell', header, colspan, rowspan }]
      return inner.length > 0 ? leavesOfCell(inner, within) : [{ leaf: { type: 'empty' }, path: within, inline: [] }]
    })
  })

/** How many containers two paths have in common. */
export function shared(a: readonly Container[], b: readonly Container[]): number {
  let count = 0
  while (count < a.length && a[count] === b[count]) count += 1
  return count
}

/** The seam of a leaf that follows another one. */
export function seamAfter(previous: readonly Container[], { leaf, path }: { leaf: Leaf; path: Container[] }): Seam {
  const joins = shared(previous, path)
  return { type: 'seam', joins, opens: path.slice(joins), leaf }
}
