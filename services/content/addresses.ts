import type MarkdownIt from 'markdown-it'
import { canonicalHref, MAX_ADDRESS } from './href.ts'

/** `linkLevel` is missing in the types of markdown-it: above 0 inside of a link. */
type InlineState = Parameters<Parameters<MarkdownIt['inline']['ruler']['push']>[1]>[0] & { linkLevel?: number }

const LONGEST_SCHEME = 'mailto'.length
const SCHEME = /(?:^|[^\p{L}\p{N}_])(https?|mailto)$/iu
/** What a bare address may be written with: no blank, and nothing that Markdown or HTML begins with. */
const RUN = /[^\s\p{Cc}<>|"`\\{}]*/uy
const TRAILING = new Set('?!.,:;*_~\'"')
const OPENING: Record<string, string> = { ')': '(', ']': '[' }

/**
 * Links `https://…`, `http://…` and `mailto:…` in a text, by GitHub's rules for the end of an address. "cloud.gov" in a
 * sentence is a name and stays one.
 *
 * The linkifier of markdown-it reads what is left of a text once for each bracket in it. This one reads each character once:
 * where an address could not be linked, nothing is tried again before the next blank.
 */
export function addresses(md: MarkdownIt): void {
  const triedUntil = new WeakMap<InlineState, number>()
  md.inline.ruler.before('escape', 'address', (state: InlineState, silent) => {
    const { src, pos } = state
    if (src[pos] !== ':' || (state.linkLevel ?? 0) > 0 || pos < (triedUntil.get(state) ?? 0)) return false
    const scheme = SCHEME.exec(src.slice(Math.max(0, pos - LONGEST_SCHEME - 1), pos))?.[1]
    if (!scheme || scheme.length > state.pending.length) return false
    const start = pos - scheme.length
    RUN.lastIndex = start
    const run = RUN.exec(src)?.[0] ?? ''
    const address = run.length > MAX_ADDRESS ? '' : withoutTrailing(run)
    const href = isAddress(address) ? canonicalHref(address) : null
    if (!href) {
      triedUntil.set(state, start + run.length)
      return false
    }
    if (!silent) {
      state.pending = state.pending.slice(0, -scheme.length)
      const open = state.push('link_open', 'a', 1)
      open.attrs = [['href', href]]
      state.push('text', '', 0).content = address
      state.push('link_close', 'a', -1)
    }
    state.pos = start + address.length
    return true
  })
}

/** A scheme alone is a word, and "mailto:" needs somebody at somewhere. */
const isAddress = (address: string): boolean =>
  /^https?:\/\/[\p{L}\p{N}[]/iu.test(address) || /^mailto:[^@:/]+@[^@:/]+$/i.test(address)

/** An address without the punctuation of the sentence after it, and without brackets that are opened before it. */
function withoutTrailing(run: string): string {
  const count = new Map<string, number>()
  for (const character of run) count.set(character, (count.get(character) ?? 0) + 1)
  let end = run.length
  for (; end > 0; end -= 1) {
    const last = run[end - 1] ?? ''
    const opening = OPENING[last]
    const closes = opening !== undefined && (count.get(last) ?? 0) > (count.get(opening) ?? 0)
    if (!closes && !TRAILING.has(last)) break
    count.set(last, (count.get(last) ?? 0) - 1)
  }
  return run.slice(0, end)
}
