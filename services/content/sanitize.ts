import sanitizeHtml from 'sanitize-html'
import { DomainError } from '#domain/errors.ts'
import { type Block, countBlocks, countImages } from './model.ts'
import { parseBlocks } from './parse.ts'
import { blocksToHtml } from './serialize.ts'

export const MAX_CONTENT_BYTES = 2 * 1024 * 1024
export const MAX_BLOCKS = 5_000
export const MAX_DEPTH = 50
export const MAX_IMAGES = 100

/** The tags and attributes a document may hold. Nothing else is ever stored, so no reader depends on escaping alone. */
export const ALLOWED_TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'br'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['a', 'strong', 'em', 'u', 's', 'sub', 'sup', 'code', 'span', 'img'],
]

/** Tags whose text is no text of the document. */
const DROPPED_WITH_TEXT = [
  ...['script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'object', 'embed', 'svg', 'math'],
  ...['textarea', 'option', 'select', 'xmp', 'title', 'audio', 'video', 'canvas'],
]

const SYNONYMS: Record<string, string> = {
  ...{ b: 'strong', i: 'em', del: 's', strike: 's', ins: 'u', tfoot: 'tbody', caption: 'p', kbd: 'code', samp: 'code' },
  ...{ div: 'p', section: 'p', article: 'p', main: 'p', header: 'p', footer: 'p', aside: 'p', figure: 'p' },
  ...{
    figcaption: 'p',
    address: 'p',
    dl: 'p',
    dt: 'p',
    dd: 'p',
    details: 'p',
    summary: 'p',
    center: 'p',
    fieldset: 'p',
  },
}

const LIMITS = {
  bytes: '2 MB',
  blocks: '5,000 paragraphs, items and rows',
  depth: '50 levels of nesting',
  images: `${MAX_IMAGES} images`,
}

const tooLarge = (limit: keyof typeof LIMITS, actual: number) =>
  new DomainError('content_too_large', { limit: LIMITS[limit], [limit]: actual })

function allowOnly(html: string): string {
  let depth = 0
  return sanitizeHtml(html, {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: {
      a: ['href'],
      ol: ['start'],
      th: ['colspan', 'rowspan'],
      td: ['colspan', 'rowspan'],
      span: ['data-variable'],
      img: ['data-attachment', 'alt'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: DROPPED_WITH_TEXT,
    transformTags: Object.fromEntries(
      Object.entries(SYNONYMS).map(([from, to]) => [from, sanitizeHtml.simpleTransform(to, {}, false)]),
    ),
    onOpenTag: () => {
      depth += 1
      if (depth > MAX_DEPTH) throw tooLarge('depth', depth)
    },
    onCloseTag: () => {
      depth -= 1
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
 * @throws DomainError `content_too_large` over 2 MB, 5,000 blocks, 50 levels of nesting or 100 images
 */
export function parseContent(html: string): Block[] {
  refuseOver('bytes', MAX_CONTENT_BYTES, Buffer.byteLength(html))
  const blocks = parseBlocks(allowOnly(html))
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
