import MarkdownIt from 'markdown-it'
import type { ImportWarning } from '#domain/documents/import-warnings.ts'
import { addresses } from './addresses.ts'
import { cleanText } from './inline.ts'
import { footnotes } from './markdown-footnotes.ts'
import { htmlBlocks, htmlInLines } from './markdown-html.ts'
import { looseLinks, variables } from './markdown-rules.ts'
import { type MarkdownSurvey, settleTokens, warnOfDefinitions } from './markdown-tokens.ts'
import { MAX_DEPTH, sanitizeContent } from './sanitize.ts'
import { plainText } from './text.ts'
import { createWarnings, placeOf, quoted } from './warnings.ts'

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .use(variables)
  .use(addresses)
  .use(htmlBlocks)
  .use(htmlInLines)
  .use(looseLinks)
  .use(footnotes)

// A level of a list takes two. What is deeper is cut off by the parser, and refused by the sanitizer.
Object.assign(parser.options, { maxNesting: 2 * MAX_DEPTH + 1 })

// Where a link may lead is decided when all are read: one that leads nowhere becomes its text, and not Markdown to read.
parser.validateLink = () => true
parser.normalizeLink = (url) => url
parser.normalizeLinkText = (url) => url

type Token = ReturnType<MarkdownIt['parse']>[number]
type References = Record<string, { href: string; title: string }>
type Env = { references?: References; used: Set<string> }

/** Between the definitions of links and the links themselves: from here on it is noted which ones are used. */
parser.core.ruler.after('block', 'note_references', ({ env }: { env: Env }) => {
  env.references = new Proxy(env.references ?? {}, {
    get(references, label) {
      if (typeof label === 'symbol') return undefined
      if (label in references) env.used.add(label)
      return references[label]
    },
  })
})

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/** Parts front matter (raw YAML, null when there is none) from the Markdown that follows it. */
export function splitFrontMatter(markdown: string): { frontMatter: string | null; body: string } {
  const match = FRONT_MATTER.exec(markdown)
  if (!match) return { frontMatter: null, body: markdown }
  return { frontMatter: match[1] ?? '', body: markdown.slice(match[0].length) }
}

export interface ImportedMarkdown {
  frontMatter: string | null
  /** What the text calls itself, where its title was taken out of it. */
  title: string | null
  content: string
  /** All that is in the text and not in the content. */
  warnings: ImportWarning[]
}

/**
 * A Markdown file as a document: a leading `# Heading` is its title and no part of the content.
 * @param title the title that the document has; another heading than this one stays a heading
 */
export function importMarkdown(markdown: string, title?: string): ImportedMarkdown {
  const { frontMatter, tokens, survey, warnings } = readTokens(markdown)
  const named = leadingTitle(tokens)
  const isTitle = named !== null && (title === undefined || sameTitle(named.text, title))
  if (named && !isTitle && named.isOnly) {
    const text = `${quoted(named.text)} is not the title of the document, and stays as a heading.`
    survey.warn('title_is_heading', survey.atLine(named.line), text)
  }
  const content = render(isTitle ? tokens.toSpliced(named.index, 3) : tokens)
  return { frontMatter, title: isTitle ? named.text : null, content, warnings: warnings(content, isTitle) }
}

/** Markdown without a title as canonical content; `{{name}}` becomes a variable. Front matter is no content. */
export const markdownToContent = (markdown: string): string => render(readTokens(markdown).tokens)

const render = (tokens: Token[]): string => sanitizeContent(parser.renderer.render(tokens, parser.options, {}))

function readTokens(markdown: string) {
  const { frontMatter, body } = splitFrontMatter(markdown)
  const linesBefore = markdown.slice(0, markdown.length - body.length).split('\n').length - 1
  const { all: warnings, ...report } = createWarnings()
  const survey: MarkdownSurvey = { ...report, atLine: (line) => placeOf(linesBefore + line) }
  if (frontMatter?.trim()) {
    survey.warn('front_matter_left_out', placeOf(1), `Front matter was left out: ${quoted(frontMatter)}.`)
  }
  const env: Env = { used: new Set() }
  const tokens = parser.parse(body, env)
  settleTokens(tokens, survey)
  warnOfDefinitions(body, env.references ?? {}, env.used, parser.utils.normalizeReference, survey)
  return { frontMatter, tokens, survey, warnings }
}

/** The `# Heading` that a text begins with, beside comments and what else leaves nothing. */
function leadingTitle(tokens: Token[]) {
  const index = tokens.findIndex(({ type, content }) => type !== 'html_block' || content.trim() !== '')
  const [open, line] = tokens.slice(index, index + 2)
  if (open?.type !== 'heading_open' || open.tag !== 'h1' || !line?.children) return null
  const isOnly = tokens.filter(({ type, tag }) => type === 'heading_open' && tag === 'h1').length === 1
  const text = plainText(render([line])).replace(/\s+/g, ' ')
  return { index, text, line: (open.map?.[0] ?? 0) + 1, isOnly }
}

const plain = (title: string): string => cleanText(title).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

const sameTitle = (a: string, b: string): boolean => plain(a) === plain(b)
