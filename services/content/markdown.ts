import MarkdownIt from 'markdown-it'
import { addresses } from './addresses.ts'
import { attachmentAt } from './attachments.ts'
import { canonicalHref } from './href.ts'
import { attachedImages } from './markdown-images.ts'
import { inlineTags, picturesAsLinks, tableBlocks, variables } from './markdown-rules.ts'
import { sanitizeContent } from './sanitize.ts'
import { plainText } from './text.ts'

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .use(variables)
  .use(addresses)
  .use(inlineTags)
  .use(tableBlocks)
  .use(picturesAsLinks)
  .use(attachedImages)

parser.validateLink = (url) => canonicalHref(url) !== null || attachmentAt(url) !== null
parser.normalizeLink = (url) => canonicalHref(url) ?? (attachmentAt(url) ? url : '')
parser.normalizeLinkText = (url) => url

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/** Parts front matter (raw YAML, null when there is none) from the Markdown that follows it. */
export function splitFrontMatter(markdown: string): { frontMatter: string | null; body: string } {
  const match = FRONT_MATTER.exec(markdown)
  if (!match) return { frontMatter: null, body: markdown }
  return { frontMatter: match[1] ?? '', body: markdown.slice(match[0].length) }
}

/** GitHub-flavored Markdown as canonical content; `{{name}}` becomes a variable. Front matter is no content. */
export const markdownToContent = (markdown: string): string =>
  sanitizeContent(parser.render(splitFrontMatter(markdown).body))

export type ImportedMarkdown = { frontMatter: string | null; title: string | null; content: string }

/** A Markdown file as a document: a leading `# Heading` is its title and no part of the content. */
export function importMarkdown(markdown: string): ImportedMarkdown {
  const { frontMatter, body } = splitFrontMatter(markdown)
  const tokens = parser.parse(body, {})
  const [open, inline] = tokens
  const titled = open?.type === 'heading_open' && open.tag === 'h1' && inline?.content
  return {
    frontMatter,
    title: titled ? plainText(sanitizeContent(parser.renderInline(inline.content))) : null,
    content: sanitizeContent(parser.renderer.render(titled ? tokens.slice(3) : tokens, parser.options, {})),
  }
}
