import type MarkdownIt from 'markdown-it'
import { attachmentAt, imageTag } from './attachments.ts'

type Token = ReturnType<MarkdownIt['parse']>[number]

/** What an alternative text says: its words without their signs. */
const wordsOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
      if (token.type === 'html_inline')
        return token.content.replace(/^<span data-variable="([^"]+)">.*$/, '{{$1}}').replace(/^<.*>$/, '')
      return token.children ? wordsOf(token.children) : token.content
    })
    .join('')

/** `![What it shows](attachment:9f86…)` → a picture of the document; every other picture goes to the rule before this one. */
export function attachedImages(md: MarkdownIt): void {
  const others = md.renderer.rules.image
  md.renderer.rules.image = (tokens, at, ...rest) => {
    const token = tokens[at]
    const hash = attachmentAt(String(token?.attrGet('src') ?? ''))
    if (hash) return imageTag(hash, md.utils.escapeHtml(wordsOf(token?.children ?? [])))
    return others?.(tokens, at, ...rest) ?? ''
  }
}
