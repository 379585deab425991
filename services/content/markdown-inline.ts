import { type Inline, MARKS, type Mark, type Style } from './model.ts'

/** Where a line of text stands: a table cell and a heading are one line, and a bar in a cell ends the cell. */
export type LineContext = 'paragraph' | 'heading' | 'cell'

const DELIMITERS: Partial<Record<Mark, string>> = { strong: '**', em: '_', s: '~~' }

/** Backslashes before whatever Markdown would read as a sign; letters and plain punctuation stay readable. */
export function escapeSigns(text: string): string {
  return text
    .replace(/[\\`*[\]~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#|[a-z])/gi, '\\&')
    .replace(/!$/, '\\!')
    .replace(/\{(?=\{)/g, '\\{')
    .replace(/:(?=\/\/)|(?<=mailto):/gi, '\\:')
}

/** The first characters of a line that would begin a heading, a list, a quote, a rule, a table or a link definition. */
export const escapeLineStart = (line: string): string =>
  line
    .replace(/^(?:[#>|:=+-]|\d{1,9}(?=[.)]))/, (start) => (/^\d/.test(start) ? start : `\\${start}`))
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')

/** More backticks than stand anywhere in a row in the text. */
export function fenceFor(text: string, least = 1): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 0)
  return '`'.repeat(Math.max(least, longest + 1))
}

function code(text: string): string {
  const fence = fenceFor(text)
  const pad = /^`|`$/.test(text) || /^ .* $/.test(text) ? ' ' : ''
  return fence + pad + text + pad + fence
}

/** What a run shows at its edges, to see whether `**` beside it would be read as a delimiter. */
const edge = (run: Inline | undefined, side: 'first' | 'last'): string => {
  if (!run || run.type === 'break') return ' '
  if (run.type === 'variable') return '{'
  const characters = [...run.text]
  return (side === 'first' ? characters[0] : characters.at(-1)) ?? ' '
}

const isUnstyled = (run: Inline | undefined): boolean =>
  !run || run.type === 'break' || (run.style.marks.length === 0 && run.style.href === null)

/** Whether runs from..to may be wrapped in delimiters: blanks or plain punctuation outside, no blank inside. */
function delimitersWork(runs: Inline[], from: number, to: number): boolean {
  const outside: [Inline | undefined, string][] = [
    [runs[from - 1], edge(runs[from - 1], 'last')],
    [runs[to], edge(runs[to], 'first')],
  ]
  const inside = [edge(runs[from], 'first'), edge(runs[to - 1], 'last')]
  return (
    inside.every((character) => !/\s/.test(character)) &&
    outside.every(([run, character]) => character === ' ' || (isUnstyled(run) && /[.,;:!?()'"/–—-]/.test(character)))
  )
}

const layersOf = (style: Style): string[] => [
  ...(style.href === null ? [] : [`a ${style.href}`]),
  ...MARKS.filter((mark) => style.marks.includes(mark)),
]

function link(label: string, href: string, runs: Inline[]): string {
  const [run] = runs
  const bare = runs.length === 1 && run?.type === 'text' && run.text === href && run.style.marks.length === 0
  if (bare && /^[a-z]+:/.test(href)) return `<${href}>`
  return `[${label}](${/[()]/.test(href) ? `<${href}>` : href})`
}

/** Runs to Markdown. Signs where they are unambiguous, bare tags (`<strong>`, `<sub>`) where they are not. */
export function inlineToMarkdown(runs: Inline[], context: LineContext): string {
  const write = (from: number, to: number, depth: number): string => {
    let text = ''
    for (let at = from; at < to; ) {
      const run = runs[at] as Inline
      const layer = run.type === 'break' ? undefined : layersOf(run.style)[depth]
      let end = at + 1
      if (layer) {
        for (
          let next = runs[end];
          end < to && next && next.type !== 'break' && layersOf(next.style)[depth] === layer;
        ) {
          end += 1
          next = runs[end]
        }
      }
      text += layer ? wrap(layer, at, end, depth) : plain(run)
      at = end
    }
    return text
  }
  const wrap = (layer: string, from: number, to: number, depth: number): string => {
    if (layer === 'code')
      return code(
        runs
          .slice(from, to)
          .map((run) => (run.type === 'text' ? run.text : ''))
          .join(''),
      )
    const inner = write(from, to, depth + 1)
    if (layer.startsWith('a ')) return link(inner, layer.slice(2), runs.slice(from, to))
    const delimiter = DELIMITERS[layer as Mark]
    if (delimiter && delimitersWork(runs, from, to)) return delimiter + inner + delimiter
    return `<${layer}>${inner}</${layer}>`
  }
  const plain = (run: Inline): string => {
    if (run.type === 'variable') return `{{${run.name}}}`
    if (run.type === 'break') return context === 'paragraph' ? '\\\n' : '<br>'
    return escapeSigns(run.text)
  }
  const text = write(0, runs.length, 0)
  if (context === 'cell') return text.replace(/\|/g, '\\|')
  // Signs at the end of a heading would be cut off as its closing sequence.
  if (context === 'heading') return text.replace(/(?<!#)#+$/, '\\$&')
  return text.split('\n').map(escapeLineStart).join('\n')
}
