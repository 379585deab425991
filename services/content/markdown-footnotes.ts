import type MarkdownIt from 'markdown-it'

/*
 * Footnotes as GitHub and Pandoc write them: `[^1]` in the text, `[^1]: the note` in a block of its own, whose further lines are
 * indented by four. Content has no footnotes of its own: as with a paste from Word, the text keeps the mark, raised, and the notes
 * stand as paragraphs at its end, behind a rule. `markdown-it-footnote` reads the same, but in time that grows with the square of
 * the number of notes, and it drops what nothing refers to.
 */

type Token = ReturnType<MarkdownIt['parse']>[number]
type Env = { notes?: Set<string> }
type BlockRule = Parameters<MarkdownIt['block']['ruler']['push']>[1]
type Core = Parameters<Parameters<MarkdownIt['core']['ruler']['push']>[1]>[0]

/** A longer name is none that anybody writes, and looking for its end would take time. */
const NAME = '\\[\\^([^\\s[\\]^]{1,80})\\]'
const MARK = new RegExp(NAME, 'y')
const BEGIN = new RegExp(`${NAME}:[ \\t]*`, 'y')
const INDENT = 4

export function footnotes(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'footnote', noteBlock, { alt: ['paragraph', 'reference'] })
  md.inline.ruler.before('link', 'footnote_mark', (state, silent) => {
    MARK.lastIndex = state.pos
    const match = state.src[state.pos] === '[' ? MARK.exec(state.src) : null
    const name = match?.[1]
    if (!match || !name || !(state.env as Env).notes?.has(name)) return false
    if (!silent) state.push('footnote_mark', '', 0).meta = { name }
    state.pos += match[0].length
    return true
  })
  md.core.ruler.after('inline', 'footnotes_last', notesLast)
}

/** A note, with the blocks that belong to it. A note in a note is a line of its text. */
const noteBlock: BlockRule = (state, line, endLine, silent) => {
  const env = state.env as Env & { isInNote?: boolean }
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  if (state.src[start] !== '[' || (state.sCount[line] ?? 0) - state.blkIndent >= INDENT) return false
  BEGIN.lastIndex = start
  const match = BEGIN.exec(state.src)
  const name = match?.[1]
  if (!match || !name) return false
  if (silent) return true
  if (env.isInNote) {
    state.push('paragraph_open', 'p', 1)
    const text = state.push('inline', '', 0)
    text.content = state.src.slice(start, state.eMarks[line])
    text.children = []
    state.push('paragraph_close', 'p', -1)
    state.line = line + 1
    return true
  }
  env.notes ??= new Set()
  env.notes.add(name)
  state.push('footnote_open', '', 1).meta = { name }
  const { parentType, blkIndent } = state
  const [bMark, tShift, sCount] = [state.bMarks[line] ?? 0, state.tShift[line] ?? 0, state.sCount[line] ?? 0]
  state.blkIndent += INDENT
  state.bMarks[line] = start + match[0].length
  state.tShift[line] = 0
  state.sCount[line] = state.blkIndent
  env.isInNote = true
  state.md.block.tokenize(state, line, endLine)
  env.isInNote = false
  Object.assign(state, { parentType, blkIndent })
  state.bMarks[line] = bMark
  state.tShift[line] = tShift
  state.sCount[line] = sCount
  state.push('footnote_close', '', -1)
  return true
}

/** Numbers the marks in the order of the text, and moves the notes behind it, in that order; then those without a mark. */
function notesLast(state: Core): void {
  if (!(state.env as Env).notes) return
  const { text, notes } = split(state.tokens)
  const numbers = new Map<string, number>()
  const number = (tokens: readonly Token[]): void => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'footnote_mark') continue
      const { name } = token.meta as { name: string }
      if (!numbers.has(name)) numbers.set(name, numbers.size + 1)
      toMark(token, numbers.get(name) ?? 0)
    }
  }
  number(text)
  // What a note refers to comes after the note; the map grows while it is walked.
  for (const [name] of numbers) number(notes.get(name) ?? [])
  for (const [name, tokens] of notes) {
    if (!numbers.has(name)) numbers.set(name, numbers.size + 1)
    number(tokens)
  }
  const rule = new state.Token('hr', 'hr', 0)
  const last = [...numbers].flatMap(([name, at]) => begun(state, at, notes.get(name) ?? []))
  state.tokens = [...text, rule, ...last]
}

/** The text, and what each note is made of; of two notes of one name both, one after the other. */
function split(tokens: readonly Token[]) {
  const text: Token[] = []
  const notes = new Map<string, Token[]>()
  let into = text
  for (const token of tokens) {
    if (token.type === 'footnote_open') {
      const { name } = token.meta as { name: string }
      into = notes.get(name) ?? []
      notes.set(name, into)
    } else if (token.type === 'footnote_close') into = text
    else into.push(token)
  }
  return { text, notes }
}

function toMark(token: Token, number: number): void {
  token.type = 'html_inline'
  token.content = `<sup>${number}</sup>`
  token.meta = null
}

/** A note with its mark before its first words; in a paragraph of its own before what is none. */
function begun(state: Core, number: number, tokens: readonly Token[]): Token[] {
  const mark = new state.Token('html_inline', '', 0)
  toMark(mark, number)
  const [first, line] = tokens
  if (first?.type === 'paragraph_open' && line?.children) {
    const blank = new state.Token('text', '', 0)
    blank.content = ' '
    line.children.unshift(mark, blank)
    return [...tokens]
  }
  const alone = new state.Token('inline', '', 0)
  alone.children = [mark]
  return [new state.Token('paragraph_open', 'p', 1), alone, new state.Token('paragraph_close', 'p', -1), ...tokens]
}
