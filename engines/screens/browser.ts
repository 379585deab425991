import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGS, chromiumPath } from '../chromium.ts'

/** A real browser, the one that prints too. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(null), args: [...CHROMIUM_ARGS] })
}

export const SCREENS = { desk: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } } as const
export type Screen = keyof typeof SCREENS

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.fill('input[name=email]', email)
  await page.fill('input[name=password]', password)
  await Promise.all([
    page.waitForURL((address) => !address.pathname.startsWith('/sign-in')),
    page.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ])
}

/** Links that lead to no page of ours, or away from the session. */
const NO_PAGE =
  /^\/(sign-out|theme|account|api\/auth|api\/v1|problems\/.)|\/(exports|export\.csv|bound\/(pdf|json)|events|draft|remind|search)(\/|$|\?)/

/**
 * Where the links of a page lead to, by kind of page: one address stands for all that differ only in which document,
 * person or filter they name, so that a crawl ends.
 */
export async function linksOf(page: Page): Promise<Map<string, string>> {
  const hrefs = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const found = new Map<string, string>()
  for (const href of hrefs) {
    const path = href?.split('#')[0]?.split('?')[0] ?? ''
    if (path && !NO_PAGE.test(path) && !found.has(kindOf(path))) found.set(kindOf(path), path)
  }
  return found
}

const kindOf = (path: string): string =>
  path
    .split('/')
    .map((part) => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part)) return ':id'
      if (/^[A-Z]{3}-[A-Z]{2,4}-\d+$/.test(part)) return ':document'
      return /^\d+$/.test(part) ? ':number' : part
    })
    .join('/')

/** Visits every page it is given, and one of every kind that can be reached from them by links. */
export async function crawl(
  context: BrowserContext,
  start: { url: string; paths: string[] },
  visit: (page: Page, kind: string) => Promise<void>,
): Promise<string[]> {
  const page = await context.newPage()
  const waiting = new Map(start.paths.map((path) => [path, path]))
  const seen = new Set<string>()
  for (let next = [...waiting][0]; next; next = [...waiting][0]) {
    const [kind, path] = next
    waiting.delete(kind)
    seen.add(kind)
    await page.goto(start.url + path, { waitUntil: 'load' })
    const landed = new URL(page.url()).pathname
    if (landed !== path.split('?')[0] && seen.has(kindOf(landed))) continue
    for (const [linked, address] of await linksOf(page)) if (!seen.has(linked)) waiting.set(linked, address)
    await visit(page, kind)
  }
  await page.close()
  return [...seen]
}
