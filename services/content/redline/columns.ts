import type { Match } from './match.ts'
import { bagOf, similarity } from './similarity.ts'
import type { Unit } from './units.ts'

/** Which cell of an old row is which of the new one, in order; null on the side that has none. */
export type Columns = [before: number | null, after: number | null][]

/** Wider tables are compared column by column as they stand. */
const MAX_COLUMNS = 60
/** Rows beyond add nothing that the first ones did not show. */
const MAX_ROWS = 50

const asTheyStand = (before: number, after: number): Columns =>
  Array.from({ length: Math.max(before, after) }, (_, at) => [at < before ? at : null, at < after ? at : null])

/** The columns that have most in common, in order. */
function pairColumns(rows: [Unit, Unit][], before: number, after: number): Columns {
  if (before > MAX_COLUMNS || after > MAX_COLUMNS) return asTheyStand(before, after)
  const alike = Array.from({ length: before }, () => new Float64Array(after))
  for (const [old, current] of rows.slice(0, MAX_ROWS)) {
    const bags = ({ text }: Unit) => text.split('\t').map((cell) => bagOf(cell))
    const [left, right] = [bags(old), bags(current)]
    left.forEach((a, i) => {
      right.forEach((b, j) => {
        // An empty cell is like any other empty cell, which says little.
        const weight = a.size + b.size === 0 ? 0.1 : similarity(a, b)
        const row = alike[i]
        if (row && j < after) row[j] = (row[j] ?? 0) + weight
      })
    })
  }
  const best = Array.from({ length: before + 1 }, () => new Float64Array(after + 1))
  const at = (i: number, j: number) => best[i]?.[j] ?? 0
  const weight = (i: number, j: number) => alike[i]?.[j] ?? 0
  for (let i = before - 1; i >= 0; i -= 1)
    for (let j = after - 1; j >= 0; j -= 1)
      (best[i] as Float64Array)[j] = Math.max(weight(i, j) + at(i + 1, j + 1), at(i + 1, j), at(i, j + 1))
  const columns: Columns = []
  for (let i = 0, j = 0; i < before || j < after; ) {
    if (i < before && j < after && weight(i, j) > 0 && at(i, j) === weight(i, j) + at(i + 1, j + 1))
      columns.push([i++, j++])
    else if (i < before && (j >= after || at(i, j) === at(i + 1, j))) columns.push([i++, null])
    else columns.push([null, j++])
  }
  return columns
}

export const tableOf = (unit: Unit) => unit.path.at(-1)

/**
 * The columns of two rows. Rows of one table that have as many cells as these are asked together, so that an added column is
 * the same in all of them.
 */
export function columnsOf(matches: Match[]): (before: Unit, after: Unit) => Columns {
  const groups = new Map<unknown, Map<string, [Unit, Unit][]>>()
  const cut = ({ lines: { length: before } }: Unit, { lines: { length: after } }: Unit) => `${before} ${after}`
  for (const match of matches) {
    const [old, current] = match.kind === 'pair' ? [match.before[0], match.after[0]] : []
    if (!old || !current || current.shape.leaf.type !== 'row' || old.lines.length === current.lines.length) continue
    const table = groups.get(tableOf(current)) ?? new Map<string, [Unit, Unit][]>()
    const rows = table.get(cut(old, current)) ?? []
    rows.push([old, current])
    groups.set(tableOf(current), table.set(cut(old, current), rows))
  }
  const known = new Map<[Unit, Unit][], Columns>()
  return (before, after) => {
    const rows = groups.get(tableOf(after))?.get(cut(before, after))
    if (!rows) return asTheyStand(before.lines.length, after.lines.length)
    const columns = known.get(rows) ?? pairColumns(rows, before.lines.length, after.lines.length)
    known.set(rows, columns)
    return columns
  }
}
