import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as namespaces, Parser } from 'parse5'
import { VARIABLE_NAME } from '#domain/documents/variables.ts'
import { ATTACHMENT_HASH } from './attachments.ts'
import { MOST_COLUMNS, readWidth } from './column-widths.ts'
import { levelHeadings, nest, type RawBlock } from './headings.ts'
import { canonicalHref } from './href.ts'
import { cleanLine, cleanText, joinLines, normalizeInline } from './inline.ts'
import { attribute, isElement, type MarkupElement, type MarkupNode } from './markup.ts'
import { type Block, type Inline, MARKS, type Mark, PLAIN, type Style } from './model.ts'
import { normalizeTable, type RawCell } from './table.ts'

type Node = MarkupNode
type Element = MarkupElement

const MARK_OF: Record<string, Mark | undefined> = Object.fromEntries(MARKS.map((mark) => [mark, mark]))
const PARAGRAPHS = new Set(['p', 'caption', 'li', 'td', 'th', 'tr'])

const withMark = (style: Style, mark: Mark): Style =>
  style.marks.includes(mark) ? style : { ...style, marks: [...style.marks, mark] }

function wholeNumber(text: string | undefined, fallback: number, max: number): number {
  const number = /^\d{1,9}$/.test(text ?? '') ? Number(text) : fallback
  return Math.min(number, max)
}

/** Gathers what is inside one element: lines of text become paragraphs, blocks end the line before them. */
class Collector {
  readonly blocks: RawBlock[] = []
  private line: Inline[] = []

  add(nodes: Node[], style: Style): this {
    for (const node of nodes) {
      if (node.nodeName === '#text' && 'value' in node) this.line.push({ type: 'text', text: node.value, style })
      else if (isElement(node)) this.element(node, style)
    }
    return this
  }

  endLine(): this {
    const inline = normalizeInline(this.line)
    this.line = []
    if (inline.length > 0) this.blocks.push({ type: 'paragraph', inline })
    return this
  }

  private block(block: RawBlock | null): void {
    this.endLine()
    if (block) this.blocks.push(block)
  }

  private element(element: Element, style: Style): void {
    const { tagName, childNodes } = element
    const mark = MARK_OF[tagName]
    if (mark) {
      this.add(childNodes, withMark(style, mark))
    } else if (tagName === 'a') {
      const href = canonicalHref(attribute(element, 'href') ?? '')
      this.add(childNodes, href ? { ...style, href } : style)
    } else if (tagName === 'br') {
      this.line.push({ type: 'break' })
    } else if (tagName === 'img') {
      this.picture(element, style)
    } else if (tagName === 'input') {
      const box = attribute(element, 'checked') === undefined ? '☐ ' : '☑ '
      if (attribute(element, 'type')?.toLowerCase() === 'checkbox') this.line.push({ type: 'text', text: box, style })
    } else if (tagName === 'dt' || tagName === 'summary') {
      this.endLine().add(childNodes, withMark(style, 'strong')).endLine()
    } else if (tagName === 'span') {
      const name = attribute(element, 'data-variable') ?? ''
      if (VARIABLE_NAME.test(name)) this.line.push({ type: 'variable', name, style })
      else this.add(childNodes, style)
    } else if (/^h[1-6]$/.test(tagName)) {
      const inside = flow(childNodes, style)
      const inline = joinLines(inside.flatMap((block) => ('inline' in block ? [block.inline] : [])))
      this.block(inline.length > 0 ? { type: 'heading', level: Number(tagName[1]), inline } : null)
      for (const block of inside) if (block.type === 'image') this.block(block)
    } else if (tagName === 'ul' || tagName === 'ol') {
      const items = listItems(childNodes, style).filter((item) => item.length > 0)
      const ordered = tagName === 'ol'
      const start = ordered ? wholeNumber(attribute(element, 'start'), 1, 999_999) : 1
      this.block(items.length > 0 ? { type: 'list', ordered, start, items } : null)
    } else if (tagName === 'blockquote') {
      const blocks = nest(flow(childNodes, style))
      this.block(blocks.length > 0 ? { type: 'quote', blocks } : null)
    } else if (tagName === 'pre') {
      const text = codeText(childNodes)
      this.block(text ? { type: 'code', text } : null)
    } else if (tagName === 'hr') {
      this.block({ type: 'rule' })
    } else if (tagName === 'table') {
      this.table(element, style)
    } else if (PARAGRAPHS.has(tagName)) {
      this.endLine().add(childNodes, style).endLine()
    } else {
      this.add(childNodes, style)
    }
  }

  /** A picture of the document; of any other stays its alternative text, and where it can be had from anywhere a link to it. */
  private picture(element: Element, style: Style): void {
    const hash = attribute(element, 'data-attachment') ?? ''
    const alt = cleanLine(attribute(element, 'alt') ?? '')
    if (ATTACHMENT_HASH.test(hash)) {
      this.block({ type: 'image', hash, alt })
      return
    }
    const source = attribute(element, 'src') ?? ''
    const href = style.href ?? canonicalHref(source)
    const linked = /^https?:/.test(href ?? '')
    const text = alt || (linked && style.href === null ? source : '')
    if (text) this.line.push({ type: 'text', text, style: linked ? { ...style, href } : style })
  }

  private table(element: Element, style: Style): void {
    const rows: RawCell[][] = []
    const shares: (number | null)[] = []
    const visit = (nodes: Node[], inHead: boolean) => {
      for (const node of nodes.filter(isElement)) {
        if (node.tagName === 'tr') rows.push(cellsOf(node, style, inHead))
        else if (node.tagName === 'col') addShares(shares, node)
        else if (node.tagName === 'colgroup') visit(node.childNodes, inHead)
        else if (node.tagName === 'caption') this.endLine().add(node.childNodes, style).endLine()
        else if (/^t(head|body|foot)$/.test(node.tagName)) visit(node.childNodes, node.tagName === 'thead')
      }
    }
    visit(element.childNodes, false)
    this.block(normalizeTable(rows, shares))
  }
}

/** What `<col width="30%" span="2">` says of as many columns. */
function addShares(shares: (number | null)[], col: Element): void {
  const width = readWidth(attribute(col, 'width'))
  const span = Math.max(1, wholeNumber(attribute(col, 'span'), 1, MOST_COLUMNS))
  for (let column = 0; column < span && shares.length <= MOST_COLUMNS; column += 1) shares.push(width)
}

const flow = (nodes: Node[], style: Style): RawBlock[] => new Collector().add(nodes, style).endLine().blocks

function cellsOf(row: Element, style: Style, inHead: boolean): RawCell[] {
  return row.childNodes
    .filter(isElement)
    .filter((node) => node.tagName === 'td' || node.tagName === 'th')
    .map((cell) => ({
      header: inHead || cell.tagName === 'th',
      colspan: Math.max(1, wholeNumber(attribute(cell, 'colspan'), 1, 50)),
      rowspan: Math.max(1, wholeNumber(attribute(cell, 'rowspan'), 1, 500)),
      blocks: nest(flow(cell.childNodes, style), 'cell'),
    }))
}

/** Text or a list that stands between items belongs to the item before it: editors write both. */
function listItems(nodes: Node[], style: Style): Block[][] {
  const items: Block[][] = []
  for (const node of nodes) {
    if (isElement(node) && node.tagName === 'li') items.push(nest(flow(node.childNodes, style), 'item'))
    else {
      const strays = nest(flow([node], style), 'item')
      const last = items.at(-1)
      if (last) for (const stray of strays) last.push(stray)
      else if (strays.length > 0) items.push(strays)
    }
  }
  return items
}

function codeText(nodes: Node[]): string {
  const read = (node: Node): string => {
    if (node.nodeName === '#text' && 'value' in node) return node.value
    if (!isElement(node)) return ''
    return node.tagName === 'br' ? '\n' : node.childNodes.map(read).join('')
  }
  return cleanText(
    nodes
      .map(read)
      .join('')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'),
  )
    .replace(/\t/g, '    ')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/g, '')
}

const createBody = () => defaultTreeAdapter.createElement('body', namespaces.NS.HTML, [])

/** As `parseFragment` of parse5, which takes the nodes one by one off the front of a list: the more there are, the longer for each. */
function nodesOf(html: string): Node[] {
  const parser = Parser.getFragmentParser<DefaultTreeAdapterMap>(createBody(), {})
  parser.tokenizer.write(html, true)
  return parser.document.childNodes.flatMap((root) => (isElement(root) ? root.childNodes : []))
}

/** Keeps of parsed HTML what content may hold, in canonical shape. */
export const blocksOf = (nodes: Node[]): Block[] => levelHeadings(flow(nodes, PLAIN))

/** Reads HTML the way a browser does, keeps what content may hold, and returns it in canonical shape. */
export const parseBlocks = (html: string): Block[] => blocksOf(nodesOf(html))
