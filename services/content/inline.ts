import { type Inline, MARKS, PLAIN, type Style, sameStyle, type TextRun } from './model.ts'

/**
 * What no reader can see but a hash, a search or a language model would: controls, direction overrides, zero-width
 * spaces, byte order marks, tag characters, noncharacters, halves of surrogate pairs. ZWJ and ZWNJ stay: Hindi, Persian
 * and emoji need them.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\u{e0000}-\u{e007f}]/gu
const BLANKS = /[ \t\n\v\f\r\u0085\u2028\u2029]+/g

export const cleanText = (text: string): string => text.replace(INVISIBLE, '')

/** A text without format on one line, as it is kept. */
export const cleanLine = (text: string): string => cleanText(text).normalize('NFC').replace(BLANKS, ' ').trim()

const intersection = (a: Style, b: Style): Style => ({
  marks: MARKS.filter((mark) => a.marks.includes(mark) && b.marks.includes(mark)),
  href: a.href === b.href ? a.href : null,
})

function merge(runs: Inline[]): Inline[] {
  const merged: Inline[] = []
  for (const run of runs) {
    const last = merged.at(-1)
    if (run.type === 'text' && last?.type === 'text' && sameStyle(run.style, last.style)) last.text += run.text
    else merged.push(run.type === 'text' ? { ...run } : run)
  }
  return merged
}

/** Cuts blanks off the ends of runs into runs of their own, one blank where several met. */
function splitBlanks(runs: Inline[]): Inline[] {
  const split: Inline[] = []
  const push = (run: Inline) => {
    const last = split.at(-1)
    if (run.type === 'text' && run.text === ' ' && last?.type === 'text' && last.text === ' ') return
    split.push(run)
  }
  for (const run of runs) {
    if (run.type !== 'text') {
      push(run)
      continue
    }
    const text = run.text.replace(BLANKS, ' ')
    const core = text.replace(/^ | $/g, '')
    if (text.startsWith(' ')) push({ ...run, text: ' ' })
    if (core) push({ ...run, text: core })
    if (core && text.endsWith(' ')) push({ ...run, text: ' ' })
  }
  return split
}

const isBlank = (run: Inline | undefined): run is TextRun => run?.type === 'text' && run.text === ' '

/** A blank carries only what both neighbours carry: "bold " and "bold" followed by a blank are the same text. */
function placeBlanks(runs: Inline[]): Inline[] {
  return runs.flatMap((run, at): Inline[] => {
    if (!isBlank(run)) return [run]
    const before = runs[at - 1]
    const after = runs[at + 1]
    if (!before || !after || before.type === 'break' || after.type === 'break') return []
    return [{ ...run, style: intersection(before.style, after.style) }]
  })
}

function trim(runs: Inline[]): Inline[] {
  const says = (run: Inline) => run.type === 'variable' || (run.type === 'text' && run.text.trim() !== '')
  const last = runs.findLastIndex(says)
  return runs.slice(runs.findIndex(says), last + 1).map((run, at, { length }): Inline => {
    if (run.type !== 'text') return run
    const text = at === 0 ? run.text.trimStart() : run.text
    return { ...run, text: at === length - 1 ? text.trimEnd() : text }
  })
}

/** A variable is never code: its value is text of the document. */
const notCode = (run: Exclude<Inline, TextRun>): Inline =>
  run.type === 'break' ? run : { ...run, style: { ...run.style, marks: run.style.marks.filter((m) => m !== 'code') } }

/** The canonical runs of one line of text: merged, composed (NFC), single blanks, none at the edges. */
export function normalizeInline(runs: Inline[]): Inline[] {
  const clean = merge(runs.map((run) => (run.type === 'text' ? { ...run, text: cleanText(run.text) } : run)))
  const composed = clean
    .map((run) => (run.type === 'text' ? { ...run, text: run.text.normalize('NFC') } : notCode(run)))
    .filter((run) => run.type !== 'text' || run.text)
  return merge(trim(merge(placeBlanks(splitBlanks(merge(composed))))))
}

/** Joins lines into one, a blank between them: for places that hold a single line, such as headings. */
export function joinLines(lines: Inline[][]): Inline[] {
  return normalizeInline(
    lines.flatMap((line, at): Inline[] => (at === 0 ? line : [{ type: 'text', text: ' ', style: PLAIN }, ...line])),
  )
}
