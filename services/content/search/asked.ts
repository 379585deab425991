import type { AskedWord, Form } from '#domain/documents/search.ts'
import { type Part, partsOf } from './parts.ts'
import { isCommon, stemOf } from './stems.ts'
import { asOneWord, isJoined, isPossessive, JOINT, joined, MOST_PARTS, withSigns } from './terms.ts'

const LONGEST_TYPED = 200
const MOST_WORDS = 12
const MOST_LOOSENED = 3

const begins = (lexeme: string): Form => ({ lexeme, prefix: true })
const only = (lexeme: string): Form => ({ lexeme, prefix: false })
const distinct = <T>(all: T[], key: (one: T) => unknown): T[] => [
  ...new Map(all.map((one) => [key(one), one])).values(),
]
const distinctForms = (forms: Form[]): Form[] => distinct(forms, ({ lexeme }) => lexeme)

/**
 * What was typed, as words that a text must have all of. Each must begin a word of the text, since the last may still be
 * being typed; a number that is complete somewhere is not looked for inside of longer ones.
 */
export function askedWords(typed: string): AskedWord[] {
  const text = typed.normalize('NFC').slice(0, LONGEST_TYPED)
  const chains: Part[][] = []
  for (const part of partsOf(text)) {
    const chain = chains.at(-1)
    const last = chain?.at(-1)
    if (isPossessive(part)) continue
    const goesOn = part.isSign || last?.isSign ? part.follows === 'touching' : isJoined(part, false)
    if (chain && goesOn) chain.push(part)
    else chains.push([part])
  }
  const words = chains.flatMap((chain) => (chain.some(({ isSign }) => isSign) ? signs(chain) : word(chain, text)))
  const telling = words.filter(({ isCommon }) => !isCommon)
  const asked = distinct(telling.length > 0 ? telling : words, ({ forms }) => forms[0]?.lexeme).slice(0, MOST_WORDS)
  // Every form is looked up in every slice of the index.
  return asked.length <= MOST_LOOSENED ? asked : asked.map((one) => ({ ...one, looser: [] }))
}

/** A run of signs is found wherever each two neighbors stand side by side. */
function signs(run: readonly Part[]): AskedWord[] {
  const pairs = run.slice(1).flatMap((part, at) => {
    const before = run[at] as Part
    return before.isSign || part.isSign ? [before.word + part.word] : []
  })
  const words = run.filter(({ isSign }) => !isSign).map(({ word }) => stemOf(word))
  return (run.length === 1 ? run.map(({ word }) => word) : [...words, ...pairs]).map((lexeme) => ({
    typed: null,
    isCommon: false,
    forms: [begins(lexeme)],
    looser: [],
  }))
}

function word(chain: readonly Part[], text: string): AskedWord[] {
  if (chain.length > MOST_PARTS) {
    const starts = chain.length - MOST_PARTS + 1
    return Array.from({ length: starts }, (_, at) => compound(chain.slice(at, at + MOST_PARTS)))
  }
  if (chain.length > 1) return [compound(chain)]
  const [part] = chain
  if (!part) return []
  const signed = withSigns(part, text)
  if (signed !== null) return [{ typed: null, isCommon: false, forms: [begins(signed)], looser: [] }]
  if (/\p{N}$/u.test(part.word)) return [number(part.word, [[begins(part.word)]])]
  if (isCommon(part.word)) return [{ typed: null, isCommon: true, forms: [only(part.word)], looser: [] }]
  return [{ typed: part.word, isCommon: false, forms: variants(part.word), looser: [] }]
}

/** A word as it was typed, perhaps not to its end, and what it has in common with its other endings. */
const variants = (word: string): Form[] => distinctForms([begins(word), begins(stemOf(word))])

/** It ends here or goes on with another part: "5.1" is "5.1" and "5.1.2", but "5.15" only when there is no such text. */
const number = (lexeme: string, looser: Form[][]): AskedWord => ({
  typed: null,
  isCommon: false,
  forms: [only(lexeme), begins(lexeme + JOINT)],
  looser,
})

function compound(chain: readonly Part[]): AskedWord {
  const words = chain.map(({ word }) => word)
  const stems = words.map(stemOf)
  const last = words.at(-1) ?? ''
  const apart = distinct(words, (word) => word).filter((word) => !isCommon(word))
  if (/\p{N}$/u.test(last)) return number(joined(stems), [[begins(joined(stems))]])
  const one = asOneWord(chain)
  return {
    typed: null,
    isCommon: false,
    forms: distinctForms([
      begins(joined([...stems.slice(0, -1), last])),
      begins(joined(stems)),
      ...(one === null ? [] : variants(one)),
    ]),
    looser: apart.map(variants),
  }
}
