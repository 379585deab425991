import type MarkdownIt from 'markdown-it'
import { canonicalHref } from './href.ts'
import { type Survey, surveyHtml, warnOfLink, warnOfPicture } from './html-survey.ts'
import { writtenHtml } from './markdown-html.ts'
import { attachedImage, wordsOf } from './markdown-images.ts'
import { allowOnly } from './sanitize.ts'
import { escapeAttribute } from './serialize.ts'
import { quoted } from './warnings.ts'

type Token = ReturnType<MarkdownIt['parse']>[number]

/** What is reported of a Markdown text; lines count from its first one. */
export type MarkdownSurvey = Pick<Survey, 'warn' | 'anchor' | 'heading'> & { atLine: (line: number) => string }

const become = (token: Token, type: 'text' | 'html_inline', content: string): void => {
  token.type = type
  token.tag = ''
  token.nesting = 0
  token.content = content
}

/**
 * Makes of what Markdown says what a document can say, and reports the rest: links that lead nowhere become their text, pictures
 * their description, boxes to tick the signs ☐ and ☑, definition lists terms and paragraphs, HTML what the sanitizer leaves of it.
 */
export function settleTokens(tokens: Token[], survey: MarkdownSurvey): void {
  let line = 1
  let isAligned = false
  const languages = new Set<string>()
  tokens.forEach((token, at) => {
    if (token.map) line = token.map[0] + 1
    if (token.type === 'html_block') {
      const first = line
      const heading = token.level === 0 ? survey.heading : () => {}
      surveyHtml(token.content, { ...survey, heading, at: (row) => survey.atLine(first + row - 1) })
      token.content = allowOnly(token.content)
    } else if (token.type === 'inline' && token.children) {
      const isParagraph = tokens[at - 1]?.type === 'paragraph_open'
      settleLine(token.children, line, survey)
      if (isParagraph && tokens[at - 2]?.type === 'list_item_open') tickBox(token, token.children)
      if (isParagraph) splitDefinitions(token, token.children)
    } else if (token.type === 'heading_open') {
      if (token.level === 0) survey.heading(Number(token.tag[1]), survey.atLine(line))
    } else if (token.type === 'fence') {
      const language = token.info.trim()
      if (language && !languages.has(language))
        survey.warn('code_language_left_out', survey.atLine(line), `That code is ${quoted(language)} was left out.`)
      languages.add(language)
    } else if (token.type === 'table_open') {
      isAligned = false
    } else if (token.type === 'th_open' && token.attrGet('style') && !isAligned) {
      isAligned = true
      survey.warn('attributes_left_out', survey.atLine(line), 'The alignment of columns was left out.')
    }
  })
}

function settleLine(children: Token[], firstLine: number, survey: MarkdownSurvey): void {
  let line = firstLine
  const ends: (string | null)[] = []
  for (const token of children) {
    const at = survey.atLine(line)
    const written = writtenHtml(token)
    if (token.type === 'softbreak' || token.type === 'hardbreak') line += 1
    else if (token.type === 'link_open') ends.push(openLink(token, at, survey))
    else if (token.type === 'link_close') {
      const end = ends.pop() ?? null
      if (end !== null) become(token, 'text', end)
    } else if (token.type === 'image') picture(token, at, survey)
    else if (written !== null) {
      surveyHtml(written, { ...survey, heading: () => {}, at: () => at })
      line += written.split('\n').length - 1
    }
  }
}

function warnOfTooltip(token: Token, at: string, { warn }: MarkdownSurvey): void {
  const title = token.attrGet('title')
  if (title) warn('attributes_left_out', at, `The title ${quoted(title)} of a link or picture was left out.`)
}

/** @returns what stands in place of the end of a link that is none; null for one that is */
function openLink(token: Token, at: string, survey: MarkdownSurvey): string | null {
  const target = String(token.attrGet('href') ?? '')
  const href = canonicalHref(target)
  warnOfTooltip(token, at, survey)
  token.attrs = href === null ? [] : [['href', href]]
  if (href === null && token.markup === 'autolink') {
    become(token, 'text', '<')
    return '>'
  }
  warnOfLink(survey, at, target)
  if (href !== null) return null
  become(token, 'text', '')
  return ''
}

function picture(token: Token, at: string, survey: MarkdownSurvey): void {
  const source = String(token.attrGet('src') ?? '')
  const alt = wordsOf(token.children ?? [])
  const attached = attachedImage(source, alt)
  warnOfTooltip(token, at, survey)
  if (attached === null) warnOfPicture(survey, at, source, alt)
  const elsewhere = `<img src="${escapeAttribute(source)}" alt="${escapeAttribute(alt)}">`
  become(token, 'html_inline', attached ?? elsewhere)
}

function tickBox({ content }: Token, [first]: Token[]): void {
  const box = /^\[([ xX])\](?=\s)/.exec(content)
  if (box && first?.type === 'text' && first.content.startsWith(box[0])) {
    first.content = (box[1] === ' ' ? '☐' : '☑') + first.content.slice(box[0].length)
  }
}

/** `Term` and, on the lines below, `: what it means`. */
function splitDefinitions({ content }: Token, children: Token[]): void {
  const lines = content.split('\n').map((line) => line.trimStart())
  const breaks = children.filter(({ type }) => type === 'softbreak' || type === 'hardbreak')
  const defines = (line: string | undefined) => /^:\s+\S/.test(line ?? '')
  if (!lines.some(defines) || breaks.length !== lines.length - 1) return
  const [first] = children
  const opensBold = !defines(lines[0]) && defines(lines[1])
  if (defines(lines[0]) && first?.type === 'text') first.content = first.content.replace(/^:\s+/, '')
  let line = 0
  children.forEach((token, at) => {
    const next = children[at + 1]
    if (!breaks.includes(token)) return
    line += 1
    if (!defines(lines[line]) || next?.type !== 'text') return
    next.content = next.content.replace(/^:\s+/, '')
    become(token, 'html_inline', opensBold && line === 1 ? '</strong></p><p>' : '</p><p>')
    token.meta = null
  })
  if (opensBold && first?.type === 'text') become(first, 'html_inline', `<strong>${escapeAttribute(first.content)}`)
}

/** The targets of links that a text defines, by their labels. */
export type Definitions = Readonly<Record<string, { href: string }>>

/**
 * Of definitions that no link uses those that were meant as something else: `[//]: # (a comment)`, or `[note]: internal`, which
 * is no text in Markdown.
 */
export function warnOfDefinitions(
  body: string,
  definitions: Definitions,
  used: ReadonlySet<string>,
  normalize: (label: string) => string,
  { warn, atLine }: MarkdownSurvey,
): void {
  const isLost = (label: string) => !used.has(label) && canonicalHref(definitions[label]?.href ?? '') === null
  const lost = new Set(Object.keys(definitions).filter(isLost))
  if (lost.size === 0) return
  body.split('\n').forEach((line, at) => {
    const [, label = ''] = /^[\s>]*\[([^\]]+)\]:/.exec(line) ?? []
    if (!lost.delete(normalize(label))) return
    const what = /^\/\/|^comment/i.test(label)
      ? (['comment_left_out', `The comment ${quoted(line)} was left out.`] as const)
      : (['definition_left_out', `${quoted(line)} was left out: Markdown reads it as the target of a link.`] as const)
    warn(what[0], atLine(at + 1), what[1])
  })
}
