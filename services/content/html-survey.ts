import { type Token, Tokenizer, TokenizerMode } from 'parse5'
import { ATTACHMENT_HASH } from './attachments.ts'
import { readWidth } from './column-widths.ts'
import { canonicalHref } from './href.ts'
import { ALLOWED_ATTRIBUTES, DROPPED_WITH_TEXT, isReadTag } from './sanitize.ts'
import { quoted, type Warn } from './warnings.ts'

/** What is read of HTML, for the one who sent it: where a thing stands, and where links inside of the text go. */
export interface Survey {
  warn: Warn
  /** @param line from 1, @param column from 1, in the HTML */
  at: (line: number, column: number) => string
  /** A link to a heading, which can be looked for when the whole text is read. */
  anchor: (target: string, at: string) => void
  /** A heading of the text, in no list, quote or table. */
  heading: (level: number, at: string) => void
}

/** Without a word of their own, because a document has nothing that they could change. */
const SILENT = new Set([
  'html',
  'head',
  'body',
  'meta',
  'link',
  'base',
  'wbr',
  'font',
  'label',
  'picture',
  'source',
  'nav',
])

/** What stands in them is no part of the outline. */
const HOLDERS = new Set(['ul', 'ol', 'table', 'blockquote'])

/** Tags after which the tokenizer must read text until their end. */
const MODES: Record<string, Tokenizer['state'] | undefined> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  plaintext: TokenizerMode.PLAINTEXT,
}

export function warnOfPicture({ warn }: Pick<Survey, 'warn'>, at: string, source: string, alt: string): void {
  const href = canonicalHref(source)
  const name = alt.trim() ? quoted(alt) : source.startsWith('data:') ? '' : quoted(source)
  const picture = name ? `The picture ${name}` : 'A picture'
  if (href && /^https?:/.test(href)) warn('image_linked', at, `${picture} is a link now.`)
  else
    warn('image_left_out', at, `${picture} was left out${alt.trim() ? ', its description stands there as text' : ''}.`)
}

export function warnOfLink({ warn, anchor }: Pick<Survey, 'warn' | 'anchor'>, at: string, target: string): void {
  const href = canonicalHref(target)
  if (href?.startsWith('#')) anchor(href, at)
  if (href === null && target.trim())
    warn('link_left_out', at, `The link to ${quoted(target)} was left out, its text stays.`)
}

/**
 * Names all that is in HTML and in no document: pictures, links that lead nowhere, comments, scripts, formatting. Reads tags
 * only, one after the other, so that it takes time in step with the text.
 */
export function surveyHtml(html: string, survey: Survey): void {
  const { warn } = survey
  const seen = new Set<string>()
  const attributes = { at: '', names: new Set<string>() }
  /** Lists, quotes and tables that are open. */
  let around = 0
  /** The element whose text is dropped, and how many of its name are open in it. */
  let dropped = { name: '', open: 0 }

  const once = (name: string, report: () => void) => {
    if (!seen.has(name)) report()
    seen.add(name)
  }
  const place = ({ location }: { location: Token.Location | null }) =>
    survey.at(location?.startLine ?? 1, location?.startCol ?? 1)

  function start(tag: Token.TagToken): void {
    const { tagName } = tag
    const of = (name: string) => tag.attrs.find((attribute) => attribute.name === name)?.value
    if (DROPPED_WITH_TEXT.includes(tagName)) {
      dropped = { name: tagName, open: tag.selfClosing || tagName === 'embed' ? 0 : 1 }
      warn('element_left_out', place(tag), `<${tagName}> was left out, with all that is in it.`)
      return
    }
    if (HOLDERS.has(tagName)) around += 1
    if (around === 0 && /^h[1-6]$/.test(tagName)) survey.heading(Number(tagName[1]), place(tag))
    if (tagName === 'img') {
      const attached = ATTACHMENT_HASH.test(of('data-attachment') ?? '')
      if (!attached) warnOfPicture(survey, place(tag), of('src') ?? '', of('alt') ?? '')
    } else if (tagName === 'a') warnOfLink(survey, place(tag), of('href') ?? '')
    else if (tagName === 'col') {
      const width = of('width')
      if (width !== undefined && readWidth(width) === null)
        warn('attributes_left_out', place(tag), `A column cannot be ${quoted(width)} wide, it gets its share.`)
    } else if (tagName === 'ol') {
      const type = of('type') ?? '1'
      if (type !== '1')
        warn('list_numbering_changed', place(tag), `A list numbered by ${quoted(type)} is numbered 1, 2, 3.`)
      if (of('reversed') !== undefined)
        warn('list_numbering_changed', place(tag), 'A list that counted down counts up.')
    } else if (tagName === 'li' && of('value') !== undefined) {
      once('value', () =>
        warn('list_numbering_changed', place(tag), 'Items with a number of their own are counted on.'),
      )
    } else if (
      (!isReadTag(tagName) && !SILENT.has(tagName)) ||
      (tagName === 'input' && of('type')?.toLowerCase() !== 'checkbox')
    ) {
      once(tagName, () => warn('tag_left_out', place(tag), `<${tagName}> was left out, the text in it stays.`))
    }
    const known = [
      ...(ALLOWED_ATTRIBUTES[tagName] ?? []),
      ...(tagName === 'ol' ? ['type', 'reversed'] : []),
      ...(tagName === 'li' ? ['value'] : []),
    ]
    for (const { name } of tag.attrs) {
      if (known.includes(name)) continue
      attributes.at ||= place(tag)
      attributes.names.add(name)
    }
  }

  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(tag) {
        const inside = dropped.open > 0
        if (inside && tag.tagName === dropped.name && !tag.selfClosing) dropped.open += 1
        if (!inside) start(tag)
        tokenizer.state = MODES[tag.tagName] ?? tokenizer.state
      },
      onEndTag({ tagName }) {
        if (tagName === dropped.name) dropped.open -= 1
        else if (dropped.open === 0 && HOLDERS.has(tagName)) around = Math.max(0, around - 1)
      },
      onComment(comment) {
        if (dropped.open === 0 && comment.data.trim()) {
          warn('comment_left_out', place(comment), `The comment ${quoted(comment.data)} was left out.`)
        }
      },
      onCharacter() {},
      onNullCharacter() {},
      onWhitespaceCharacter() {},
      onDoctype() {},
      onEof() {},
    },
  )
  tokenizer.write(html, true)
  if (attributes.names.size > 0) {
    const names = [...attributes.names].slice(0, 10).join(', ')
    warn(
      'attributes_left_out',
      attributes.at,
      `Attributes that a document does not have were left out: ${quoted(names)}.`,
    )
  }
}
