/** One way in which a text may hold a word: as this lexeme, or as any that begins so. */
export interface Form {
  lexeme: string
  prefix: boolean
}

/** One word that a text must hold to be found, in any of its forms. */
export interface AskedWord {
  /** As it was typed, if it is a plain word in which an error may have been made. */
  typed: string | null
  /** In so many texts that it says nothing. */
  isCommon: boolean
  forms: Form[]
  /** What is looked for when too few texts hold any of the forms: each of these, in any of its forms. */
  looser: Form[][]
}

export const isFormOf = (lexeme: string, forms: readonly Form[]): boolean =>
  forms.some((form) => (form.prefix ? lexeme.startsWith(form.lexeme) : lexeme === form.lexeme))

/** What is searched beside a text, as people read it: it changes without the text. */
export interface SearchHeading {
  identifier: string
  title: string
  keywords: string
}

/** What a search reads of a text, made to be written into PostgreSQL. */
export interface SearchVectors {
  /** All lexemes with their places and weights, as a tsvector. */
  words: string
  /** Those of identifier and title, without places. */
  heading: string
  /** Each longer word of the title with the lexeme it is found by: typing errors are corrected by them. */
  titleWords: readonly { word: string; lexeme: string }[]
}

/** About as much text as is shown of a hit, and as is read at a glance. */
export const GLANCE = 180

/**
 * Where most of the words stand together, and as close as anywhere.
 * @param hits word and place, in the order of places
 * @param span how far apart words may stand to be together
 */
export function bestPlace(hits: readonly { word: number; at: number }[], span: number): number | null {
  let best = { words: 0, width: 0, at: null as number | null }
  let first = 0
  const near = new Map<number, number>()
  for (const { word, at } of hits) {
    near.set(word, (near.get(word) ?? 0) + 1)
    // What is too far back is left, and so is a word that comes again nearer to the others.
    for (let hit = hits[first]; hit && (hit.at < at - span || (near.get(hit.word) ?? 0) > 1); hit = hits[first]) {
      const left = (near.get(hit.word) ?? 1) - 1
      if (left === 0) near.delete(hit.word)
      else near.set(hit.word, left)
      first += 1
    }
    const begins = hits[first]?.at ?? at
    const width = at - begins
    if (near.size > best.words || (near.size === best.words && width < best.width)) {
      best = { words: near.size, width, at: begins }
    }
  }
  return best.at
}

/** The most places in a body; the others that a tsvector has are for title and keywords. */
const PLACES = 16_000
const WORD = 6

/** How many characters of a body share one place in its tsvector. */
export const placeWidth = (characters: number): number => Math.max(WORD, Math.ceil((characters + 1) / PLACES))
