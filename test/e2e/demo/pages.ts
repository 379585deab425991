import { expect, test } from 'vitest'
import { crawl, SCREENS } from '#engines/screens/browser.ts'
import { SIGNED_IN, SIGNED_OUT } from '#engines/screens/starts.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { faultsOf } from '#test/support/axe.ts'
import { signIn } from '#test/support/sign-in.ts'
import { browser, url } from './stack.ts'

/*
 * Every page that people of the demo can reach by links, in a real browser: nothing for axe to find in either theme,
 * nothing wider than a phone, nothing said on the console.
 */

const PEOPLE = [
  {
    who: 'nobody signed in',
    email: null,
    paths: SIGNED_OUT,
    least: 5,
  },
  {
    who: 'an administrator',
    email: 'ada@helix.example',
    paths: SIGNED_IN.map((path) => `/helix${path}`),
    least: 35,
  },
  {
    who: 'an author',
    email: 'hana@helix.example',
    paths: ['/helix', '/helix/documents', '/helix/documents/new'],
    least: 8,
  },
  { who: 'an approver', email: 'dana@helix.example', paths: ['/helix', '/helix/inbox'], least: 8 },
  { who: 'a member', email: 'gus@helix.example', paths: ['/helix', '/helix/policies'], least: 5 },
]

test.each(PEOPLE)(
  '$who meets no barrier on any page',
  async ({ email, paths, least }) => {
    const context = await browser.newContext({ viewport: SCREENS.desk })
    const faults: string[] = []
    if (email) {
      const page = await context.newPage()
      await signIn(page, url, email, DEMO_PASSWORD)
      await page.close()
    }
    context.on('weberror', (error) => faults.push(`an error in a page: ${error.error().message}`))
    context.on('console', (message) => {
      // The browser reports the answer itself where a page is meant to refuse.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        faults.push(`${message.page()?.url()}: ${message.text()}`)
    })
    const kinds = await crawl(context, { url, paths }, async (page, kind) => {
      faults.push(...(await faultsOf(page, kind)))
    })
    await context.close()
    expect(faults).toEqual([])
    expect(kinds.length).toBeGreaterThanOrEqual(least)
  },
  300_000,
)

test('a file that does not exist is refused in words, where a frame shows them', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, url, 'gus@helix.example', DEMO_PASSWORD)
  const answer = await page.goto(`${url}/helix/documents/POL-ZZ-001/exports/pdf`)
  expect(answer?.status()).toBe(404)
  expect(await page.getByRole('heading').textContent()).toBe('Not found')
  await context.close()
})

test('a page that refuses names the roles that may, and keeps the rail as the way on', async () => {
  const context = await browser.newContext({ viewport: SCREENS.desk })
  const page = await context.newPage()
  await signIn(page, url, 'gus@helix.example', DEMO_PASSWORD)
  await page.goto(`${url}/helix/audit`)
  await page.getByText('It takes the role admin, compliance manager, IT manager or auditor.').waitFor()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Policies', exact: true }).click()
  await page.waitForURL(`${url}/helix/policies`)
  await context.close()
})

test('on a phone the menu covers the page and leads everywhere, out too', async () => {
  const context = await browser.newContext({ viewport: SCREENS.phone })
  const page = await context.newPage()
  await signIn(page, url, 'gus@helix.example', DEMO_PASSWORD)
  await page.goto(`${url}/helix`)
  await page.getByLabel('Menu').click()
  const menu = page.getByRole('navigation', { name: 'Main, phone' })
  expect((await menu.boundingBox())?.width).toBeGreaterThan(SCREENS.phone.width * 0.9)
  await menu.getByRole('link', { name: 'Gus Almeida' }).waitFor()
  await menu.getByRole('link', { name: 'Helix Pharma' }).waitFor()
  await menu.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
  await context.close()
})
