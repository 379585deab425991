import type MarkdownIt from 'markdown-it'
import { DROPPED_WITH_TEXT } from './sanitize.ts'

type BlockState = Parameters<Parameters<MarkdownIt['block']['ruler']['push']>[1]>[0]
type InlineState = Parameters<Parameters<MarkdownIt['inline']['ruler']['push']>[1]>[0] & { linkLevel?: number }

/** Tags that stand in a line of text. */
const INLINE = new Set(
  'a abbr b big br cite code del dfn em font i img input ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
/** Tags that hold blocks: alone on a line they begin HTML that goes on to the next blank line. */
const BLOCK = new Set(
  'address article aside blockquote body caption center col colgroup dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main menu meta nav ol p picture search section source summary table tbody td tfoot th thead tr track ul button'.split(
    ' ',
  ),
)
/** Tags of the block kind that go on over blank lines, to their own end. */
const NESTED = new Set(['table', 'ul', 'ol', 'dl'])
/** The same for what may hold no other tag of its name. */
const WHOLE = new Set(['pre', ...DROPPED_WITH_TEXT])

const ATTRIBUTE = `\\s+[a-z_:][a-z0-9:._-]*(?:\\s*=\\s*(?:[^"'=<>\`\\s]+|'[^']*'|"[^"]*"))?`
const TAG = new RegExp(`<(/?)([a-z][a-z0-9]*)(?:${ATTRIBUTE})*\\s*/?>`, 'iy')
const BLOCK_START = /^<(\/?)([a-z][a-z0-9]*)(?=[\s/>]|$)/i
/** `<!doctype html>` and `<?xml … ?>` on a line of their own. */
const DECLARATION = /^<(?:![a-z][^>]*|\?[^>]*\?)>\s*$/i

/** HTML in a line as it was written, for those who report what is left out of it; null for any other token. */
export const writtenHtml = (token: { meta: unknown }): string | null =>
  typeof token.meta === 'string' ? token.meta : null

/** For each line of a text, also below a quote that is read, the line, itself included, where something next ends. */
function nextEnds(state: BlockState, end: string): Int32Array {
  const { src, bMarks, eMarks } = state
  const lines = bMarks.length
  const ends = new Int32Array(lines + 1).fill(lines)
  let next = lines
  for (let line = lines - 1; line >= 0; line -= 1) {
    if (src.slice(bMarks[line], eMarks[line]).toLowerCase().includes(end)) next = line
    ends[line] = next
  }
  return ends
}

/** For each line that begins with `<name` the line where that element ends. */
function matchingEnds(state: BlockState, name: string): Int32Array {
  const { src, bMarks, eMarks } = state
  const lines = bMarks.length
  const ends = new Int32Array(lines + 1).fill(lines)
  const open: { line: number; first: boolean }[] = []
  const tag = new RegExp(`<(/?)${name}(?=[\\s/>]|$)`, 'gi')
  for (let line = 0; line < lines; line += 1) {
    let first = true
    for (const [, slash] of src.slice(bMarks[line], eMarks[line]).matchAll(tag)) {
      if (!slash) open.push({ line, first })
      else {
        const opened = open.pop()
        if (opened?.first) ends[opened.line] = line
      }
      first = false
    }
  }
  return ends
}

/**
 * HTML that begins a line: a comment, a table, a list, or any element that holds blocks. What is no tag of HTML, such as
 * `<Company name>`, stays text.
 */
export function htmlBlocks(md: MarkdownIt): void {
  // Read once for a text: a search from each line that never ends would read the rest of the text each time.
  const known = new WeakMap<BlockState, Map<string, Int32Array>>()
  const endsOf = (state: BlockState, what: string, read: (state: BlockState, what: string) => Int32Array) => {
    const maps = known.get(state) ?? new Map<string, Int32Array>()
    known.set(state, maps)
    const ends = maps.get(what) ?? read(state, what)
    maps.set(what, ends)
    return ends
  }

  /** The last line of the HTML that begins here; null when none does, or it does not end. */
  function lastLine(state: BlockState, start: number, end: number, text: string): number | 'blank' | null {
    const within = (last: number | undefined) => (last !== undefined && last < end ? last : null)
    if (text.startsWith('<!--')) {
      const rest = text.slice(4).split('-->', 2)[1]
      if (rest !== undefined) return rest.trim() ? null : start
      return within(endsOf(state, '-->', nextEnds)[start + 1])
    }
    if (DECLARATION.test(text)) return start
    const [, slash, tag = ''] = BLOCK_START.exec(text) ?? []
    const name = tag.toLowerCase()
    if (WHOLE.has(name)) return slash ? start : within(endsOf(state, `</${name}`, nextEnds)[start])
    if (NESTED.has(name) && !slash) return within(endsOf(state, name, matchingEnds)[start]) ?? 'blank'
    return BLOCK.has(name) ? 'blank' : null
  }

  md.block.ruler.at(
    'html_block',
    (state, startLine, endLine, silent) => {
      const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
      if (state.src[begin] !== '<' || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
      const last = lastLine(state, startLine, endLine, state.src.slice(begin, state.eMarks[startLine]))
      if (last === null) return false
      if (silent) return true
      let next = startLine + 1
      for (; next < endLine && (last === 'blank' || next <= last); next += 1) {
        if (state.isEmpty(next) ? last === 'blank' : (state.sCount[next] ?? 0) < state.blkIndent) break
      }
      const token = state.push('html_block', '', 0)
      token.content = state.getLines(startLine, next, state.blkIndent, true)
      token.map = [startLine, next]
      state.line = next
      return true
    },
    { alt: ['paragraph', 'reference', 'blockquote'] },
  )
}

/**
 * Tags and comments in a line: those of text are kept, those of blocks end the line, scripts and their like go with what is in
 * them. Every other tag, and one that only speaks of itself ("the <title> of a page"), is text.
 */
export function htmlInLines(md: MarkdownIt): void {
  const unclosed = new WeakMap<InlineState, Set<string>>()
  /** Where something ends, searched for in vain once only. */
  const endOf = (state: InlineState, end: RegExp, from: number): number => {
    const missing = unclosed.get(state) ?? new Set()
    unclosed.set(state, missing)
    if (missing.has(end.source)) return -1
    end.lastIndex = from
    const found = end.exec(state.src)
    if (!found) missing.add(end.source)
    return found && end.lastIndex <= state.posMax ? end.lastIndex : -1
  }
  const push = (state: InlineState, silent: boolean, end: number, content: string) => {
    if (!silent) {
      const token = state.push('html_inline', '', 0)
      token.content = content
      token.meta = state.src.slice(state.pos, end)
    }
    state.pos = end
    return true
  }
  md.inline.ruler.at('html_inline', (state: InlineState, silent) => {
    const { src, pos } = state
    if (src[pos] !== '<') return false
    if (src.startsWith('<!--', pos)) {
      const end = endOf(state, /-->/g, pos + 4)
      return end > 0 && push(state, silent, end, '')
    }
    TAG.lastIndex = pos
    const match = TAG.exec(src)
    if (!match) return false
    const [tag, slash, written = ''] = match
    const name = written.toLowerCase()
    const after = pos + tag.length
    if (after > state.posMax) return false
    if (name === 'embed') return push(state, silent, after, '')
    if (DROPPED_WITH_TEXT.includes(name)) {
      const end = slash ? -1 : endOf(state, new RegExp(`</${name}\\s*>`, 'gi'), after)
      return end > 0 && push(state, silent, end, '')
    }
    if (!silent && name === 'a') state.linkLevel = Math.max(0, (state.linkLevel ?? 0) + (slash ? -1 : 1))
    if (INLINE.has(name)) return push(state, silent, after, tag)
    return (BLOCK.has(name) || name === 'pre') && push(state, silent, after, '<br>')
  })
}
