import { VARIABLE_NAME } from '#domain/documents/variables.ts'
import { attachmentShown } from '../attachments.ts'
import { readWidth } from '../column-widths.ts'
import { canonicalHref } from '../href.ts'
import {
  attribute,
  element,
  hasClass,
  isElement,
  isText,
  type MarkupElement,
  type MarkupNode,
  text,
  textOf,
} from '../markup.ts'
import type { Mark } from '../model.ts'
import type { LeftOut } from './left-out.ts'
import { comments, holdsNotes, isNoteMark, isOfNote, noteMark, notesIn } from './notes.ts'
import { isHidden, marksIn, type Sheet, type Style, styleOf } from './styles.ts'
import { takeMarker, withWordLists } from './word-lists.ts'

interface Around {
  marks: readonly Mark[]
  href: string | null
  /** Also where the link itself could not be kept. */
  inLink: boolean
  /** How many tags may still be nested in each other; the server refuses more than 50. */
  room: number
}

export const AT_THE_TOP: Around = { marks: [], href: null, inLink: false, room: 32 }

const DROPPED =
  /^(head|title|meta|link|style|script|svg|noscript|template|base|xml|button|select|textarea|dialog|datalist|area|map|w:sdtpr|o:smarttagtype)$/
const EMBEDDED = /^(iframe|frame|object|embed|video|audio|canvas|applet)$/
const PARAGRAPHS =
  /^(p|div|section|article|main|header|footer|aside|figure|figcaption|address|dl|dt|dd|details|summary|center|fieldset|form|legend|hgroup|caption)$/
const ROOM: Record<string, number | undefined> = { ul: 2, ol: 2, blockquote: 1, table: 4 }

/** Turns markup of any program into what content is read from, and counts what cannot be kept. */
export class Rewriter {
  readonly notes: MarkupNode[] = []
  readonly carried: string[] = []
  private readonly sheet: Sheet
  private readonly leftOut: LeftOut

  constructor(sheet: Sheet, leftOut: LeftOut) {
    this.sheet = sheet
    this.leftOut = leftOut
  }

  all(nodes: MarkupNode[], around: Around): MarkupNode[] {
    return withWordLists(nodes, this.sheet, (node) => this.headingLevel(node) !== null).flatMap((node) => {
      if (isText(node)) return marked(node.value, around)
      return isElement(node) ? this.one(node, around) : []
    })
  }

  private one(node: MarkupElement, around: Around): MarkupNode[] {
    const { tagName } = node
    const style = styleOf(node)
    if (isHidden(node, style) || this.isLeftOut(node, style)) return []
    if (tagName === 'img' || tagName === 'v:imagedata') return this.image(node)
    if (holdsNotes(node, style)) return this.note(node, style)
    if (tagName === 'a' && isNoteMark(node, style)) {
      const mark = marked(noteMark(node), { ...around, marks: ['sup'], href: null })
      return isOfNote(node) ? [...mark, text(' ')] : mark
    }
    if (standsForBlank(node, style)) return [text(' ')]
    if (tagName === 'br') return isPageBreak(style) ? [] : [element('br', [])]
    if (tagName === 'hr') return [element('hr', [])]
    if (tagName === 'input') return isCheckbox(node) ? [text(box(attribute(node, 'checked') !== undefined))] : []
    if (tagName === 'pre') return [element('pre', [text(codeOf(node.childNodes))])]
    return this.kept(node, style, { ...around, marks: marksIn(node, style, around.marks, around.inLink) })
  }

  /** An element of which something stays. */
  private kept(node: MarkupElement, style: Style, around: Around): MarkupNode[] {
    const { tagName, childNodes } = node
    const level = this.headingLevel(node)
    if (level !== null) {
      const words = style.has('mso-list') ? headingText(childNodes) : childNodes
      return [element(`h${level}`, this.all(words, { ...around, marks: [] }))]
    }
    const room = around.room - (ROOM[tagName] ?? 0)
    if (ROOM[tagName] && room < 0) return [element('p', this.all(childNodes, around))]
    const inside = { ...around, room }
    if (tagName === 'ul' || tagName === 'ol') return this.list(node, style, inside)
    if (tagName === 'li') return [element('li', this.item(node, inside))]
    if (tagName === 'blockquote') return [element('blockquote', this.all(childNodes, inside))]
    if (tagName === 'table') return this.table(node, inside)
    if (tagName === 'a') return this.all(childNodes, { ...inside, href: this.target(node), inLink: true })
    const variable = attribute(node, 'data-variable') ?? ''
    if (tagName === 'span' && VARIABLE_NAME.test(variable)) {
      return wrapped(element('span', [], { 'data-variable': variable }), around)
    }
    if (PARAGRAPHS.test(tagName)) return [element('p', this.all(childNodes, inside))]
    return this.all(childNodes, inside)
  }

  /** What is no part of a document. What a reader of the source did see is counted. */
  private isLeftOut(node: MarkupElement, style: Style): boolean {
    const isComment = comments.isPart(node, style)
    if (isComment) this.leftOut.comments += comments.marksIn(node)
    const kind = kindLeftOut(node)
    if (kind === 'contents') this.leftOut.contents = 1
    else if (kind) this.leftOut[kind] += 1
    return isComment || kind !== null || DROPPED.test(node.tagName)
  }

  /** The one place that decides about an image. Pictures that stand for a sign are the sign. */
  private image(node: MarkupElement): MarkupNode[] {
    const alt = attribute(node, 'alt') ?? ''
    const address = attribute(node, 'src')?.trim() ?? ''
    const hash = attachmentShown(attribute(node, 'data-attachment'), address)
    if (hash) return [element('img', [], { 'data-attachment': hash, alt })]
    if (attribute(node, 'aria-roledescription') === 'checkbox') return []
    if (/^\p{Extended_Pictographic}/u.test(alt) && alt.length <= 12) return [text(alt)]
    const isPixel = ['width', 'height'].some((side) => /^[01](px)?$/.test(attribute(node, side) ?? ''))
    if (/^data:image\//i.test(address)) this.carried.push(address)
    else if (!isPixel) this.leftOut.images += 1
    return []
  }

  private note(node: MarkupElement, style: Style): MarkupNode[] {
    for (const note of notesIn(node, style)) {
      if (isElement(note)) this.notes.push(element('p', this.all(note.childNodes, AT_THE_TOP)))
    }
    return []
  }

  /** The safe target of a link, null where the text stays alone. Nothing leads to a place in the source from here. */
  private target(link: MarkupElement): string | null {
    const href = attribute(link, 'href')?.trim()
    if (!href) return null
    const target = href.startsWith('#') ? null : canonicalHref(href)
    if (target === null && textOf(link.childNodes).trim() !== '') this.leftOut.links += 1
    return target
  }

  private headingLevel(node: MarkupElement): number | null {
    const { tagName } = node
    const named = /^h([1-6])$/.exec(tagName)?.[1]
    if (named) return Number(named)
    if (tagName !== 'p' && tagName !== 'div') return null
    if (hasClass(node, /^MsoTitle/)) return 1
    if (hasClass(node, /^MsoHeading[7-9]$/)) return 6
    const level =
      attribute(node, 'role') === 'heading' ? Number(attribute(node, 'aria-level')) : this.outlineLevel(node)
    return level >= 1 ? Math.min(Math.floor(level), 6) : null
  }

  private outlineLevel(node: MarkupElement): number {
    if (node.tagName !== 'p') return 0
    const own = styleOf(node).get('mso-outline-level')
    const [ofClass] = (attribute(node, 'class') ?? '').split(/\s+/).map((name) => this.sheet.outlineLevels.get(name))
    return Number(own ?? ofClass ?? 0) || 0
  }

  /** Layout that was written as a table is none. */
  private table(node: MarkupElement, around: Around): MarkupNode[] {
    if (/^(presentation|none)$/.test(attribute(node, 'role') ?? ''))
      return cellsOf(node.childNodes).map((cell) => element('p', this.all(cell.childNodes, around)))
    return [element('table', [...columnsOf(node), ...this.rows(node.childNodes, around)])]
  }

  private rows(nodes: MarkupNode[], around: Around): MarkupNode[] {
    return nodes.filter(isElement).flatMap((node) => {
      const { tagName, childNodes } = node
      if (/^(tr|thead|tbody|tfoot)$/.test(tagName)) return [element(tagName, this.rows(childNodes, around))]
      if (tagName !== 'td' && tagName !== 'th') return tagName === 'caption' ? this.one(node, around) : []
      const spans = ['colspan', 'rowspan'].flatMap((name) => {
        const cells = attribute(node, name)
        return cells === undefined ? [] : [[name, cells] as const]
      })
      // A header cell is bold as it is.
      const marks = tagName === 'th' ? [] : marksIn(node, styleOf(node), around.marks, false)
      return [element(tagName, this.all(childNodes, { ...around, marks }), Object.fromEntries(spans))]
    })
  }

  /** A list. An item with a number out of turn begins a new one; what stands in front of the first item stands outside. */
  private list(node: MarkupElement, style: Style, around: Around): MarkupNode[] {
    const ordered = node.tagName === 'ol'
    if (ordered && isLettered(node, style)) this.leftOut.letters += 1
    const lists: MarkupNode[] = []
    let current: MarkupElement | null = null
    let next = numberOf(node, 'start') ?? 1
    for (const child of node.childNodes) {
      const isItem = isElement(child) && child.tagName === 'li'
      const number: number = (isItem && ordered ? numberOf(child, 'value') : null) ?? next
      if (isItem && (!current || number !== next)) {
        current = element(node.tagName, [], ordered ? { start: String(number) } : {})
        lists.push(current)
      }
      const into: MarkupNode[] = current?.childNodes ?? lists
      into.push(...this.all([child], around))
      if (isItem) next = number + 1
    }
    return lists
  }

  private item(node: MarkupElement, around: Around): MarkupNode[] {
    const inside = this.all(node.childNodes, around)
    if (attribute(node, 'role') !== 'checkbox') return inside
    const mark = text(box(attribute(node, 'aria-checked') === 'true'))
    const [first, ...rest] = inside.filter((child) => !isText(child) || child.value.trim() !== '')
    return first && isElement(first) && first.tagName === 'p'
      ? [element('p', [mark, ...first.childNodes]), ...rest]
      : [mark, ...inside]
  }
}

/** Text, or what stands in its place, with its link and its marks. */
const wrapped = (node: MarkupNode, { marks, href }: Around): MarkupNode[] => {
  const inner = marks.reduce((inside, mark) => element(mark, [inside]), node)
  return [href === null ? inner : element('a', [inner], { href })]
}

const marked = (value: string, around: Around): MarkupNode[] => (value === '' ? [] : wrapped(text(value), around))

const box = (checked: boolean): string => (checked ? '\u2611 ' : '\u2610 ')
const isCheckbox = (node: MarkupElement): boolean => attribute(node, 'type')?.toLowerCase() === 'checkbox'

function numberOf(node: MarkupElement, name: 'start' | 'value'): number | null {
  const written = attribute(node, name)?.trim() ?? ''
  return /^\d{1,6}$/.test(written) ? Number(written) : null
}

const LETTERS = /alpha|roman|latin|greek/
function isLettered(list: MarkupElement, style: Style): boolean {
  const item = list.childNodes.find((node) => isElement(node) && node.tagName === 'li')
  const drawn = [style, ...(item && isElement(item) ? [styleOf(item)] : [])].map((each) => each.get('list-style-type'))
  return /^[ai]$/i.test(attribute(list, 'type') ?? '') || drawn.some((type) => LETTERS.test(type ?? ''))
}

/** Word draws runs of blanks and tabs with blanks that do not break, browsers a blank at the end of what is copied. */
const standsForBlank = (node: MarkupElement, style: Style): boolean =>
  style.has('mso-spacerun') ||
  style.has('mso-tab-count') ||
  (node.tagName === 'span' &&
    (node.attrs.length === 0 || hasClass(node, /^Apple-converted-space$/)) &&
    textOf(node.childNodes) === '\u00a0')

function kindLeftOut(node: MarkupElement): keyof LeftOut | null {
  const { tagName } = node
  if (comments.isMark(node)) return 'comments'
  if (isStruckOut(node)) return 'deletions'
  if (isContents(node)) return 'contents'
  if (tagName === 'nav') return 'menus'
  if (tagName === 'math' || tagName === 'm:omath') return 'formulas'
  if (EMBEDDED.test(tagName)) return 'embedded'
  return tagName === 'svg' && attribute(node, 'role') === 'img' ? 'images' : null
}

const isPageBreak = (style: Style): boolean => /^(always|page)$/.test(style.get('page-break-before') ?? '')

/** "Track changes" says who changed and when. What is struck out without that is meant to be read. */
const isStruckOut = (node: MarkupElement): boolean =>
  hasClass(node, /^msoDel$/) || (node.tagName === 'del' && attribute(node, 'datetime') !== undefined)

const isContents = (node: MarkupElement): boolean =>
  hasClass(node, /^MsoToc(\d|Heading)$/) || /^Table of Contents\d/.test(attribute(node, 'id') ?? '')

/** A heading that Word numbered: sections are numbered here too, so digits go; "Article II" stays as words. */
function headingText(nodes: MarkupNode[]): MarkupNode[] {
  const { marker, rest } = takeMarker(nodes)
  const words = marker.replace(/[\s\u00a0]+/g, ' ').trim()
  return /\p{L}/u.test(words) ? [text(`${words} `), ...rest] : rest
}

const codeOf = (nodes: readonly MarkupNode[]): string =>
  nodes
    .map((node) => {
      if (isText(node)) return node.value
      if (!isElement(node)) return ''
      return node.tagName === 'br' ? '\n' : codeOf(node.childNodes)
    })
    .join('')

const rowsOf = (nodes: readonly MarkupNode[]): MarkupElement[] =>
  nodes.filter(isElement).flatMap((node) => {
    if (node.tagName === 'tr') return [node]
    return /^t(head|body|foot)$/.test(node.tagName) ? rowsOf(node.childNodes) : []
  })

/** The columns of a table with their widths. Word writes these at the cells: those of a row that merges none say them all. */
function columnsOf(table: MarkupElement): MarkupElement[] {
  const groups = table.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'colgroup' || tagName === 'col')
  const columns = groups.flatMap((group) => (group.tagName === 'col' ? [group] : group.childNodes.filter(isElement)))
  const widths = columns.map(widthOf)
  if (widths.some((width) => width !== null)) {
    return columns.map((column, at) =>
      element('col', [], { width: widths[at] ?? '', span: attribute(column, 'span') ?? '' }),
    )
  }
  const plain = rowsOf(table.childNodes)
    .map((row) => cellsOf([row]))
    .find((cells) => cells.every((cell) => (attribute(cell, 'colspan') ?? '1') === '1'))
  return (plain ?? []).map((cell) => element('col', [], { width: widthOf(cell) ?? '' }))
}

const widthOf = (node: MarkupElement): string | null =>
  [attribute(node, 'width'), styleOf(node).get('width')].find((width) => readWidth(width) !== null) ?? null

const cellsOf = (nodes: readonly MarkupNode[]): MarkupElement[] =>
  nodes.filter(isElement).flatMap((node) => {
    if (/^(td|th|caption)$/.test(node.tagName)) return [node]
    return /^(tr|thead|tbody|tfoot)$/.test(node.tagName) ? cellsOf(node.childNodes) : []
  })
