import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { SCREENS } from '#engines/screens/browser.ts'
import { lowContrastOf } from './contrast.ts'

export interface Violation {
  id: string
  nodes: { target: unknown[] }[]
}
export interface AxeNode {
  target: unknown[]
  element: Element
  any: { data?: { contrastRatio?: number } | null }[]
}
type Result = { id: string; nodes: AxeNode[] }
/** As much of axe as is used here, in the browser. */
export interface Axe {
  run(context: { include: Element[] } | Document, options: object): Promise<{ violations: Result[]; passes: Result[] }>
}
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What of a page reaches beyond the screen; runs in the browser. */
function widest(screen: number): string | null {
  const width = document.documentElement.scrollWidth
  if (width <= screen) return null
  const last = [...document.querySelectorAll('body *')].findLast((element) => {
    return element.getBoundingClientRect().right >= width - 1
  })
  return `${width} pixels by ${last?.tagName} ${last?.className} in ${last?.parentElement?.className}`
}

/** A theme changes colors and nothing else, so only the rules about colors are checked in both: this one, and contrast. */
const RULES = {
  light: { rules: { 'color-contrast': { enabled: false } } },
  dark: { runOnly: ['link-in-text-block'] },
} as const

/** Sounds are the only thing that a rule of these reads beforehand; reading the style sheets too takes a sixth of a run. */
const OPTIONS = { resultTypes: ['violations'], preload: { assets: ['media'] } }

/** Runs in the browser. */
async function violationsOf(options: object): Promise<Violation[]> {
  const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(document, options)
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }))
}

/** What is wrong with a page as it stands: for axe in both themes, and on a phone in its width; one line each. */
export async function faultsOf(page: Page, kind: string): Promise<string[]> {
  const faults: string[] = []
  await page.setViewportSize(SCREENS.desk)
  await page.evaluate(await source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const options = { ...RULES[colorScheme], ...OPTIONS }
    const violations = [...(await page.evaluate(violationsOf, options)), ...(await lowContrastOf(page))]
    for (const { id, nodes } of violations)
      faults.push(
        `${kind} (${colorScheme}): ${id} at ${nodes
          .slice(0, 2)
          .map(({ target }) => target.join(' '))
          .join(', ')}`,
      )
  }
  await page.setViewportSize(SCREENS.phone)
  const wide = await page.evaluate(widest, SCREENS.phone.width)
  if (wide) faults.push(`${kind}: wider than a phone, ${wide}`)
  return faults
}
