import type MarkdownIt from 'markdown-it'
import { VARIABLE_NAME } from '#domain/documents/variables.ts'

/** Tags that may stand in Markdown, bare: what content can say and Markdown has no sign for. */
const INLINE_TAG = /^<(?:(\/?)(?:strong|em|u|s|sub|sup)|br ?\/?)>/

/** `{{name}}` → a variable chip. */
export function variables(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'variable', (state, silent) => {
    const match = /^\{\{ ?([^{}\s]+) ?\}\}/.exec(state.src.slice(state.pos, state.pos + 80))
    const name = match?.[1] ?? ''
    if (!match || !VARIABLE_NAME.test(name)) return false
    if (!silent) state.push('html_inline', '', 0).content = `<span data-variable="${name}"></span>`
    state.pos += match[0].length
    return true
  })
}

/** `<sub>2</sub>`, `<br>` and their like; every other tag stays text. */
export function inlineTags(md: MarkdownIt): void {
  md.inline.ruler.before('autolink', 'inline_tag', (state, silent) => {
    if (state.src[state.pos] !== '<') return false
    const match = INLINE_TAG.exec(state.src.slice(state.pos, state.pos + 10))
    if (!match) return false
    if (!silent) state.push('html_inline', '', 0).content = match[0]
    state.pos += match[0].length
    return true
  })
}

type BlockState = Parameters<Parameters<MarkdownIt['block']['ruler']['push']>[1]>[0]

/** For each line of a text the next one, itself included, that ends with `</table>`: of all lines, also below a quote that is read. */
function readTableEnds({ src, bMarks, eMarks }: BlockState): Int32Array {
  const lines = bMarks.length
  const ends = new Int32Array(lines)
  let next = lines
  for (let line = lines - 1; line >= 0; line -= 1) {
    if (src.slice(bMarks[line], eMarks[line]).trimEnd().endsWith('</table>')) next = line
    ends[line] = next
  }
  return ends
}

/** A `<table>` that begins and ends its own lines: tables with merged cells or several blocks in a cell. */
export function tableBlocks(md: MarkdownIt): void {
  // Read once for a text: a search from each `<table>` that never ends would read the rest of the text each time.
  const known = new WeakMap<BlockState, Int32Array>()
  const tableEnds = (state: BlockState): Int32Array => {
    const ends = known.get(state) ?? readTableEnds(state)
    known.set(state, ends)
    return ends
  }
  md.block.ruler.before(
    'paragraph',
    'html_table',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number) =>
        state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
      if (!lineAt(startLine).startsWith('<table>')) return false
      const last = tableEnds(state)[startLine] ?? endLine
      if (last >= endLine) return false
      if (silent) return true
      state.push('html_block', '', 0).content = state.getLines(startLine, last + 1, state.blkIndent, true)
      state.line = last + 1
      return true
    },
    { alt: ['paragraph', 'reference', 'blockquote'] },
  )
}

/** Pictures are no content yet: what remains is a link that says what it would have shown. */
export function picturesAsLinks(md: MarkdownIt): void {
  md.renderer.rules.image = (tokens, at) => {
    const token = tokens[at]
    const src = md.utils.escapeHtml(String(token?.attrGet('src') ?? ''))
    return `<a href="${src}">${md.utils.escapeHtml(token?.content || src)}</a>`
  }
}
