import type { TextRun } from '../model.ts'
import type { Leaf, Run } from './runs.ts'

const UPPER = String.raw`(?=["“‘'(«]?[\p{Lu}\p{Lo}])`
/** "4.2 A shared account", "4. Scope", "3) Tools", "(b) the owner"; neither "3.5 million" nor "24 hours". */
const BEFORE_SENTENCE = new RegExp(
  String.raw`^(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))[ \u00a0]+(?:${UPPER}|(?<=\)[ \u00a0]+)\p{L})`,
  'u',
)
/** The same, and "4 Scope", "Section 4: Scope", "Annex B Forms". */
const BEFORE_HEADING = new RegExp(
  String.raw`^(?:(?:Section|Article|Clause|Chapter|Part|Appendix|Annex)[ \u00a0]+(?:\d{1,3}|[A-Z])|\d{1,3}|[A-Z](?=\.))(?:\.\d{1,3}){0,4}[.):]?[ \u00a0]+${UPPER}`,
  'u',
)

/** The number that an author wrote in front of a line, with the blank after it, and the rest of the line. */
export type Numbered = { number: TextRun | null; rest: Run[] }

/** Parts a written number from its line. Only headings, paragraphs and items have one: "A.5.15" in a cell is a reference. */
export function splitNumber(leaf: Leaf, runs: Run[]): Numbered {
  const [first, ...others] = runs
  const pattern = leaf.type === 'heading' ? BEFORE_HEADING : leaf.type === 'paragraph' ? BEFORE_SENTENCE : null
  const found = first?.type === 'text' && pattern ? pattern.exec(first.text)?.[0].match(/^.*[ \u00a0]/)?.[0] : undefined
  if (!found || first?.type !== 'text') return { number: null, rest: runs }
  const rest: TextRun = { ...first, text: first.text.slice(found.length) }
  return { number: { ...first, text: found }, rest: rest.text ? [rest, ...others] : others }
}
