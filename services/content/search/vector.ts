import { placeWidth, type SearchHeading, type SearchVectors } from '#domain/documents/search.ts'
import { partsOf } from './parts.ts'
import { stemOf } from './stems.ts'
import { termsOf } from './terms.ts'

/** What a search reads of the text itself. */
export interface IndexedBody {
  body: string
  characters: number
  /** Its lexemes with their places and weight, as a tsvector. */
  lexemes: string
}

/**
 * Bounds of a tsvector: places go up to 16,383, each lexeme has at most 255 of them, and a text takes at most 1 MB.
 * The heading has its own share, so that neither takes the place of the other.
 */
const LAST_PLACE = 16_383
const BODY = { places: 200, bytes: 850_000 }
const HEADING = { places: 50, bytes: 50_000 }
const SHORTEST_CORRECTED = 4

/**
 * Reads a text for the search, in time with its length. Places are measured in characters, `placeWidth` to one, so that
 * the passage around a hit is found without reading the text.
 */
export function indexBody(body: string): IndexedBody {
  const found = new Lexemes(BODY)
  const total = countCharacters(body)
  const width = placeWidth(total)
  const characters = characterAt(body)
  for (const { lexeme, start } of termsOf(body)) found.add(lexeme, 1 + Math.floor(characters(start) / width), 'C')
  return { body, characters: total, lexemes: found.toString() }
}

/**
 * Identifier, title and keywords stand behind the text.
 * @param characters the length of the text
 */
export function headingVectors(text: SearchHeading, characters: number): SearchVectors {
  const found = new Lexemes(HEADING)
  const heading = new Set<string>()
  let place = Math.floor(characters / placeWidth(characters)) + 2
  for (const part of [text.identifier, text.title]) {
    for (const { lexeme } of termsOf(part.normalize('NFC'))) {
      heading.add(lexeme)
      found.add(lexeme, place++, 'A')
    }
  }
  for (const { lexeme } of termsOf(text.keywords.normalize('NFC'))) found.add(lexeme, place++, 'B')
  return { words: found.toString(), heading: [...heading].map(quoted).join(' '), titleWords: titleWords(text.title) }
}

/** All of a text. PostgreSQL joins the places of a lexeme that stands in both. */
export function searchVectors(text: SearchHeading, { characters, lexemes }: IndexedBody): SearchVectors {
  const vectors = headingVectors(text, characters)
  return { ...vectors, words: `${vectors.words} ${lexemes}` }
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
  readonly #most: { places: number; bytes: number }
  readonly #places = new Map<string, string[]>()
  #bytes = 0

  constructor(most: { places: number; bytes: number }) {
    this.#most = most
  }

  add(lexeme: string, place: number, weight: 'A' | 'B' | 'C'): void {
    const known = this.#places.get(lexeme)
    const bytes = known ? 2 : 2 * lexeme.length + 6
    if ((known?.length ?? 0) >= this.#most.places || this.#bytes + bytes > this.#most.bytes) return
    this.#bytes += bytes
    const written = `${Math.min(place, LAST_PLACE)}${weight}`
    if (known) known.push(written)
    else this.#places.set(lexeme, [written])
  }

  toString(): string {
    return Array.from(this.#places, ([lexeme, places]) => `${quoted(lexeme)}:${places.join(',')}`).join(' ')
  }
}
