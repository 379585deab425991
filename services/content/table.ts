import type { Cell, Table } from './model.ts'

export type RawCell = Cell

/**
 * A table with its header rows in the head and, where no cell spans, rows of equal length; null for one that says nothing.
 * Leading rows of header cells are the head wherever the source wrote them: editors put them in the body.
 */
export function normalizeTable(rows: RawCell[][]): Table | null {
  const filled = rows.filter((row) => row.length > 0)
  const cells = filled.flat()
  if (cells.every((cell) => cell.blocks.length === 0)) return null
  const spans = cells.some((cell) => cell.colspan > 1 || cell.rowspan > 1)
  const width = Math.max(...filled.map((row) => row.length))
  const padded = spans
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
  return { type: 'table', head: padded.slice(0, split), body: padded.slice(split) }
}

const empty = (count: number, header: boolean): Cell[] =>
  Array.from({ length: count }, () => ({ header, colspan: 1, rowspan: 1, blocks: [] }))
