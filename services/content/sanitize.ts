import sanitizeHtml from 'sanitize-html'
import { DomainError } from '#domain/errors.ts'
import { linkHeadings } from './anchors.ts'
import { type Block, countBlocks, countImages } from './model.ts'
import { parseBlocks } from './parse.ts'
import { blocksToHtml } from './serialize.ts'

export const MAX_CONTENT_BYTES = 2 * 1024 * 1024
export const MAX_BLOCKS = 5_000
export const MAX_DEPTH = 50
export const MAX_IMAGES = 100
/** What is open at once where a list in a list takes two tags, and a mark one each. */
const MAX_OPEN_TAGS = 5 * MAX_DEPTH

/** The tags and attributes a document may hold. Nothing else is ever stored, so no reader depends on escaping alone. */
export const ALLOWED_TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'br'],
  ...['table', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['a', 'strong', 'em', 'u', 's', 'sub', 'sup', 'code', 'span', 'img'],
]

/** Tags that are read as something else: boxes to tick, terms and summaries. */
const READ_TAGS = ['input', 'dt', 'summary']

/** Lists, quotes and tables: what a reader counts as a level when it stands in another. */
const LEVELS = new Set(['ul', 'ol', 'blockquote', 'table'])

/** Tags whose text is no text of the document. */
export const DROPPED_WITH_TEXT = [
  ...['script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'object', 'embed', 'svg', 'math'],
  ...['textarea', 'option', 'select', 'xmp', 'title', 'audio', 'video', 'canvas'],
]

export const SYNONYMS: Readonly<Record<string, string>> = {
  ...{ b: 'strong', i: 'em', del: 's', strike: 's', ins: 'u', tfoot: 'tbody', caption: 'p', kbd: 'code', samp: 'code' },
  ...{ div: 'p', section: 'p', article: 'p', main: 'p', header: 'p', footer: 'p', aside: 'p', figure: 'p' },
  ...{
    figcaption: 'p',
    address: 'p',
    dl: 'p',
    dd: 'p',
    details: 'p',
    center: 'p',
    fieldset: 'p',
  },
}

const LIMITS = {
  bytes: '2 MB',
  blocks: '5,000 paragraphs, items and rows',
  depth: '50 levels of nesting',
  images: `${MAX_IMAGES} images`,
  tags: '250 open tags',
}

const tooLarge = (limit: keyof typeof LIMITS, actual: number) =>
  new DomainError('content_too_large', { limit: LIMITS[limit], [limit]: actual })

/** The attributes that are read, of each tag. */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  a: ['href'],
  ol: ['start'],
  col: ['width', 'span'],
  th: ['colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
  span: ['data-variable'],
  img: ['data-attachment', 'src', 'alt'],
  input: ['type', 'checked'],
}

export const isReadTag = (tag: string): boolean =>
  ALLOWED_TAGS.includes(tag) || READ_TAGS.includes(tag) || tag in SYNONYMS

/** HTML of nothing but what is read, with every tag closed. @throws DomainError `content_too_large` when it is too deep */
export function allowOnly(html: string): string {
  let depth = 0
  let tags = 0
  return sanitizeHtml(html, {
    allowedTags: [...ALLOWED_TAGS, ...READ_TAGS],
    allowedAttributes: { ...ALLOWED_ATTRIBUTES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nonTextTags: DROPPED_WITH_TEXT,
    selfClosing: [...sanitizeHtml.defaults.selfClosing, 'col'],
    transformTags: Object.fromEntries(
      Object.entries(SYNONYMS).map(([from, to]) => [from, sanitizeHtml.simpleTransform(to, {}, false)]),
    ),
    onOpenTag: (name) => {
      tags += 1
      if (LEVELS.has(name)) depth += 1
      if (depth > MAX_DEPTH) throw tooLarge('depth', depth)
      if (tags > MAX_OPEN_TAGS) throw tooLarge('tags', tags)
    },
    onCloseTag: (name) => {
      tags -= 1
      if (LEVELS.has(name)) depth -= 1
    },
  })
}

function refuseOver(limit: 'bytes' | 'blocks' | 'images', max: number, actual: number): void {
  if (actual > max) throw tooLarge(limit, actual)
}

/**
 * The blocks of any HTML, safe and canonical.
 *
 * Two passes that do not trust each other: sanitize-html drops what is not allowed, then a parser that follows the HTML
 * standard rebuilds the content from nothing. Markup that one of them reads differently from a browser dies in the other.
 *
 * @throws DomainError `content_too_large` over 2 MB, 5,000 blocks, 50 levels of nesting, 250 open tags or 100 images
 */
export function parseContent(html: string): Block[] {
  refuseOver('bytes', MAX_CONTENT_BYTES, Buffer.byteLength(html))
  const blocks = linkHeadings(parseBlocks(allowOnly(html)))
  refuseOver('blocks', MAX_BLOCKS, countBlocks(blocks))
  refuseOver('images', MAX_IMAGES, countImages(blocks))
  return blocks
}

/** Any HTML as the canonical, safe HTML that is stored, hashed and shown. Doing it twice changes nothing. */
export function sanitizeContent(html: string): string {
  const content = blocksToHtml(parseContent(html))
  refuseOver('bytes', MAX_CONTENT_BYTES, Buffer.byteLength(content))
  return content
}
