import { foldWord } from './fold.ts'

/** How a part follows the one before: with nothing between, with signs ("/", "."), after one blank, or farther away. */
type Follows = 'touching' | 'joined' | 'blank' | 'apart'

/** A word, or one sign of a script that writes without blanks. */
export interface Part {
  word: string
  isSign: boolean
  start: number
  end: number
  follows: Follows
  /** What stands between it and the part before. */
  between: string
}

/** Scripts that write words in one run, or join them as freely: Chinese, Japanese, Korean, Thai, Hindi and their like. */
const RUN_TOGETHER = [
  ...['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan', 'Javanese'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
]
  .map((script) => `\\p{scx=${script}}`)
  .join('')
const SIGN = `(?=\\p{L})[${RUN_TOGETHER}]\\p{M}*`
const HAS_SIGNS = new RegExp(SIGN, 'u')
const SIGN_OR_WORD = new RegExp(`(${SIGN})|(?:(?!${SIGN})[\\p{L}\\p{M}\\p{N}\\u00ad\\u200c\\u200d])+`, 'gu')

/** Letters and digits without anything between; soft hyphens and joiners are inside a word. */
const RUN = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\u00ad\u200c\u200d]*/gu
const DIGIT = /\p{N}/u
const LETTERS_BEFORE_DIGIT = /^[\p{L}\p{M}]+(?=\p{N})/u
const LONGEST_JOINT = 3
/** As much of a word as is compared: no hash is longer. */
const LONGEST_WORD = 200

const follow = (between: string): Follows => {
  if (between === ' ' || between === '\u00a0') return 'blank'
  if (between === '') return 'touching'
  return between.length > LONGEST_JOINT || /\s/.test(between) ? 'apart' : 'joined'
}

/**
 * The parts of a text in reading order. "AES-256/GCM" has three, and "ISO27001" two, so that it is the same as "ISO 27001".
 * Takes time in proportion to the text.
 */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  const add = (start: number, end: number, isSign: boolean) => {
    const word = foldWord(text.slice(start, Math.min(end, start + LONGEST_WORD)))
    if (word === '') return
    const last = parts.at(-1)
    const between = last ? text.slice(last.end, Math.min(start, last.end + LONGEST_JOINT + 1)) : '\n'
    parts.push({ word, isSign, start, end, follows: follow(between), between })
  }
  const addWord = (word: string, start: number) => {
    const letters = DIGIT.test(word) ? (LETTERS_BEFORE_DIGIT.exec(word)?.[0].length ?? 0) : 0
    if (letters > 0) add(start, start + letters, false)
    add(start + letters, start + word.length, false)
  }
  const hasSigns = HAS_SIGNS.test(text)
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!hasSigns) {
      addWord(run, index)
      continue
    }
    for (const piece of run.matchAll(SIGN_OR_WORD)) {
      const start = index + piece.index
      if (piece[1] === undefined) addWord(piece[0], start)
      else add(start, start + piece[0].length, true)
    }
  }
  return parts
}
