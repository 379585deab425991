import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { isInTable, selectedRect, TableMap } from '@tiptap/pm/tables'
import { columnWidths, placeCells, readWidth } from '#services/content/column-widths.ts'
import { TableView } from './table-view.ts'

/*
 * Tables as they are written. The widths of columns stand at the cells while a table is edited, where the commands of
 * ProseMirror keep them with their columns, and at the columns in what is saved: `<col width="30%">`.
 */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    columnWidths: {
      /** Makes the column of the cursor wider, or narrower, by as many percents; its neighbor gives or takes them. */
      widenColumn: (percents: number) => ReturnType
      equalColumns: () => ReturnType
      /** Columns find their own widths again. */
      widthsByText: () => ReturnType
    }
  }
}

/** What can be read when a column is as narrow as that. */
const LEAST = 5

type Span = { colspan: number; rowspan: number; colwidth: number[] | null }
const attrsOf = (cell: Node): Span => cell.attrs as Span

/** How wide the columns of a table are; empty where they find their own widths. */
export function widthsOf(table: Node): number[] {
  const shares: (number | null)[] = []
  const rows = table.children.map((row) => row.children.map(attrsOf))
  placeCells(rows, ({ colspan, colwidth }, column) => {
    for (let at = 0; at < colspan; at += 1) shares[column + at] ||= colwidth?.[at] || null
  })
  return columnWidths(shares)
}

/** The same, as the editor draws them where none are set. */
const drawnWidths = (table: Node): number[] => {
  const set = widthsOf(table)
  return set.length > 0 ? set : columnWidths(Array<number>(TableMap.get(table).width).fill(1))
}

/** Moves percents from a column to another one, as many as it can spare. */
export function shifted(widths: readonly number[], to: number, from: number, percents: number): number[] {
  const [wide = 0, narrow = 0] = [widths[to], widths[from]]
  const most = Math.max(0, narrow - LEAST)
  const least = Math.min(0, LEAST - wide)
  const by = Math.max(least, Math.min(most, percents))
  return widths.map((width, at) => (at === to ? width + by : at === from ? width - by : width))
}

/** Writes widths to all cells of a table that begins at `at`; null takes them away. */
export function setWidths(change: Transaction, at: number, widths: readonly number[] | null): Transaction {
  const table = change.doc.nodeAt(at)
  if (!table) return change
  const map = TableMap.get(table)
  for (const cell of new Set(map.map)) {
    const { left, right } = map.findCell(cell)
    change.setNodeAttribute(at + 1 + cell, 'colwidth', widths?.slice(left, right) ?? null)
  }
  return change
}

/** Widths of the columns that each cell of a table of HTML is in, read once for all of its cells. */
const read = new WeakMap<HTMLTableElement, Map<Element, number[]>>()

function readCells(table: HTMLTableElement): Map<Element, number[]> {
  const found = new Map<Element, number[]>()
  const shares = Array.from(table.querySelectorAll(':scope > colgroup > col'), (col) =>
    readWidth(col.getAttribute('width') ?? undefined),
  )
  if (shares.every((share) => share === null)) return found
  const rows = Array.from(table.rows, (row) =>
    Array.from(row.cells, (cell) => ({ cell, colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan') })),
  )
  placeCells(rows, ({ cell, colspan }, column) =>
    found.set(
      cell,
      Array.from({ length: colspan }, (_, at) => shares[column + at] ?? 0),
    ),
  )
  return found
}

function widthsAt(cell: HTMLElement): number[] | null {
  const table = cell.closest('table')
  if (!table) return null
  const cells = read.get(table) ?? readCells(table)
  read.set(table, cells)
  return cells.get(cell) ?? null
}

/** What is pasted may say that a cell spans anything, and the table has to be drawn before the sanitizer sees it. */
const MOST_CELLS = 100
function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
  const cells = Number(cell.getAttribute(name))
  return Number.isInteger(cells) && cells >= 1 && cells <= MOST_CELLS ? cells : 1
}
const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (cell: HTMLElement) => spanOf(cell, name),
})

const ATTRIBUTES = {
  colspan: span('colspan'),
  rowspan: span('rowspan'),
  // In what is saved the columns have it.
  colwidth: { default: null, parseHTML: widthsAt, rendered: false },
}

const cells = [TableCell, TableHeader].map((cell) =>
  cell.extend({
    // No table in a table, and no quote.
    content: '(paragraph | bulletList | orderedList | codeBlock | image)+',
    addAttributes() {
      return { ...this.parent?.(), ...ATTRIBUTES }
    },
  }),
)

const table = Table.extend({
  renderHTML({ node }) {
    const cols = widthsOf(node).map((width) => ['col', { width: `${width}%` }])
    return cols.length > 0 ? ['table', ['colgroup', ...cols], ['tbody', 0]] : ['table', ['tbody', 0]]
  },

  addNodeView:
    () =>
    ({ node, view, getPos }) =>
      new TableView(node, {
        set: widthsOf,
        drawn: drawnWidths,
        shifted,
        onSet(widths) {
          const at = getPos()
          if (at !== undefined) view.dispatch(setWidths(view.state.tr, at, widths))
        },
      }),

  addCommands() {
    return {
      ...this.parent?.(),
      widenColumn:
        (percents) =>
        ({ state, tr }) => {
          if (!isInTable(state)) return false
          const { map, left, right, tableStart, table: node } = selectedRect(state)
          const column = right - 1
          const neighbor = right < map.width ? right : left - 1
          if (neighbor < 0) return false
          setWidths(tr, tableStart - 1, shifted(drawnWidths(node), column, neighbor, percents))
          return true
        },
      equalColumns:
        () =>
        ({ state, tr }) => {
          if (!isInTable(state)) return false
          const { map, tableStart } = selectedRect(state)
          setWidths(tr, tableStart - 1, columnWidths(Array<number>(map.width).fill(1)))
          return true
        },
      widthsByText:
        () =>
        ({ state, tr }) => {
          if (!isInTable(state)) return false
          const { tableStart, table: node } = selectedRect(state)
          if (widthsOf(node).length === 0) return false
          setWidths(tr, tableStart - 1, null)
          return true
        },
    }
  },
})

/** Tables, their rows and cells. */
export const tableNodes = [table, TableRow, ...cells]
