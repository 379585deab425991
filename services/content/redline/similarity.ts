import type { Match } from './align.ts'
import type { Budget } from './budget.ts'
import type { Unit } from './units.ts'

/** How often each word occurs. */
export type Bag = { counts: Map<string, number>; size: number }

/** Less in common, and one text took the place of another. */
const SAME_TEXT_EDITED = 0.4
/** Comparisons in one gap; larger gaps are rewritten text, and comparing each with each would take minutes. */
const MAX_COMPARISONS = 60_000

export function bagOf(text: string): Bag {
  const counts = new Map<string, number>()
  const found = text.toLowerCase().match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { counts, size: found.length }
}

/** Share of words two texts have in common, 0–1 (Dice). */
export function similarity(a: Bag, b: Bag): number {
  if (a.size + b.size === 0) return 1
  let common = 0
  for (const [word, count] of a.counts) common += Math.min(count, b.counts.get(word) ?? 0)
  return (2 * common) / (a.size + b.size)
}

/** A row is compared to a row with as many cells, a rule to nothing, any line of text to any other. */
export function comparable(a: Unit, b: Unit): boolean {
  if (a.shape.type === 'rule' || b.shape.type === 'rule' || a.shape.type === 'code' || b.shape.type === 'code')
    return a.shape.type === b.shape.type
  return a.lines.length === b.lines.length && (a.shape.type === 'row') === (b.shape.type === 'row')
}

const weigh = (a: Unit, b: Unit, bags: Map<Unit, Bag>): number => {
  const [left, right] = [bags.get(a), bags.get(b)]
  if (!left || !right || !comparable(a, b)) return 0
  const alike = similarity(left, right)
  return alike >= SAME_TEXT_EDITED ? alike + (a.shape.type === b.shape.type ? 0.01 : 0) : 0
}

/**
 * Pairs what was edited in a gap, in order, so that the pairs have as much in common as possible; the rest was removed or
 * added.
 */
export function pairUp(before: Unit[], after: Unit[], budget: Budget): Match[] {
  const apart: Match[] = [
    ...before.map((unit): Match => ({ kind: 'deleted', before: unit })),
    ...after.map((unit): Match => ({ kind: 'inserted', after: unit })),
  ]
  const [rows, columns] = [before.length, after.length]
  if (rows === 0 || columns === 0) return apart
  if (rows * columns > MAX_COMPARISONS || budget.spent) {
    budget.settle()
    return apart
  }
  const bags = new Map([...before, ...after].map((unit) => [unit, bagOf(unit.text)]))
  const weights = before.map((a) => after.map((b) => weigh(a, b, bags)))
  const weight = (i: number, j: number) => weights[i]?.[j] ?? 0
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1))
  const at = (i: number, j: number) => best[i]?.[j] ?? 0
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const paired = weight(i, j) > 0 ? weight(i, j) + at(i + 1, j + 1) : 0
      ;(best[i] as Float64Array)[j] = Math.max(paired, at(i + 1, j), at(i, j + 1))
    }
  }
  const matches: Match[] = []
  let i = 0
  let j = 0
  while (i < rows || j < columns) {
    const [a, b] = [before[i], after[j]]
    if (a && b && weight(i, j) > 0 && at(i, j) === weight(i, j) + at(i + 1, j + 1)) {
      matches.push({ kind: 'pair', before: a, after: b })
      i += 1
      j += 1
    } else if (a && (!b || at(i, j) === at(i + 1, j))) {
      matches.push({ kind: 'deleted', before: a })
      i += 1
    } else if (b) {
      matches.push({ kind: 'inserted', after: b })
      j += 1
    }
  }
  return matches
}
