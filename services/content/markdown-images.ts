import type MarkdownIt from 'markdown-it'
import { attachmentAt, imageTag } from './attachments.ts'
import { escapeAttribute } from './serialize.ts'

type Token = ReturnType<MarkdownIt['parse']>[number]

/** What an alternative text says: its words without their signs. */
export const wordsOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
      if (token.type === 'html_inline')
        return token.content.replace(/^<span data-variable="([^"]+)">.*$/, '{{$1}}').replace(/^<.*>$/, '')
      return token.children ? wordsOf(token.children) : token.content
    })
    .join('')

/** `![What it shows](attachment:9f86…)` as a picture of the document; null for every other picture. */
export function attachedImage(source: string, alt: string): string | null {
  const hash = attachmentAt(source)
  return hash && imageTag(hash, escapeAttribute(alt))
}
