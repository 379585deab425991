import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { signIn } from '#test/support/sign-in.ts'
import { visitWithScripts } from '#test/support/visit.ts'

/*
 * People who are faster than the page: something is pressed after its scripts have asked React for the page, and before
 * React has rendered any of it. On a slow machine that moment is long enough for anybody.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const organization = await makeOrganization(database.db)
const home = `${pages.url}/${organization.slug}`
const author = await makeMember(database.db, organization, ['compliance_manager'])
await givePassword(database.db, author)
const browser = await openBrowser()
const context = await browser.newContext({ viewport: SCREENS.desk })
const faults: string[] = []
context.on('weberror', (error) => faults.push(error.error().message))
const first = await context.newPage()
await signIn(first, pages.url, author.email, PASSWORD)
await first.close()
afterAll(() => browser.close())

/** A page on whose way to the reader something happens, written for the browser, as soon as React was asked to render. */
async function openWith(early: string): Promise<Page> {
  const page = await context.newPage()
  await page.route(/\/entry\.client-[^/]+\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()}\n;${early}` })
  })
  return page
}

test.each(['keydown', 'keyup', 'pointerdown', 'click', 'input', 'submit', 'touchstart', 'contextmenu'])(
  'a page takes its shortcuts after the earliest %s',
  async (type) => {
    const page = await openWith(
      `document.body.dispatchEvent(new Event('${type}', { bubbles: true, cancelable: true }))`,
    )
    await visitWithScripts(page, home)
    await page.keyboard.press('c')
    await page.keyboard.press('p')
    await page.waitForURL(`${home}/documents/new?kind=policy`)
    await page.close()
  },
)

test('a link that is followed so early leads where it says', async () => {
  const page = await openWith(`if (location.href === '${home}') document.querySelector('a[href$="/inbox"]').click()`)
  await page.goto(home)
  await page.waitForURL(`${home}/inbox`)
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  await page.close()
})

test('none of it was an error, in the browser or here', () => {
  expect(faults).toEqual([])
  expect(pages.bugs).toEqual([])
})
