import type { AskedWord } from '#domain/documents/search.ts'
import { bestMark, marksIn } from './marks.ts'

/** The anchor of the mark at which to begin reading. */
export const FOUND = 'found'

const TAG = /<[^>]*>/g
/** Tags inside a line: a word goes on across them. */
const INLINE = /^<\/?(?:a|strong|em|u|s|sub|sup|code|span)\b/
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
const ENTITY = /&(?:amp|lt|gt);/g

/** A piece of the text of a page, and where it stands in the HTML. */
interface Piece {
  html: number
  /** Where it begins in the text. */
  start: number
  written: string
}

export interface Marked {
  html: string
  /** How many words are marked. */
  marks: number
}

/**
 * Rendered content with the words marked wherever they stand; the place to begin reading has the anchor `found`.
 * @param html as `renderContent` writes it: in attributes no `>`, and no entities but three
 */
export function markHtml(html: string, words: readonly AskedWord[]): Marked {
  const { text, pieces } = textOf(html)
  const marks = words.length === 0 ? [] : marksIn(text, words)
  const best = bestMark(marks)
  let marked = ''
  let from = 0
  let next = 0
  for (const { html: at, start, written } of pieces) {
    marked += html.slice(from, at)
    from = at + written.length
    const end = start + written.replace(ENTITY, '.').length
    const inside = positions(written, start)
    let done = 0
    for (let mark = marks[next]; mark && mark.start < end; mark = marks[next]) {
      const opens = inside(Math.max(mark.start, start))
      const closes = inside(Math.min(mark.end, end))
      const anchor = next === best && mark.start >= start ? ` id="${FOUND}" tabindex="-1"` : ''
      marked += `${written.slice(done, opens)}<mark${anchor}>${written.slice(opens, closes)}</mark>`
      done = closes
      if (mark.end > end) break
      next += 1
    }
    marked += written.slice(done)
  }
  return { html: marked + html.slice(from), marks: marks.length }
}

function textOf(html: string): { text: string; pieces: Piece[] } {
  const pieces: Piece[] = []
  let text = ''
  let from = 0
  const add = (to: number) => {
    if (to === from) return
    const written = html.slice(from, to)
    pieces.push({ html: from, start: text.length, written })
    text += written.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity)
  }
  for (const tag of html.matchAll(TAG)) {
    add(tag.index)
    from = tag.index + tag[0].length
    if (!INLINE.test(tag[0])) text += '\n'
  }
  add(html.length)
  return { text, pieces }
}

/** Where a place of the text stands in a piece: an entity is one character. Asked in rising order. */
function positions(written: string, start: number): (place: number) => number {
  if (!written.includes('&')) return (place) => place - start
  let at = 0
  let place = start
  return (asked) => {
    for (; place < asked; place += 1) at += /^&(?:amp|lt|gt);/.exec(written.slice(at, at + 5))?.[0].length ?? 1
    return at
  }
}
