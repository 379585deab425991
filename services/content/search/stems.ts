import { stemmer } from 'stemmer'

/** Words of English that are in every text. Search leaves them out, unless nothing else was typed. */
const COMMON = new Set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its
  itself they them their theirs themselves what which who whom this that these those am is are was were be been being have
  has had having do does did doing a an the and but if or because as until while of at by for with about against between
  into through during before after above below to from up down in out on off over under again further then once here there
  when where why how all any both each few more most other some such no nor not only own same so than too very s t can will
  just don should now`.split(/\s+/),
)

export const isCommon = (word: string): boolean => COMMON.has(word)

/** Shorter ones are abbreviations as often as not: "TLS" is no plural. */
const ENGLISH = /^[a-z]{4,40}$/

/** A text has the same words many times, and all texts mostly the same. */
const known = new Map<string, string>()
const MOST_KNOWN = 50_000

/** What "policy" and "policies" have in common. Words that cannot be English stay as they are. */
export function stemOf(word: string): string {
  if (!ENGLISH.test(word)) return word
  const before = known.get(word)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const stem = stemmer(word)
  known.set(word, stem)
  return stem
}
