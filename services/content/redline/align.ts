import { diffArrays } from 'diff'
import type { Budget } from './budget.ts'
import { bagOf, comparable, pairUp, similarity } from './similarity.ts'
import type { Unit } from './units.ts'

/** One place in the comparison: both sides, or one. A moved unit stands where it is now; where it was, a trace remains. */
export type Match =
  | { kind: 'pair'; before: Unit; after: Unit }
  | { kind: 'inserted'; after: Unit }
  | { kind: 'deleted'; before: Unit }
  | { kind: 'moved'; before: Unit; after: Unit }
  | { kind: 'moved_away'; before: Unit; after: Unit }

/** Shorter texts ("Purpose", "None.") occur anywhere; that one is here and there says nothing about a move. */
const MIN_MOVED_WORDS = 4
const MOVED_AND_EDITED = 0.8
const MAX_EDITED_MOVES = 100

const words = (unit: Unit): number => unit.text.split(/\s+/).filter(Boolean).length

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
      result.push(current.map((unit, at): Match => ({ kind: 'pair', before: old[at] ?? unit, after: unit })))
    } else if (last && !Array.isArray(last)) {
      last.before.push(...old)
      last.after.push(...current)
    } else result.push({ before: [...old], after: [...current] })
  }
  return result
}

/** Turns a deletion here and an insertion there of the same text into a move. */
function findMoves(matches: Match[], budget: Budget): Match[] {
  const sources = new Map<string, Unit[]>()
  for (const match of matches) {
    if (match.kind !== 'deleted' || words(match.before) < MIN_MOVED_WORDS) continue
    sources.set(match.before.text, [...(sources.get(match.before.text) ?? []), match.before])
  }
  const origin = new Map<Unit, Unit>()
  const leftOver: Unit[] = []
  for (const match of matches) {
    if (match.kind !== 'inserted' || words(match.after) < MIN_MOVED_WORDS) continue
    const candidates = sources.get(match.after.text) ?? []
    const found = candidates.findIndex((unit) => comparable(unit, match.after))
    const [source] = found === -1 ? [] : candidates.splice(found, 1)
    if (source) origin.set(match.after, source)
    else leftOver.push(match.after)
  }
  const rest = [...sources.values()]
    .flat()
    .slice(0, MAX_EDITED_MOVES)
    .map((unit) => ({ unit, bag: bagOf(unit.text) }))
  for (const after of leftOver.slice(0, MAX_EDITED_MOVES)) {
    if (budget.spent) {
      budget.settle()
      break
    }
    const bag = bagOf(after.text)
    const at = rest.findIndex(
      (source) => comparable(source.unit, after) && similarity(source.bag, bag) >= MOVED_AND_EDITED,
    )
    const [source] = at === -1 ? [] : rest.splice(at, 1)
    if (source) origin.set(after, source.unit)
  }
  const destination = new Map([...origin].map(([after, before]) => [before, after]))
  return matches.map((match): Match => {
    if (match.kind === 'inserted') {
      const before = origin.get(match.after)
      return before ? { kind: 'moved', before, after: match.after } : match
    }
    if (match.kind === 'deleted') {
      const after = destination.get(match.before)
      return after ? { kind: 'moved_away', before: match.before, after } : match
    }
    return match
  })
}

/** Says for each unit of both sides what became of it, in the order of the new text. */
export function align(before: Unit[], after: Unit[], budget: Budget): Match[] {
  const matches = runs(before, after, budget).flatMap((run) =>
    Array.isArray(run) ? run : pairUp(run.before, run.after, budget),
  )
  return findMoves(matches, budget)
}
