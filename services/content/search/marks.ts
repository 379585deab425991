import { type AskedWord, bestPlace, GLANCE, isFormOf } from '#domain/documents/search.ts'
import { JOINT, termsOf } from './terms.ts'

/** A place in a text where one of the words stands. */
export interface Mark {
  start: number
  end: number
  word: number
}

/** How many parts of a joined lexeme were asked for: of "A.5.15" two are marked when "A.5" was typed. */
const partsIn = (lexeme: string): number => lexeme.split(JOINT).filter(Boolean).length

/** Where the words stand in a text, in order, none inside another. */
export function marksIn(text: string, words: readonly AskedWord[]): Mark[] {
  const found: Mark[] = []
  for (const { lexeme, start, ends } of termsOf(text)) {
    words.forEach(({ forms }, word) => {
      const form = forms.find((one) => isFormOf(lexeme, [one]))
      if (!form) return
      const end = ends[Math.min(partsIn(form.lexeme), ends.length) - 1] ?? start
      const last = found.at(-1)
      if (!last || start >= last.end) found.push({ start, end, word })
      else last.end = Math.max(last.end, end)
    })
  }
  return found
}

/** The mark at which to begin reading: where most of the words stand close together. */
export function bestMark(marks: readonly Mark[]): number {
  const place = bestPlace(
    marks.map(({ word, start }) => ({ word, at: start })),
    GLANCE,
  )
  return Math.max(
    0,
    marks.findIndex(({ start }) => start === place),
  )
}
