import { diffArrays } from 'diff'
import type { Budget } from './budget.ts'
import { countOfWords, type Match, type Move, newUnits, oldUnits, pair } from './match.ts'
import { type MovedSection, movedSections } from './sections.ts'
import { bagOf, comparable, pairUp, similarity } from './similarity.ts'
import { findSplits } from './splits.ts'
import type { Unit } from './units.ts'

/** Shorter texts ("Purpose", "None.") occur anywhere; that one is here and there says nothing about a move. */
const MIN_MOVED_WORDS = 4
const MOVED_AND_EDITED = 0.8
const MAX_EDITED_MOVES = 100

type Gap = { before: Unit[]; after: Unit[] }

/** Runs of equal units and the gaps between them; one gap from end to end when the time is over. */
function runs(before: Unit[], after: Unit[], budget: Budget): (Gap | Match[])[] {
  const keysOf = (units: Unit[]) => units.map((unit) => unit.key)
  const changes = diffArrays(keysOf(before), keysOf(after), { timeout: budget.left() / 2 })
  if (!changes) {
    budget.settle()
    return [{ before, after }]
  }
  const result: (Gap | Match[])[] = []
  let oldAt = 0
  let newAt = 0
  for (const { added, removed, count } of changes) {
    const old = added ? [] : before.slice(oldAt, oldAt + count)
    const current = removed ? [] : after.slice(newAt, newAt + count)
    oldAt += old.length
    newAt += current.length
    const last = result.at(-1)
    if (!added && !removed) {
      result.push(current.map((unit, at) => pair(old[at] ?? unit, unit)))
    } else if (last && !Array.isArray(last)) {
      last.before.push(...old)
      last.after.push(...current)
    } else result.push({ before: [...old], after: [...current] })
  }
  return result
}

/** Within one section a shorter text, such as an item of a list, is enough. */
const mayHaveMoved = (before: Unit, after: Unit): boolean =>
  comparable(before, after) &&
  before.shape.leaf.type !== 'rule' &&
  countOfWords(after) >= (before.section?.text === after.section?.text ? 1 : MIN_MOVED_WORDS)

/** For each added unit, the removed unit of the same text, if there is one; then of almost the same. */
function originsOf(matches: Match[], budget: Budget): Map<Unit, Unit> {
  const sources = new Map<string, Unit[]>()
  for (const match of matches) {
    if (match.kind !== 'deleted') continue
    const { text } = match.before
    const same = sources.get(text)
    if (same) same.push(match.before)
    else sources.set(text, [match.before])
  }
  const origins = new Map<Unit, Unit>()
  const leftOver: Unit[] = []
  for (const match of matches) {
    if (match.kind !== 'inserted') continue
    const candidates = sources.get(match.after.text) ?? []
    const found = candidates.findIndex((unit) => mayHaveMoved(unit, match.after))
    const [source] = found === -1 ? [] : candidates.splice(found, 1)
    if (source) origins.set(match.after, source)
    else if (countOfWords(match.after) >= MIN_MOVED_WORDS) leftOver.push(match.after)
  }
  const rest = [...sources.values()]
    .flat()
    .filter((unit) => countOfWords(unit) >= MIN_MOVED_WORDS)
    .slice(0, MAX_EDITED_MOVES)
    .map((unit) => ({ unit, bag: bagOf(unit.text) }))
  for (const after of leftOver.slice(0, MAX_EDITED_MOVES)) {
    if (budget.spent) {
      budget.settle()
      break
    }
    const bag = bagOf(after.text)
    const at = rest.findIndex(
      (source) => mayHaveMoved(source.unit, after) && similarity(source.bag, bag) >= MOVED_AND_EDITED,
    )
    const [source] = at === -1 ? [] : rest.splice(at, 1)
    if (source) origins.set(after, source.unit)
  }
  return origins
}

/** Turns a deletion here and an insertion there of the same text into a move. What stood together moves together. */
function findMoves(matches: Match[], old: Unit[], budget: Budget): Match[] {
  const origins = originsOf(matches, budget)
  if (origins.size === 0) return matches
  const position = new Map(old.map((unit, at) => [unit, at]))
  const moves = new Map<Unit, Move>()
  let last: Unit | null = null
  for (const match of matches) {
    const before = match.kind === 'inserted' ? origins.get(match.after) : undefined
    if (before && match.kind === 'inserted') {
      const follows = last && (position.get(last) ?? 0) + 1 === position.get(before)
      const move = (follows && last && moves.get(last)) || { type: 'text', from: before, to: match.after }
      moves.set(before, move)
    }
    last = before ?? null
  }
  return matches.map((match): Match => {
    if (match.kind === 'inserted') {
      const before = origins.get(match.after)
      const move = before && moves.get(before)
      return before && move ? { kind: 'pair', before: [before], after: [match.after], move } : match
    }
    const move = match.kind === 'deleted' ? moves.get(match.before) : undefined
    return match.kind === 'deleted' && move ? { kind: 'moved_away', before: match.before, move } : match
  })
}

function alignFlat(before: Unit[], after: Unit[], budget: Budget): Match[] {
  const matches = runs(before, after, budget).flatMap((run) =>
    Array.isArray(run) ? run : findSplits(pairUp(run.before, run.after, budget)),
  )
  return findMoves(matches, before, budget)
}

/** A section that moved, compared with itself. Within it, nothing moves again. */
function alignMoved({ before, after, move }: MovedSection, budget: Budget): Match[] {
  return runs(before, after, budget)
    .flatMap((run) => (Array.isArray(run) ? run : findSplits(pairUp(run.before, run.after, budget))))
    .map((match): Match => (match.kind === 'moved_away' ? match : { ...match, move }))
}

/** Puts more matches behind the one that has a unit, or at the beginning. */
function insertAfter(matches: Match[], has: (match: Match) => boolean, more: Match[], whole: boolean): void {
  let at = matches.findIndex(has) + 1
  const move = at > 0 ? (matches[at - 1]?.move ?? null) : null
  while (whole && move && matches[at] && matches[at]?.move === move && matches[at]?.kind !== 'moved_away') at += 1
  matches.splice(at, 0, ...more)
}

const without = (units: Unit[], gone: Unit[]): Unit[] => {
  const set = new Set(gone)
  return units.filter((unit) => !set.has(unit))
}

const LEVELS = [2, 3, 4]

/** Says for each unit of both sides what became of it, in the order of the new text. */
export function align(before: Unit[], after: Unit[], budget: Budget): Match[] {
  let [old, current] = [before, after]
  let matches = alignFlat(old, current, budget)
  const moved: MovedSection[] = []
  for (const level of LEVELS) {
    const found = movedSections(old, current, matches, level)
    if (found.length === 0 || budget.spent) continue
    moved.push(...found)
    old = without(
      old,
      found.flatMap((section) => section.before),
    )
    current = without(
      current,
      found.flatMap((section) => section.after),
    )
    matches = alignFlat(old, current, budget)
  }
  const place = (units: Unit[]) => new Map(units.map((unit, at) => [unit, at]))
  const [oldPlace, newPlace] = [place(before), place(after)]
  const placeOf = (places: Map<Unit, number>, [first]: Unit[]) => (first ? (places.get(first) ?? 0) : 0)
  for (const section of moved.toSorted((a, b) => placeOf(newPlace, a.after) - placeOf(newPlace, b.after))) {
    const previous = after[placeOf(newPlace, section.after) - 1]
    const has = (match: Match) => previous !== undefined && newUnits(match).includes(previous)
    insertAfter(matches, has, alignMoved(section, budget), true)
  }
  for (const section of moved.toSorted((a, b) => placeOf(oldPlace, a.before) - placeOf(oldPlace, b.before))) {
    const previous = before[placeOf(oldPlace, section.before) - 1]
    const trace = section.before.map((unit): Match => ({ kind: 'moved_away', before: unit, move: section.move }))
    const has = (match: Match) =>
      previous !== undefined &&
      (match.move === null || match.kind === 'moved_away') &&
      oldUnits(match).includes(previous)
    insertAfter(matches, has, trace, false)
  }
  return matches
}
