import {
  attribute,
  commentOf,
  element,
  hasClass,
  isElement,
  isText,
  type MarkupElement,
  type MarkupNode,
  textOf,
} from '../markup.ts'
import { type Sheet, styleOf } from './styles.ts'

/*
 * Word writes no lists. It writes paragraphs that say "I am at level 2 of list l0" and carry the drawn number or bullet as
 * text; Word for the web writes a list of its own for each item. Both become lists here, nested by their levels.
 */

interface Entry {
  /** Which of Word's lists it belongs to. */
  list: string
  level: number
  ordered: boolean
  /** The number that was drawn in front of it; null where it is not known. */
  number: number | null
  /** Whether it was counted in letters or Roman numerals. */
  lettered: boolean
  children: MarkupNode[]
}

interface Open {
  list: string
  level: number
  node: MarkupElement
  /** The number that the next item must have to belong here. */
  next: number
}

/** Replaces the list paragraphs among some siblings by lists. */
export function withWordLists(
  nodes: MarkupNode[],
  sheet: Sheet,
  isHeading: (node: MarkupElement) => boolean,
): MarkupNode[] {
  if (!nodes.some((node) => isElement(node) && (isListParagraph(node) || isListOfTheWeb(node)))) return nodes
  const result: MarkupNode[] = []
  const open: Open[] = []
  for (const node of nodes) {
    const entries = isElement(node) && !isHeading(node) ? entriesOf(node, sheet, open) : []
    for (const entry of entries) place(entry, open, result)
    if (entries.length > 0) continue
    // Word draws the space between items as paragraphs without text.
    if (open.length > 0 && isBlank(node)) continue
    if (open.length > 0 && isContinued(node)) itemOf(open)?.childNodes.push(node)
    else {
      open.length = 0
      result.push(node)
    }
  }
  return result
}

const LIST = /^(l\d+) level(\d) lfo\d+/
const WEB_LIST = /^ListContainerWrapper$/

const isListParagraph = (node: MarkupElement): boolean =>
  node.tagName === 'p' && LIST.test(styleOf(node).get('mso-list') ?? '')
const isListOfTheWeb = (node: MarkupElement): boolean => node.tagName === 'div' && hasClass(node, WEB_LIST)
const isBlank = (node: MarkupNode): boolean =>
  isText(node) ? node.value.trim() === '' : !isElement(node) || (node.tagName === 'p' && isWithoutContent(node))
const isWithoutContent = (node: MarkupElement): boolean => textOf(node.childNodes).trim() === '' && !holdsImage(node)
const holdsImage = (node: MarkupElement): boolean =>
  node.tagName === 'img' || node.childNodes.some((child) => isElement(child) && holdsImage(child))

/** A paragraph of an item that has no number of its own. */
const isContinued = (node: MarkupNode): boolean =>
  isElement(node) && node.tagName === 'p' && hasClass(node, /^MsoList(Paragraph|Continue)/)

const itemOf = (open: Open[]): MarkupElement | null => {
  const last = open.at(-1)?.node.childNodes.at(-1)
  return last && isElement(last) ? last : null
}

function place(entry: Entry, open: Open[], result: MarkupNode[]): void {
  while ((open.at(-1)?.level ?? 0) > entry.level) open.pop()
  if (open.at(-1)?.level === entry.level && !belongs(entry, open)) open.pop()
  if (open.at(-1)?.level !== entry.level) begin(entry, open, result)
  const into = open.at(-1)
  if (!into) return
  into.node.childNodes.push(element('li', [element('p', entry.children)]))
  into.next = (entry.number ?? into.next) + 1
}

function belongs(entry: Entry, open: Open[]): boolean {
  const last = open.at(-1)
  if (!last || (last.node.tagName === 'ol') !== entry.ordered) return false
  if (!entry.ordered) return true
  return entry.number === null ? entry.list === last.list : entry.number === last.next
}

function begin(entry: Entry, open: Open[], result: MarkupNode[]): void {
  const number = entry.number ?? 1
  const attributes = { start: String(number), ...(entry.lettered ? { type: 'a' } : {}) }
  const node = entry.ordered ? element('ol', [], attributes) : element('ul', [])
  const into = itemOf(open)?.childNodes ?? result
  into.push(node)
  open.push({ list: entry.list, level: entry.level, node, next: number })
}

const entriesOf = (node: MarkupElement, sheet: Sheet, open: Open[]): Entry[] =>
  isListParagraph(node) ? [paragraphEntry(node, sheet, open)] : webEntries(node)

function paragraphEntry(node: MarkupElement, sheet: Sheet, open: Open[]): Entry {
  const [, list = '', level = '1'] = LIST.exec(styleOf(node).get('mso-list') ?? '') ?? []
  const { marker, rest } = takeMarker(node.childNodes)
  const at = Number(level)
  const expected = open.findLast((each) => each.level === at)?.next ?? 1
  return {
    list,
    level: at,
    children: rest,
    ...readMarker(marker, sheet.formats.get(`${list}:level${level}`), expected),
  }
}

function webEntries(node: MarkupElement): Entry[] {
  if (!isListOfTheWeb(node)) return []
  return node.childNodes.filter(isElement).flatMap((list) => {
    const ordered = list.tagName === 'ol'
    if (!ordered && list.tagName !== 'ul') return []
    const first = Number(attribute(list, 'start') ?? 1)
    return list.childNodes
      .filter(isElement)
      .filter((item) => item.tagName === 'li')
      .map((item, at) => ({
        list: attribute(item, 'data-listid') ?? '',
        level: Number(attribute(item, 'data-aria-level')) || 1,
        ordered,
        number: ordered && Number.isInteger(first) ? first + at : null,
        lettered: /alpha|roman/.test(styleOf(list).get('list-style-type') ?? ''),
        children: item.childNodes,
      }))
  })
}

/** Takes the drawn number or bullet out of a paragraph: a span says that it is one, or comments stand around it. */
export function takeMarker(nodes: readonly MarkupNode[]): { marker: string; rest: MarkupNode[] } {
  const rest: MarkupNode[] = []
  let marker = ''
  let within = false
  for (const node of nodes) {
    const comment = commentOf(node)
    if (comment !== null) within = /^\[if !supportLists\]/.test(comment) || (within && !/^\[endif\]/.test(comment))
    else if (within) marker += textOf([node])
    else if (marker === '' && isElement(node)) {
      const taken = isIgnored(node) ? { marker: textOf([node]), rest: null } : takeMarker(node.childNodes)
      marker = taken.marker
      if (taken.rest) rest.push({ ...node, childNodes: taken.rest })
    } else rest.push(node)
  }
  return { marker, rest }
}

const isIgnored = (node: MarkupElement): boolean => /^ignore$/i.test(styleOf(node).get('mso-list') ?? '')

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

function roman(numeral: string): number | null {
  if (!/^[ivxlcdm]{1,15}$/.test(numeral)) return null
  const values = [...numeral].map((letter) => ROMAN[letter] ?? 0)
  return values.reduce((sum, each, at) => sum + (each < (values[at + 1] ?? 0) ? -each : each), 0)
}

/** "c" is the third, "aa" the twenty-seventh and "bb" the one after it, as Word counts. */
const alphabetic = (letters: string): number | null =>
  /^([a-z])\1{0,3}$/.test(letters) ? letters.charCodeAt(0) - 96 + 26 * (letters.length - 1) : null

/** What a drawn marker means: "3.", "2.1.3", "c)", "iv.", "§". */
export function readMarker(
  marker: string,
  format: string | undefined,
  expected: number,
): Pick<Entry, 'ordered' | 'number' | 'lettered'> {
  const drawn = marker.replace(/[\s\u00a0]+/g, '')
  // The signs of the fonts Symbol, Wingdings and Courier New are letters: "o", "§", "Ø", "ü", "q".
  const isSign = !/[\p{L}\p{N}]/u.test(drawn) || /^[a-zØüà]$/.test(drawn)
  if (format ? format === 'bullet' || format === 'image' : isSign)
    return { ordered: false, number: null, lettered: false }
  const digits = /(\d{1,6})[^\p{L}\p{N}]*$/u.exec(drawn)?.[1]
  if (digits) return { ordered: true, number: Number(digits), lettered: false }
  const letters = /(\p{L}+)\P{L}*$/u.exec(drawn)?.[1]?.toLowerCase() ?? ''
  const readings = format?.startsWith('roman')
    ? [roman(letters)]
    : format?.startsWith('alpha')
      ? [alphabetic(letters)]
      : [alphabetic(letters), roman(letters)]
  const likely = letters === 'i' && !format ? 1 : readings.find((reading) => reading !== null)
  const number = readings.includes(expected) ? expected : (likely ?? null)
  return { ordered: true, number, lettered: true }
}
