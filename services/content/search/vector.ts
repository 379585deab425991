import { placeWidth } from '#domain/documents/search.ts'
import { partsOf } from './parts.ts'
import { stemOf } from './stems.ts'
import { termsOf } from './terms.ts'

/** What a search reads of a text, made to be written into PostgreSQL. */
export interface SearchVectors {
  /** All lexemes with their places and weights, as a tsvector. */
  words: string
  /** Those of identifier and title, without places. */
  heading: string
  /** Each word of the title with the lexeme it is found by: typing errors are corrected by them. */
  titleWords: { word: string; lexeme: string }[]
}

/** Bounds of a tsvector: places go up to 16,383, and a text takes at most 1 MB. */
const LAST_PLACE = 16_383
const MOST_PLACES = 200
const MOST_BYTES = 900_000
const SHORTEST_CORRECTED = 4

/**
 * Places in the body are measured in characters, `placeWidth` to one, so that the passage around a hit is found without
 * reading the text. Identifier, title and keywords stand behind it.
 */
export function searchVectors(text: {
  identifier: string
  title: string
  keywords: string
  body: string
}): SearchVectors {
  const found = new Lexemes()
  const body = countCharacters(text.body)
  const width = placeWidth(body)
  const behind = Math.floor(body / width) + 2
  const heading = new Set<string>()
  let place = behind
  for (const part of [text.identifier, text.title]) {
    for (const { lexeme } of termsOf(part.normalize('NFC'))) {
      heading.add(lexeme)
      found.add(lexeme, place++, 'A')
    }
  }
  for (const { lexeme } of termsOf(text.keywords.normalize('NFC'))) found.add(lexeme, place++, 'B')
  const characters = characterAt(text.body)
  for (const { lexeme, start } of termsOf(text.body)) {
    found.add(lexeme, 1 + Math.floor(characters(start) / width), 'C')
  }
  return { words: found.toString(), heading: [...heading].map(quoted).join(' '), titleWords: titleWords(text.title) }
}

const quoted = (lexeme: string): string => `'${lexeme}'`

function titleWords(title: string): SearchVectors['titleWords'] {
  const words = new Set<string>()
  for (const { word, isSign } of partsOf(title.normalize('NFC'))) {
    if (!isSign && word.length >= SHORTEST_CORRECTED && /^\p{L}/u.test(word)) words.add(word)
  }
  return [...words].map((word) => ({ word, lexeme: stemOf(word) }))
}

const HALVES = /[\ud800-\udbff]/

const countCharacters = (text: string): number => (HALVES.test(text) ? [...text].length : text.length)

/** PostgreSQL counts characters, JavaScript halves of some. Asked in rising order. */
function characterAt(text: string): (index: number) => number {
  if (!HALVES.test(text)) return (index) => index
  let at = 0
  let characters = 0
  return (index) => {
    for (; at < index; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) characters += 1
    return characters
  }
}

/** Lexemes with their places, as many as fit. */
class Lexemes {
  readonly #places = new Map<string, string[]>()
  #bytes = 0

  add(lexeme: string, place: number, weight: 'A' | 'B' | 'C'): void {
    const known = this.#places.get(lexeme)
    const bytes = known ? 2 : 2 * lexeme.length + 6
    if ((known?.length ?? 0) >= MOST_PLACES || this.#bytes + bytes > MOST_BYTES) return
    this.#bytes += bytes
    const written = `${Math.min(place, LAST_PLACE)}${weight}`
    if (known) known.push(written)
    else this.#places.set(lexeme, [written])
  }

  toString(): string {
    return Array.from(this.#places, ([lexeme, places]) => `${quoted(lexeme)}:${places.join(',')}`).join(' ')
  }
}
