import { attribute, isElement, type MarkupElement, type MarkupNode, textOf } from '../markup.ts'
import { MARKS, type Mark } from '../model.ts'

/*
 * What pasted markup says in its styles. They are read as text: the content security policy of the page lets no style of
 * a pasted text apply, so asking the browser for it answers nothing.
 */

export type Style = ReadonlyMap<string, string>
const NO_STYLE: Style = new Map()

function declarations(css: string): Style {
  const found = new Map<string, string>()
  for (const declaration of css.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0) found.set(declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim())
  }
  return found
}

/** What the `style` of an element declares. */
export function styleOf(element: MarkupElement): Style {
  const css = attribute(element, 'style')
  return css ? declarations(css) : NO_STYLE
}

const value = (style: Style, property: string): string => style.get(property)?.toLowerCase() ?? ''

/** Whether the source itself did not show an element. */
export const isHidden = (element: MarkupElement, style: Style): boolean =>
  attribute(element, 'hidden') !== undefined ||
  value(style, 'display').startsWith('none') ||
  value(style, 'visibility').startsWith('hidden') ||
  value(style, 'mso-hide') === 'all'

const TAG_MARKS: Record<string, Mark | undefined> = {
  ...Object.fromEntries(MARKS.map((mark) => [mark, mark])),
  ...{ b: 'strong', i: 'em', ins: 'u', del: 's', strike: 's', kbd: 'code', samp: 'code', tt: 'code' },
}

/** `text-decoration` and what it became. */
const decoration = (style: Style) => `${value(style, 'text-decoration')} ${value(style, 'text-decoration-line')}`

function isBold(weight: string): boolean | null {
  if (/^bold/.test(weight)) return true
  if (/^(normal|lighter)/.test(weight)) return false
  return /^\d{1,4}\b/.test(weight) ? Number.parseInt(weight, 10) >= 600 : null
}

/** The marks of text in an element, given those around it. `<b style="font-weight:normal">`, as Google Docs has it, is not bold. */
export function marksIn(
  element: MarkupElement,
  style: Style,
  around: readonly Mark[],
  inLink: boolean,
): readonly Mark[] {
  const marks = new Set(around)
  const decorated = decoration(style)
  const tagMark = TAG_MARKS[element.tagName]
  // What "track changes" added is text like any other.
  const isChange = element.tagName === 'ins' && attribute(element, 'datetime') !== undefined
  const isUndone = isChange || ((tagMark === 'u' || tagMark === 's') && decorated.includes('none'))
  if (tagMark && !isUndone) marks.add(tagMark)

  const bold = isBold(value(style, 'font-weight'))
  if (bold !== null) marks[bold ? 'add' : 'delete']('strong')
  const slant = value(style, 'font-style')
  if (/^(italic|oblique)/.test(slant)) marks.add('em')
  else if (slant.startsWith('normal')) marks.delete('em')
  if (decorated.includes('underline')) marks.add('u')
  if (decorated.includes('line-through')) marks.add('s')
  // A link is underlined as it is.
  if (inLink || element.tagName === 'a') marks.delete('u')

  const height = value(style, 'vertical-align')
  if (height.startsWith('super')) marks.add('sup').delete('sub')
  else if (height.startsWith('sub')) marks.add('sub').delete('sup')
  return [...marks]
}

/** What a style sheet of Word says: how the levels of its lists count, and which classes are headings of which level. */
export interface Sheet {
  /** By "l0:level1", in Word's words: "bullet", "alpha-lower"; what counts in digits is not there. */
  formats: ReadonlyMap<string, string>
  outlineLevels: ReadonlyMap<string, number>
}

function stylesIn(nodes: readonly MarkupNode[]): string {
  let css = ''
  for (const node of nodes) {
    if (!isElement(node)) continue
    css += node.tagName === 'style' ? `${textOf(node.childNodes)}\n` : stylesIn(node.childNodes)
  }
  return css
}

/** Reads the style sheets of a pasted document, one rule after the other. */
export function sheetOf(nodes: readonly MarkupNode[]): Sheet {
  const formats = new Map<string, string>()
  const outlineLevels = new Map<string, number>()
  for (const rule of stylesIn(nodes).split('}')) {
    const brace = rule.indexOf('{')
    if (brace < 0 || !rule.includes('mso-')) continue
    const selector = rule.slice(0, brace)
    const style = declarations(rule.slice(brace + 1))
    const [, list, level] = /@list (l\d+):level(\d)\b/.exec(selector) ?? []
    const format = value(style, 'mso-level-number-format')
    if (list && format) formats.set(`${list}:level${level}`, format)
    const outline = Number(value(style, 'mso-outline-level'))
    if (!(outline >= 1 && outline <= 9)) continue
    for (const [, name] of selector.matchAll(/\.([\w-]+)/g)) if (name) outlineLevels.set(name, outline)
  }
  return { formats, outlineLevels }
}
