import type { ImportWarning, ImportWarningCode } from '#domain/documents/import-warnings.ts'
import { deeperThanLevels } from '#domain/documents/numbering.ts'
import { anchorsOf } from './anchors.ts'
import { parseContent } from './sanitize.ts'

export type Warn = (code: Exclude<ImportWarningCode, 'more'>, at: string, text: string) => void

/** Nobody reads more, and a text that is all comments would otherwise answer with itself. */
const MOST = 100
const LONGEST_QUOTE = 80

/** Words of the text itself, short enough for a sentence. */
export function quoted(words: string): string {
  const characters = [
    ...words
      .slice(0, 4 * LONGEST_QUOTE)
      .replace(/\s+/g, ' ')
      .trim(),
  ]
  const short = characters.length > LONGEST_QUOTE ? [...characters.slice(0, LONGEST_QUOTE - 1), '…'] : characters
  return `“${short.join('')}”`
}

/** Where a thing stands: its line, and in HTML, which may be one line, its column. */
export const placeOf = (line: number, column?: number): string =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column}`

const numbersOf = ({ at }: ImportWarning): number[] => (at.match(/\d+/g) ?? []).map(Number)

function byPlace(a: ImportWarning, b: ImportWarning): number {
  const [lineA = 0, columnA = 0] = numbersOf(a)
  const [lineB = 0, columnB = 0] = numbersOf(b)
  return lineA - lineB || columnA - columnB
}

/** Gathers warnings while a text is read: the first hundred by themselves, of the others how many there are. */
export function createWarnings() {
  const warnings: ImportWarning[] = []
  const anchors: { target: string; at: string }[] = []
  const headings: { level: number; at: string }[] = []
  let count = 0
  const warn: Warn = (code, at, text) => {
    count += 1
    if (warnings.length < MOST) warnings.push({ code, at, text })
  }
  return {
    warn,
    /** A link to a heading; whether there is one is seen when the whole text is read. */
    anchor: (target: string, at: string): void => {
      anchors.push({ target, at })
    },
    /** A heading that stands in no list, quote or table; whether there is a level for it is seen by those above it. */
    heading: (level: number, at: string): void => {
      headings.push({ level, at })
    },
    /**
     * All of them, in the order of the text.
     * @param content what became of it
     * @param hasTitle whether the first heading is the title, and no part of the content
     */
    all(content: string, hasTitle = false): ImportWarning[] {
      const kept = hasTitle ? headings.slice(1) : headings
      deeperThanLevels(kept.map(({ level }) => level)).forEach((isDeeper, at) => {
        if (isDeeper)
          warn(
            'heading_level_changed',
            kept[at]?.at ?? '',
            'A heading of the fourth level or below is one of the third.',
          )
      })
      const find = anchors.length > 0 ? anchorsOf(parseContent(content)) : () => null
      for (const { target, at } of anchors) {
        if (find(target) === null)
          warn('anchor_unknown', at, `No heading is called ${quoted(target)}, the link leads nowhere.`)
      }
      const first = warnings.toSorted(byPlace)
      const more = count - first.length
      return more === 0
        ? first
        : [...first, { code: 'more', at: 'further down', text: `There are ${more} more of these.` }]
    },
  }
}
