import { createHash } from 'node:crypto'
import { type Anchor, asWords, CONTEXT, findQuote, type Place } from '#domain/comments/anchor.ts'
import { align } from './redline/align.ts'
import { Budget } from './redline/budget.ts'
import { type Match, newUnits, oldUnits } from './redline/match.ts'
import { type RedlineSide, type Unit, unitsOf } from './redline/units.ts'

/** So much of a paragraph is kept with an anchor, to show what it was about. */
const MOST_TEXT = 400
/** As long as the redline takes at most; beyond it paragraphs are found less well, never wrongly. */
const TIME_LIMIT_MS = 2_000

const printOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** The words of a paragraph, as an anchor keeps and compares them. */
const wordsOf = (unit: Unit): string => asWords(unit.text)

/** An anchor on a paragraph of a text; null when there is no such paragraph, or it has not these words. */
export function anchorAt(text: RedlineSide, block: number, quote: string | null): Anchor | null {
  const unit = unitsOf(text)[block]
  if (!unit) return null
  const words = wordsOf(unit)
  const anchor = { block, print: printOf(words), text: shortened(words), quote: null, before: '', after: '' }
  const quoted = quote === null ? '' : asWords(quote)
  if (quoted === '' || quoted === words) return anchor
  const at = words.indexOf(quoted)
  if (at === -1) return null
  return {
    ...anchor,
    quote: quoted,
    before: words.slice(Math.max(0, at - CONTEXT), at),
    after: words.slice(at + quoted.length, at + quoted.length + CONTEXT),
  }
}

const shortened = (words: string): string => (words.length <= MOST_TEXT ? words : `${words.slice(0, MOST_TEXT)}…`)

/** The paragraph of an anchor in its own text: by its number, else by what it says, should paragraphs ever be counted anew. */
function unitOf(units: readonly Unit[], { block, print }: Anchor): Unit | undefined {
  const numbered = units[block]
  if (numbered && printOf(wordsOf(numbered)) === print) return numbered
  const alike = units.filter((unit) => printOf(wordsOf(unit)) === print)
  return alike.toSorted((a, b) => Math.abs(a.at - block) - Math.abs(b.at - block))[0]
}

/** The paragraphs of anchors, and those that they are in another text: several where one was split, none where it is gone. */
export function unitsOfAnchors(from: RedlineSide, anchors: readonly Anchor[], to: RedlineSide) {
  const [old, current] = [unitsOf(from), unitsOf(to)]
  const became = new Map<Unit, Match>()
  for (const match of align(old, current, new Budget(TIME_LIMIT_MS))) {
    // What moved has a trace where it was, which comes to nothing.
    for (const unit of oldUnits(match)) if (match.kind === 'pair' || !became.has(unit)) became.set(unit, match)
  }
  const unitsNow = (unit: Unit): Unit[] => {
    const match = became.get(unit)
    return match ? newUnits(match) : []
  }
  return anchors.map((anchor) => {
    const unit = unitOf(old, anchor)
    const before = old.slice(0, unit?.at ?? anchor.block)
    const neighbor = before.findLast((each) => unitsNow(each).length > 0)
    return { unit, now: unit ? unitsNow(unit) : [], behind: neighbor ? (unitsNow(neighbor).at(-1)?.at ?? null) : null }
  })
}

/**
 * Where the paragraphs of one text are in another, in the order of the anchors. They are found by the alignment of the
 * redline, so that a comment stands where a reader of the redline sees the paragraph.
 */
export const placeAnchors = (from: RedlineSide, anchors: readonly Anchor[], to: RedlineSide): Place[] =>
  unitsOfAnchors(from, anchors, to).map(({ unit, now, behind }, at): Place => {
    const anchor = anchors[at]
    return unit && anchor && now.length > 0 ? placeIn(now, unit, anchor) : { kind: 'removed', behind }
  })

/** Of the paragraphs that one was split into, the one with the quoted words, else the one that begins as it began. */
function placeIn(now: readonly Unit[], unit: Unit, anchor: Anchor): Place {
  const places = now.map((each) => ({ each, words: wordsOf(each), quoteAt: findQuote(wordsOf(each), anchor) }))
  const found = places.find(({ quoteAt }) => quoteAt !== null) ?? (places[0] as (typeof places)[0])
  const { each, words, quoteAt } = found
  return { kind: 'here', block: each.at, text: shortened(words), same: words === wordsOf(unit), quoteAt }
}
