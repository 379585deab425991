/** Where a comment is pinned: one paragraph of a frozen text, and words of it. See docs/decisions/0034. */
export interface Anchor {
  /** Which paragraph of the text, from 0. Headings, items, rows, code and pictures count as paragraphs. */
  block: number
  /** The fingerprint of what it says. */
  print: string
  /** What it says; the beginning of it, where it is long. */
  text: string
  /** The words that the comment is about; null: the whole paragraph. */
  quote: string | null
  /** What stands before and after these words, so that they are told apart where they stand twice. */
  before: string
  after: string
}

/** Where the paragraph of an anchor is in another text. */
export type Place =
  | {
      kind: 'here'
      block: number
      /** What it says there. */
      text: string
      /** Whether it says there what it said before. */
      same: boolean
      /** Where the quoted words begin in it; null when they do not stand there, or none were quoted. */
      quoteAt: number | null
    }
  /** It is gone; it stood behind this paragraph, or at the beginning. */
  | { kind: 'removed'; behind: number | null }

/** Words as they are compared: one blank between two of them. */
export const asWords = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** As much of what stands around a quote as tells two of them apart. */
export const CONTEXT = 40

/** Where a quote begins in a text; of several places the one with the most of what stood around it. */
export function findQuote(text: string, { quote, before, after }: Pick<Anchor, 'quote' | 'before' | 'after'>) {
  if (!quote) return null
  let [best, most] = [null as number | null, -1]
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    const around = sharedEnd(text.slice(0, at), before) + sharedBeginning(text.slice(at + quote.length), after)
    if (around > most) [best, most] = [at, around]
  }
  return best
}

function sharedBeginning(a: string, b: string): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared += 1
  return shared
}

function sharedEnd(a: string, b: string): number {
  let shared = 0
  while (shared < a.length && shared < b.length && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1
  return shared
}
