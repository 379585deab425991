import type { Page } from 'playwright-core'

/** What has the focus, as somebody without a mouse meets it. */
export interface Focused {
  /** What a screen reader calls it. */
  name: string
  /** Why nobody would know that it has the focus, or what it is for; null when all is well. */
  fault: string | null
}

/** Runs in the browser. */
function look(): Focused | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : []
  const name =
    element.getAttribute('aria-label') || labels.map(({ innerText }) => innerText).join(' ') || element.innerText || ''
  const described = name.trim().replace(/\s+/g, ' ') || `a nameless ${element.tagName}`
  const box = element.getBoundingClientRect()
  const isSeen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
  const around = [element, ...labels, element.parentElement, element.parentElement?.parentElement]
  const isMarked = around.some((one) => {
    if (!one) return false
    // In a text it is the caret that shows where one is, in a date the part of it that the browser marks by itself.
    if (one === element && (element.isContentEditable || element.matches('[type=date]'))) return true
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })
  const acts = 'a[href], button, input, select, textarea, summary, iframe, [contenteditable=true], [tabindex]'
  const faults = [
    isSeen ? null : 'is out of sight',
    isMarked ? null : 'does not show that it has the focus',
    element.matches(acts) ? null : 'does nothing',
    described.startsWith('a nameless') && element.id !== 'main' ? 'has no name' : null,
  ]
  const fault = faults.filter(Boolean).join(', ')
  return { name: described, fault: fault ? `${described} ${fault}` : null }
}

export const focused = (page: Page): Promise<Focused | null> => page.evaluate(look)

/** Presses Tab until what is called so has the focus; everything met on the way has to be seen. */
export async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  const met: string[] = []
  for (let presses = 0; presses <= most; presses += 1) {
    const found = await focused(page)
    if (found?.fault) throw new Error(`${new URL(page.url()).pathname}: ${found.fault}`)
    if (found && name.test(found.name)) return
    met.push(found?.name ?? 'nothing')
    await page.keyboard.press('Tab')
  }
  throw new Error(`No Tab leads to ${name} on ${page.url()}; it leads to ${met.join(' | ')}`)
}

/** Goes to something by Tab and presses a key on it. */
export async function pressOn(page: Page, name: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}
