import type { Page } from 'playwright-core'
import type { Axe, AxeNode, Violation } from './axe.ts'

/*
 * Whether each text stands out from what is behind it takes axe longer than all else together, and pages share most of their
 * looks. A text that looks like one for which axe has measured enough contrast is not measured again.
 */
const measured = new Set<string>()

/** Texts of a page, as it stands in its theme, that do not stand out enough. */
export async function lowContrastOf(page: Page): Promise<Violation[]> {
  const { violations, enough } = await page.evaluate(measureNewLooks, [...measured])
  for (const look of enough) measured.add(look)
  return violations
}

/** Runs in the browser. */
async function measureNewLooks(known: string[]): Promise<{ violations: Violation[]; enough: string[] }> {
  const { axe } = globalThis as unknown as { axe: Axe }
  const chains = new Map<Element, string>()

  /** All that decides about colors, size and being seen, of an element and of those around it, in the theme in which they are. */
  function chainOf(element: Element): string {
    const before = chains.get(element)
    if (before !== undefined) return before
    const { tagName, parentElement } = element
    const attributes = ['class', 'style', 'type', 'disabled', 'aria-disabled'].map((name) => element.getAttribute(name))
    const style = getComputedStyle(element)
    const colors = [
      style.color,
      style.webkitTextFillColor,
      style.backgroundColor,
      style.backgroundImage,
      style.textShadow,
    ]
    const mixed = [style.opacity, style.filter, style.mixBlendMode, style.fontSize, style.fontWeight]
    const seen = [style.position, style.top, style.left, style.transform, style.overflow, style.clip, style.clipPath]
    const own = [tagName, ...attributes, ...colors, ...mixed, ...seen].join('|')
    const chain = digest(`${parentElement ? chainOf(parentElement) : ''}>${own}`)
    chains.set(element, chain)
    return chain
  }

  /** That, and what else lies at the same place of the screen. */
  function lookOf(element: Element): string {
    const { left, top, width, height } = element.getBoundingClientRect()
    const others = document
      .elementsFromPoint(left + width / 2, top + height / 2)
      .filter((other) => !other.contains(element))
    return [element, ...others].map(chainOf).join('+')
  }

  /** Two numbers of 32 bits in the place of a long text. */
  function digest(text: string): string {
    let [a, b] = [1, 2]
    for (let at = 0; at < text.length; at += 1) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x9e3779b1)
      b = Math.imul(b ^ text.charCodeAt(at), 0x5f356495)
    }
    return `${a}.${b}`
  }

  const isText = (node: Node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()
  const isRead = (element: Element) =>
    element.matches('input:not([type=checkbox], [type=radio]), select, textarea') ||
    [...element.childNodes].some(isText)
  /** What is for screen readers only is a pixel wide, and a link for the keyboard waits above the page. */
  function isSeen(element: Element): boolean {
    const { width, height, right, bottom } = element.getBoundingClientRect()
    const isOnPage = width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0
    return isOnPage && element.checkVisibility({ visibilityProperty: true })
  }
  const texts = [...document.body.querySelectorAll('*')].filter((element) => isRead(element) && isSeen(element))
  const looks = new Map(texts.map((element) => [element, lookOf(element)]))
  const lookAt = (element: Element) => looks.get(element) ?? ''
  const enough = new Set(known)
  const violations: Violation[] = []

  /** What axe could not see passes without a figure; it is asked about on each page, as is what axe leaves open. */
  const hasFigure = ({ any }: AxeNode) => any.some(({ data }) => typeof data?.contrastRatio === 'number')
  async function measure(include: Element[]): Promise<void> {
    if (include.length === 0) return
    const options = { runOnly: ['color-contrast'], resultTypes: ['violations', 'passes'], elementRef: true }
    const found = await axe.run({ include }, options)
    for (const { id, nodes } of found.violations)
      violations.push({ id, nodes: nodes.map(({ target }) => ({ target })) })
    for (const { element } of found.passes.flatMap(({ nodes }) => nodes.filter(hasFigure))) enough.add(lookAt(element))
  }
  // One of each look, and all others of the looks that it did not settle.
  const isUnknown = (element: Element) => !enough.has(lookAt(element))
  const first = new Map(texts.filter(isUnknown).map((element) => [lookAt(element), element]))
  await measure([...first.values()])
  await measure(texts.filter((element) => isUnknown(element) && first.get(lookAt(element)) !== element))
  for (const look of known) enough.delete(look)
  return { violations, enough: [...enough] }
}
