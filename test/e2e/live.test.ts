import type { Page, Route } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { signIn } from '#test/support/sign-in.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * Pages that show what others do keep out of the way of their own reader.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const organization = await makeOrganization(database.db)
const home = `${pages.url}/${organization.slug}`
const author = await makeMember(database.db, organization, ['compliance_manager'])
const other = await makeMember(database.db, organization, ['compliance_manager'])
await givePassword(database.db, author)
const browser = await openBrowser()
afterAll(() => browser.close())

async function signedIn() {
  const context = await browser.newContext({ viewport: SCREENS.desk })
  const page = await context.newPage()
  await signIn(page, pages.url, author.email, PASSWORD)
  return { context, page }
}

const isListening = (page: Page) => page.waitForResponse(/\/events\/stream$/)

let drafts = 0
/** Somebody else does of which every open page of the organization gets an update. */
const happens = () => {
  drafts += 1
  return pages.services.documents.create(other, { kind: 'policy', category: 'compliance', title: `Draft ${drafts}` })
}

test('a page that is being opened is not started over because something happened', async () => {
  const { page } = await signedIn()
  await Promise.all([isListening(page), page.goto(home)])
  const received: string[] = []
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.eventSourceMessageReceived', ({ data }) => received.push(data))
  // The answers are held back until the test lets them go.
  const asked: Route[] = []
  let isHeld = true
  await page.route(/\/inbox\.data(\?|$)/, (route) => {
    asked.push(route)
    return isHeld ? undefined : route.continue()
  })
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await waitFor(() => asked.length === 1, 10_000, 'The request for the inbox')

  await happens()
  await waitFor(() => received.length > 0, 10_000, 'The news')
  // Longer than the page gathers news before it reads them.
  const since = await page.evaluate(() => performance.now())
  await page.waitForFunction((then) => performance.now() > then + 1_000, since)
  expect(asked.length).toBe(1)

  isHeld = false
  await asked[0]?.continue()
  await page.waitForURL(`${home}/inbox`)
  await waitFor(() => asked.length === 2, 10_000, 'The reading of what happened meanwhile')
  await page.context().close()
})

test('tabs out of sight leave the browser’s few connections to the one in sight', async () => {
  const { context } = await signedIn()
  // The browser of the tests shows all of its tabs at once.
  await context.addInitScript(() => {
    let hidden = false
    Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden })
    Object.assign(globalThis, {
      setHidden: (now: boolean) => {
        hidden = now
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  const setHidden = (page: Page, now: boolean) =>
    page.evaluate((to) => (globalThis as unknown as { setHidden: (to: boolean) => void }).setHidden(to), now)

  const tabs: Page[] = []
  for (let opened = 0; opened < 8; opened += 1) {
    const tab = await context.newPage()
    await Promise.all([isListening(tab), tab.goto(home, { timeout: 10_000 })])
    await setHidden(tab, true)
    tabs.push(tab)
  }

  const [first] = tabs as [Page]
  const { identifier } = await happens()
  const listening = isListening(first)
  await setHidden(first, false)
  await listening
  await first
    .getByRole('link', { name: new RegExp(identifier) })
    .first()
    .waitFor()
  await context.close()
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
