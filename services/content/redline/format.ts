import { listOf } from '#domain/words.ts'
import { MARKS, type Mark, type Style, sameStyle } from '../model.ts'
import { type CellShape, isText, type Run, shownText, type Text, textOf } from './runs.ts'
import type { Line } from './units.ts'
import type { Part } from './words.ts'

/** Differences of format in words, for those who do not see them and for the summary. */

const MARK_NAMES: Record<Mark, string> = {
  strong: 'bold',
  em: 'italics',
  u: 'underline',
  s: 'strikethrough',
  sub: 'subscript',
  sup: 'superscript',
  code: 'code format',
}
const MAX_QUOTED = 60

/** Text as a note quotes it: one line, and not too long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return `“${letters.length > MAX_QUOTED ? `${letters.slice(0, MAX_QUOTED).join('').trimEnd()}…` : line}”`
}

export const sentence = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

function styleNotes(before: Style, after: Style, text: string): string[] {
  const missing = (from: Style, other: Style) =>
    MARKS.filter((mark) => from.marks.includes(mark) && !other.marks.includes(mark)).map((mark) => MARK_NAMES[mark])
  const [added, removed] = [missing(after, before), missing(before, after)]
  const of = quoted(text)
  const notes: string[] = []
  if (added.length > 0) notes.push(`${listOf(added)} added to ${of}`)
  if (removed.length > 0) notes.push(`${listOf(removed)} removed from ${of}`)
  if (before.href === after.href) return notes
  if (before.href === null) notes.push(`link to ${after.href} added to ${of}`)
  else if (after.href === null) notes.push(`link to ${before.href} removed from ${of}`)
  else notes.push(`link goes to ${after.href} instead of ${before.href} in ${of}`)
  return notes
}

const nameOf = (runs: readonly Run[]): string => {
  const names = runs.flatMap((run) => (run.type === 'variable' ? [run.name] : []))
  return names.length === 0 ? 'plain text' : `the variable ${listOf([...new Set(names)])}`
}

type Pair = { before: Style; after: Style; text: string }

/** The same text on two sides, cut where the style of either changes. */
function stylePairs(before: readonly Text[], after: readonly Text[]): Pair[] {
  const cuts = (runs: readonly Text[]) => {
    let end = 0
    return runs.map((run) => {
      end += shownText(run).length
      return { style: run.style, end }
    })
  }
  const [old, current] = [cuts(before), cuts(after)]
  const text = textOf(after)
  const pairs: Pair[] = []
  let from = 0
  for (let i = 0, j = 0; ; ) {
    const [a, b] = [old[i], current[j]]
    if (!a || !b) return pairs
    const end = Math.min(a.end, b.end)
    const last = pairs.at(-1)
    const piece = text.slice(from, end)
    if (last && sameStyle(last.before, a.style) && sameStyle(last.after, b.style)) last.text += piece
    else pairs.push({ before: a.style, after: b.style, text: piece })
    from = end
    if (a.end === end) i += 1
    if (b.end === end) j += 1
  }
}

/** What is another format in a part, in words. */
export function partNotes(part: Part): string[] {
  if (part.kind !== 'restyled' && part.kind !== 'refilled') return []
  const [before, after] = [part.before.filter(isText), part.after.filter(isText)]
  if (part.kind === 'refilled') {
    const [old, current] = [before[0], after[0]]
    return old && current && !sameStyle(old.style, current.style)
      ? styleNotes(old.style, current.style, textOf(after))
      : []
  }
  const notes = stylePairs(before, after).flatMap((pair) =>
    sameStyle(pair.before, pair.after) ? [] : styleNotes(pair.before, pair.after, pair.text),
  )
  const [was, is] = [nameOf(before), nameOf(after)]
  return was === is ? notes : [`${quoted(textOf(after))} is ${is} instead of ${was}`, ...notes]
}

/** What is another format of the number in front of a line. */
export const numberNotes = (before: { style: Style } | null, after: { style: Style; text: string } | null): string[] =>
  before && after && !sameStyle(before.style, after.style) ? styleNotes(before.style, after.style, after.text) : []

/** How a cell differs from what it was, apart from what it says. */
export function cellNotes(before: CellShape | null, after: CellShape | null, line: Line): string[] {
  if (!before || !after) return []
  const name = textOf(line.runs).trim() ? `cell ${quoted(textOf(line.runs))}` : 'an empty cell'
  const notes: string[] = []
  if (before.header !== after.header)
    notes.push(after.header ? `${name} is a header cell` : `${name} is no header cell any more`)
  const spans = [
    ['colspan', 'column'],
    ['rowspan', 'row'],
  ] as const
  for (const [span, what] of spans) {
    if (before[span] === after[span]) continue
    notes.push(`${name} spans ${after[span]} ${what}${after[span] === 1 ? '' : 's'} instead of ${before[span]}`)
  }
  return notes
}
