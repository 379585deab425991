import { columnWidths, countColumns } from './column-widths.ts'
import type { Cell, Table } from './model.ts'

export type RawCell = Cell

/** So many times the cells that were written a table may have once its rows are made equally long. */
const MOST_GROWTH = 10

/**
 * A table with its header rows in the head and, where no cell spans, rows of equal length, unless that made it many times as
 * large; null for one that says nothing.
 * Leading rows of header cells are the head wherever the source wrote them: editors put them in the body.
 * @param shares how wide the columns were written, in any unit, null for one without a width
 */
export function normalizeTable(rows: RawCell[][], shares: readonly (number | null)[] = []): Table | null {
  const filled = rows.filter((row) => row.length > 0)
  const cells = filled.flat()
  if (cells.every((cell) => cell.blocks.length === 0)) return null
  const spans = cells.some((cell) => cell.colspan > 1 || cell.rowspan > 1)
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0)
  // One long row among many short ones would otherwise make a large table out of a small text.
  const grows = width * filled.length > MOST_GROWTH * (cells.length + 100)
  const padded =
    spans || grows
      ? filled
      : filled.map((row) => [
          ...row,
          ...empty(
            width - row.length,
            row.every((c) => c.header),
          ),
        ])
  const firstBodyRow = padded.findIndex((row) => row.some((cell) => !cell.header))
  const split = firstBodyRow === -1 ? padded.length : firstBodyRow
  return { type: 'table', widths: widthsOf(padded, shares), head: padded.slice(0, split), body: padded.slice(split) }
}

/** One width for each column there is, however many were written. */
function widthsOf(rows: RawCell[][], shares: readonly (number | null)[]): number[] {
  if (shares.every((share) => share === null)) return []
  return columnWidths(Array.from({ length: countColumns(rows) }, (_, at) => shares[at] ?? null))
}

const empty = (count: number, header: boolean): Cell[] =>
  Array.from({ length: count }, () => ({ header, colspan: 1, rowspan: 1, blocks: [] }))
