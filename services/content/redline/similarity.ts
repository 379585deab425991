import type { Budget } from './budget.ts'
import { type Match, pair } from './match.ts'
import type { Unit } from './units.ts'

/** How often each word occurs. */
export type Bag = { counts: Map<string, number>; size: number }

/** Less in common, and one text took the place of another. */
const SAME_TEXT_EDITED = 0.4
/** A clause that kept its number is taken for the same one sooner. */
const SAME_CLAUSE_EDITED = 0.2
/** Comparisons in one gap; larger gaps are rewritten text, and comparing each with each would take minutes. */
const MAX_COMPARISONS = 60_000

export function bagOf(text: string): Bag {
  const counts = new Map<string, number>()
  const found = text.toLowerCase().match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { counts, size: found.length }
}

/** How many words two texts have in common. */
export function inCommon(a: Bag, b: Bag): number {
  let common = 0
  for (const [word, count] of a.counts) common += Math.min(count, b.counts.get(word) ?? 0)
  return common
}

/** Share of words two texts have in common, 0–1 (Dice). */
export const similarity = (a: Bag, b: Bag): number =>
  a.size + b.size === 0 ? 1 : (2 * inCommon(a, b)) / (a.size + b.size)

/** A row is compared to a row, code to code, a rule to a rule, a picture to itself, any line of text to any other. */
export function comparable(a: Unit, b: Unit): boolean {
  const kind = ({ shape: { leaf } }: Unit) => {
    if (leaf.type === 'image') return `image ${leaf.hash}`
    return leaf.type === 'heading' ? 'paragraph' : leaf.type
  }
  return kind(a) === kind(b)
}

function weigh(a: Unit, b: Unit, bags: Map<Unit, Bag>): number {
  const [left, right] = [bags.get(a), bags.get(b)]
  if (!left || !right || !comparable(a, b)) return 0
  // The same picture, whatever is said of it now.
  if (a.shape.leaf.type === 'image') return 1
  // A row with another column has all the words that it had.
  const alike =
    a.lines.length === b.lines.length
      ? similarity(left, right)
      : inCommon(left, right) / Math.max(1, Math.min(left.size, right.size))
  const sameNumber = a.number !== null && a.number.text === b.number?.text
  return alike >= (sameNumber ? SAME_CLAUSE_EDITED : SAME_TEXT_EDITED)
    ? alike + (a.shape.leaf.type === b.shape.leaf.type ? 0.01 : 0)
    : 0
}

/**
 * Pairs what was edited in a gap, in order, so that the pairs have as much in common as possible; the rest was removed or
 * added.
 */
export function pairUp(before: Unit[], after: Unit[], budget: Budget): Match[] {
  const apart: Match[] = [
    ...before.map((unit): Match => ({ kind: 'deleted', before: unit, move: null })),
    ...after.map((unit): Match => ({ kind: 'inserted', after: unit, move: null })),
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
      matches.push(pair(a, b))
      i += 1
      j += 1
    } else if (a && (!b || at(i, j) === at(i + 1, j))) {
      matches.push({ kind: 'deleted', before: a, move: null })
      i += 1
    } else if (b) {
      matches.push({ kind: 'inserted', after: b, move: null })
      j += 1
    }
  }
  return matches
}
