import type { Match } from './match.ts'
import { type Bag, bagOf, inCommon, similarity } from './similarity.ts'
import type { Unit } from './units.ts'

/** Finds paragraphs that were split in two or joined: their words stayed. */

/** So much of the added paragraph must come from the one that was split. */
const SHARE_THAT_STAYED = 0.6
/** And with it, the two sides have so much more in common. */
const GAIN = 0.1

const isParagraph = ({ shape }: Unit): boolean => shape.leaf.type === 'paragraph'
const bagOfAll = (units: readonly Unit[]): Bag => bagOf(units.map(({ text }) => text).join(' '))

type Pair = Extract<Match, { kind: 'pair' }>

function belongs(units: readonly Unit[], other: readonly Unit[], piece: Unit, whole: readonly Unit[]): boolean {
  if (![...units, ...other, piece].every(isParagraph)) return false
  const [bag, otherBag, pieceBag, wholeBag] = [bagOfAll(units), bagOfAll(other), bagOf(piece.text), bagOfAll(whole)]
  if (pieceBag.size === 0) return false
  if (similarity(wholeBag, otherBag) < similarity(bag, otherBag) + GAIN) return false
  return inCommon(wholeBag, otherBag) - inCommon(bag, otherBag) >= SHARE_THAT_STAYED * pieceBag.size
}

/** The pair with its neighbor as a further part of it, or null when the neighbor is a text of its own. */
function extended(match: Pair, neighbor: Match, first: boolean): Pair | null {
  if (neighbor.kind === 'inserted' && match.before.length === 1) {
    const after = first ? [neighbor.after, ...match.after] : [...match.after, neighbor.after]
    return belongs(match.after, match.before, neighbor.after, after) ? { ...match, after } : null
  }
  if (neighbor.kind === 'deleted' && match.after.length === 1) {
    const before = first ? [neighbor.before, ...match.before] : [...match.before, neighbor.before]
    return belongs(match.before, match.after, neighbor.before, before) ? { ...match, before } : null
  }
  return null
}

/** Matches of one gap, in which a pair takes in the neighbors that its paragraph was split into or joined from. */
export function findSplits(matches: Match[]): Match[] {
  const found: Match[] = []
  for (const match of matches) {
    const last = found.at(-1)
    const extendedLast = last?.kind === 'pair' ? extended(last, match, false) : null
    if (extendedLast) {
      found[found.length - 1] = extendedLast
      continue
    }
    let current = match
    while (current.kind === 'pair') {
      const before = found.at(-1)
      const more = before ? extended(current, before, true) : null
      if (!more) break
      found.pop()
      current = more
    }
    found.push(current)
  }
  return found
}
