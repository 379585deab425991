import type MarkdownIt from 'markdown-it'
import { VARIABLE_NAME } from '#domain/documents/variables.ts'

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

/** A link to a file whose name has blanks: no link in Markdown, and no text that anybody means to be read. */
const LOOSE_LINK = /!?\[([^[\]\n]{1,300})\]\((?!\s)([^()<>\n]{0,300}(?:[/\\]|\.[a-z]{1,5}(?:#[^()<>\n]{0,100})?))\)/iy

/** `[text](../my file.md)`: read as the link that it was meant to be. */
export function looseLinks(md: MarkdownIt): void {
  md.inline.ruler.before('autolink', 'loose_link', (state, silent) => {
    const sign = state.src[state.pos]
    if (sign !== '[' && sign !== '!') return false
    LOOSE_LINK.lastIndex = state.pos
    const match = LOOSE_LINK.exec(state.src)
    if (!match || state.pos + match[0].length > state.posMax) return false
    const [whole, label = '', target = ''] = match
    if (!silent) {
      const open = state.push('link_open', 'a', 1)
      open.attrs = [['href', target]]
      state.push('text', '', 0).content = label
      state.push('link_close', 'a', -1)
    }
    state.pos += whole.length
    return true
  })
}
