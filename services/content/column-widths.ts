/**
 * How wide the columns of a table are: whole percents, one for each column, a hundred together. A table without widths
 * finds its own. Percents fit a page, a phone and a sheet; pixels fit the screen of whoever set them.
 */

/** A column has one percent at least. */
export const MOST_COLUMNS = 100

/** Percents in one of each unit. Pixels and points are few enough for a text of 600 pixels, where others have percents. */
const UNITS: Record<string, number | undefined> = { '%': 1, '*': 1, px: 1 / 6, pt: 4 / 18 }

/** The number in a `width` of HTML: `30%`, `180`, `180px`, `135pt`, `3*`; null for what is none. */
export function readWidth(written: string | undefined): number | null {
  const [, number, unit = 'px'] = /^\s*(\d{1,5}(?:\.\d{1,5})?)\s*(%|\*|px|pt)?\s*$/i.exec(written ?? '') ?? []
  const width = Number(number) * (UNITS[unit.toLowerCase()] ?? 0)
  return width > 0 ? width : null
}

/**
 * Widths in any unit as they are kept. A column without one gets what the others have on average; where no column has
 * one, or there are too many, the table has none.
 */
export function columnWidths(shares: readonly (number | null)[]): number[] {
  const known = shares.filter((share): share is number => share !== null && share > 0)
  if (known.length === 0 || shares.length > MOST_COLUMNS) return []
  const average = sum(known) / known.length
  const full = shares.map((share) => (share !== null && share > 0 ? share : average))
  const total = sum(full)
  const exact = full.map((share) => (100 * share) / total)
  const widths = exact.map((width) => Math.max(1, Math.floor(width)))
  // What rounding left goes to those it took most from; what the least took comes from the widest.
  const byLoss = exact.map((width, at) => ({ at, lost: width - Math.floor(width) })).toSorted((a, b) => b.lost - a.lost)
  for (let turn = 0; sum(widths) < 100; turn += 1) {
    const at = byLoss[turn % byLoss.length]?.at ?? 0
    widths[at] = (widths[at] ?? 0) + 1
  }
  while (sum(widths) > 100) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

type Spans = { colspan: number; rowspan: number }

/**
 * Goes through the cells of a table with the column in which each begins. Cells that span rows push what is below them.
 * @param most ends it at the first cell behind so many columns
 */
export function placeCells<Cell extends Spans>(
  rows: readonly (readonly Cell[])[],
  place: (cell: Cell, column: number) => void,
  most = Number.POSITIVE_INFINITY,
): void {
  /** The first row in which each column is free again. */
  const free: number[] = []
  for (const [row, cells] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      while ((free[column] ?? 0) > row) column += 1
      place(cell, column)
      if (column + cell.colspan > most) return
      for (const end = column + cell.colspan; column < end; column += 1) free[column] = row + cell.rowspan
    }
  }
}

/** How many columns a table has; more than `MOST_COLUMNS` are not counted. */
export function countColumns(rows: readonly (readonly Spans[])[]): number {
  let count = 0
  placeCells(
    rows,
    ({ colspan }, column) => {
      count = Math.max(count, column + colspan)
    },
    MOST_COLUMNS,
  )
  return count
}
