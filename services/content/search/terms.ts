import { type Part, partsOf } from './parts.ts'
import { isCommon, stemOf } from './stems.ts'

/** What the index holds of one place of a text. */
export interface Term {
  lexeme: string
  start: number
  /** Where its first, second, … part ends. */
  ends: readonly number[]
}

/** Stands between the parts of a joined lexeme. It is a letter that no language writes inside a word. */
export const JOINT = '\u01c0'
/** The most parts of a joined lexeme; what was typed with more is looked for in pieces that overlap. */
export const MOST_PARTS = 6
const LONGEST_LEXEME = 255
/** What is longer and has capitals inside is no name. */
const LONGEST_HUMPS = 60

export const joined = (words: readonly string[]): string => words.join(JOINT).slice(0, LONGEST_LEXEME)

const NUMBER = /^\p{N}/u

/** Whether two parts belong to one identifier: "A.5", "24/7", "ISO27001" and, when `blanks` count, "ISO 27001". */
export const isJoined = (part: Part, blanks: boolean): boolean =>
  !part.isSign &&
  (part.follows === 'joined' ||
    part.follows === 'touching' ||
    (blanks && part.follows === 'blank' && NUMBER.test(part.word)))

/** The "s" of "everybody's" is no word. */
export const isPossessive = ({ word, between }: Part): boolean => word === 's' && (between === "'" || between === '’')

/** "C++", "C#" and "A+" as words. */
export function withSigns(part: Part, text: string): string | null {
  const sign = text[part.end]
  if (sign !== '+' && sign !== '#') return null
  const after = text.slice(part.end, part.end + 3)
  if (after.startsWith('++')) return `${part.word}plusplus`
  if (/^\+(?![\p{L}\p{N}])/u.test(after)) return `${part.word}plus`
  return after.startsWith('#') && part.word.length === 1 ? `${part.word}sharp` : null
}

/** "e-mail" as people write it too: "email". */
export function asOneWord(chain: readonly Part[]): string | null {
  const [first, ...rest] = chain
  if (!first || rest.length === 0 || rest.length > 2) return null
  if (!rest.every(({ between }) => /^[-‐‑]$/.test(between))) return null
  const words = chain.map(({ word }) => word)
  return words.every((word) => /^\p{L}[\p{L}\p{M}]*$/u.test(word)) ? words.join('').slice(0, LONGEST_LEXEME) : null
}

/** The words in "userId"; none in "Policy". */
function humps(written: string): string[] {
  if (written.length > LONGEST_HUMPS || !/[\p{Ll}\p{N}]\p{Lu}/u.test(written)) return []
  return written.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).map((hump) => stemOf(hump.toLowerCase()))
}

/** All that a text can be found by, in reading order. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = []
  const parts = partsOf(text)
  for (let at = 0; at < parts.length; at += 1) addTerms(terms, text, parts, at)
  return terms
}

/** Adds what begins at one of the parts. */
function addTerms(terms: Term[], text: string, parts: readonly Part[], at: number): void {
  const part = parts[at]
  if (!part) return
  const { start, end, word } = part
  const next = parts[at + 1]
  const beforeSign = next?.follows === 'touching' && (part.isSign || next.isSign) ? next : null
  if (beforeSign)
    terms.push({ lexeme: (word + beforeSign.word).slice(0, LONGEST_LEXEME), start, ends: [beforeSign.end] })
  if (part.isSign) {
    if (!beforeSign) terms.push({ lexeme: word, start, ends: [end] })
    return
  }
  if (isPossessive(part)) return
  const written = text.slice(start, end)
  // "IT" is a department, "it" is not.
  if (!isCommon(word) || /^\p{Lu}{2,}$/u.test(written)) terms.push({ lexeme: stemOf(word), start, ends: [end] })
  if (word !== written) for (const hump of humps(written)) terms.push({ lexeme: hump, start, ends: [end] })
  const signs = withSigns(part, text)
  if (signs !== null) terms.push({ lexeme: signs, start, ends: [end] })
  if (!next || !isJoined(next, true) || isPossessive(next)) return
  const chain = chainOf(parts, at)
  const ends = chain.map((one) => one.end)
  terms.push({ lexeme: joined(chain.map((one) => stemOf(one.word))), start, ends })
  if (isJoined(part, false) && !parts[at - 1]?.isSign) return
  const blank = chain.findIndex(({ follows }, place) => place > 0 && follows === 'blank')
  const one = asOneWord(blank < 0 ? chain : chain.slice(0, blank))
  if (one !== null) terms.push({ lexeme: stemOf(one), start, ends: ends.slice(-1) })
}

/** The parts that belong together, from this one on. */
function chainOf(parts: readonly Part[], at: number): Part[] {
  let end = at + 1
  for (let part = parts[end]; part && end < at + MOST_PARTS; part = parts[end]) {
    if (!isJoined(part, true) || isPossessive(part)) break
    end += 1
  }
  return parts.slice(at, end)
}
