import { type AskedWord, GLANCE } from '#domain/documents/search.ts'
import { bestMark, marksIn } from './marks.ts'

/** As much text before a hit as a passage may begin with. */
export const BEFORE = 60

const START = '\u0002'
const STOP = '\u0003'

/**
 * A passage of a text around the words, each between two control characters, which no text can contain.
 * @param text a part of the text that begins and ends anywhere
 */
export function passageIn(text: string, words: readonly AskedWord[], { begins }: { begins: boolean }): string {
  const marks = marksIn(text, words)
  const first = marks[bestMark(marks)]?.start ?? 0
  const from = begins && first <= BEFORE ? 0 : startOf(text, first)
  const to = endOf(text, from + GLANCE)
  let passage = ''
  let at = from
  for (const { start, end } of marks) {
    if (start < from || end > to) continue
    passage += `${text.slice(at, start)}${START}${text.slice(start, end)}${STOP}`
    at = end
  }
  return (passage + text.slice(at, to)).trim()
}

/** The beginning of the line or of the sentence, or of a word, not far before the hit. */
function startOf(text: string, hit: number): number {
  const near = Math.max(0, hit - BEFORE)
  const before = text.slice(near, hit)
  const sentence = Math.max(before.lastIndexOf('\n') + 1, before.search(/[.!?。！？]\s?(?=[^.!?。！？]*$)/u) + 2)
  if (sentence > 1) return Math.min(hit, near + sentence)
  const blank = before.search(/\s/)
  return blank < 0 ? near : near + blank + 1
}

/** The end of the last word that fits; scripts without blanks are cut anywhere. */
function endOf(text: string, most: number): number {
  if (text.length <= most) return text.length
  const blank = text.slice(most - 40, most).search(/\s\S*$/)
  return blank < 0 ? most : most - 40 + blank
}
