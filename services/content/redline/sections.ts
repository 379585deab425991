import { countOfWords, type Match, type Move } from './match.ts'
import { bagOf, similarity } from './similarity.ts'
import { sectionName, type Unit } from './units.ts'

/** Finds sections that stand elsewhere as a whole, whatever was edited in them. */

export type MovedSection = { before: Unit[]; after: Unit[]; move: Move }

type Part = { heading: Unit; units: Unit[]; words: number; above: Part | null; parent: Unit | null }

/** Beyond so many sections, only paragraphs are looked for. */
const MAX_SECTIONS = 500
/** So much of both must be the same text. */
const SAME_SECTION = 0.5
const MIN_WORDS = 4

/** The sections of one level, each up to the next heading of its level or above. */
function sectionsOf(units: Unit[], level: number): Part[] {
  const parts: Part[] = []
  let open: Part | null = null
  let parent: Unit | null = null
  for (const unit of units) {
    const { leaf } = unit.shape
    if (leaf.type === 'heading' && leaf.level <= level) {
      const above: Part | null = leaf.level === level ? open : null
      open = null
      if (leaf.level < level) parent = unit
      else {
        open = { heading: unit, units: [], words: 0, above, parent }
        parts.push(open)
      }
    }
    open?.units.push(unit)
    if (open) open.words += countOfWords(unit)
  }
  return parts
}

/** Each new section with the old one that it was: the one most of its text comes from, or one alike of the same name. */
function partners(old: Part[], current: Part[], matches: Match[]): Map<Part, Part> {
  const partOf = new Map(old.flatMap((part) => part.units.map((unit) => [unit, part])))
  const origin = new Map(
    matches.flatMap((match) =>
      match.kind === 'pair' ? match.after.map((unit) => [unit, match.before[0]] as const) : [],
    ),
  )
  const found = new Map<Part, Part>()
  const taken = new Set<Part>()
  const take = (now: Part, was: Part) => {
    found.set(now, was)
    taken.add(was)
  }
  for (const now of current) {
    const common = new Map<Part, number>()
    for (const unit of now.units) {
      const before = origin.get(unit)
      const was = before && partOf.get(before)
      if (was) common.set(was, (common.get(was) ?? 0) + countOfWords(unit))
    }
    const [best] = [...common].sort((a, b) => b[1] - a[1])
    if (best && !taken.has(best[0]) && best[1] >= SAME_SECTION * Math.max(now.words, best[0].words)) take(now, best[0])
  }
  const bag = (part: Part) => bagOf(part.units.map(({ text }) => text).join(' '))
  for (const now of current.filter((part) => !found.has(part))) {
    const was = old.find((part) => !taken.has(part) && part.heading.text === now.heading.text)
    if (was && similarity(bag(was), bag(now)) >= SAME_SECTION) take(now, was)
  }
  return found
}

/** The heaviest set of sections that are in one order on both sides: these stayed. */
function inOrder(pairs: { now: Part; place: number }[]): Set<Part> {
  const best: { weight: number; last: number }[] = []
  pairs.forEach(({ now, place }, at) => {
    let [weight, last] = [0, -1]
    for (let before = 0; before < at; before += 1) {
      const other = best[before]
      if (other && (pairs[before]?.place ?? 0) < place && other.weight > weight) [weight, last] = [other.weight, before]
    }
    best.push({ weight: weight + now.words, last })
  })
  let at = best.reduce((top, { weight }, index) => (weight > (best[top]?.weight ?? -1) ? index : top), 0)
  const kept = new Set<Part>()
  while (at >= 0 && pairs[at]) {
    kept.add((pairs[at] as { now: Part }).now)
    at = best[at]?.last ?? -1
  }
  return kept
}

/** "after 7 Records", by the numbers that readers of the old text have in mind. */
function whereOf(now: Part, was: Map<Part, Part>): string {
  if (now.above) return `after ${sectionName((was.get(now.above) ?? now.above).heading.section)}`
  return now.parent ? `to the beginning of ${sectionName(now.parent.section)}` : 'to the beginning'
}

/** The sections of a level that left the order of the others. */
export function movedSections(before: Unit[], after: Unit[], matches: Match[], level: number): MovedSection[] {
  const [old, current] = [sectionsOf(before, level), sectionsOf(after, level)]
  if (old.length < 2 || current.length < 2 || old.length > MAX_SECTIONS || current.length > MAX_SECTIONS) return []
  const was = partners(old, current, matches)
  const place = new Map(old.map((part, at) => [part, at]))
  const pairs = current.flatMap((now) => {
    const part = was.get(now)
    return part ? [{ now, place: place.get(part) ?? 0 }] : []
  })
  const stayed = inOrder(pairs)
  return pairs.flatMap(({ now }): MovedSection[] => {
    const part = was.get(now)
    if (!part || stayed.has(now) || now.words < MIN_WORDS) return []
    const name = sectionName(part.heading.section)
    return [{ before: part.units, after: now.units, move: { type: 'section', name, where: whereOf(now, was) } }]
  })
}
