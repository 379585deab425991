import type { Page, Request } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { focused, pressOn, tabTo } from '#test/support/keyboard.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { startProcesses } from '#test/support/process.ts'
import { signIn } from '#test/support/sign-in.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * The story by somebody who has a keyboard and nothing else, and the author's page that shows it by itself.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
await startProcesses(database)
const organization = await makeOrganization(database.db)
const home = `${pages.url}/${organization.slug}`
const author = await makeMember(database.db, organization, ['compliance_manager'], { name: 'Ada Okafor' })
const signer = await makeMember(database.db, organization, ['approver'], { name: 'Miguel Santos' })
await givePassword(database.db, author, signer)
const browser = await openBrowser()
afterAll(() => browser.close())

const WAIT_MS = 60_000

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREENS.desk })
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  return page
}

/** Every page is loaded and its scripts run before a key is pressed: people are no faster. */
const isReady = (page: Page) => page.waitForLoadState('networkidle').catch(() => undefined)

async function signInByKeys(page: Page, email: string): Promise<void> {
  await page.goto(`${pages.url}/sign-in`)
  await tabTo(page, /^Work e-mail/)
  await page.keyboard.type(email)
  await tabTo(page, /^Password/)
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(home)
}

/** Presses keys until they have an effect: right after a page is loaded nobody listens yet. */
async function untilThere(page: Page, keys: string[], there: () => Promise<boolean>): Promise<void> {
  const pressed = async () => {
    for (const key of keys) await page.keyboard.press(key)
    return waitFor(there, 3_000)
  }
  await waitFor(pressed, WAIT_MS, `What ${keys.join(' ')} opens`).catch(async (error: Error) => {
    const state = await page.evaluate(() => ({
      focus: document.activeElement?.outerHTML.slice(0, 200),
      dialogs: document.querySelectorAll('dialog[open]').length,
      hydrated: Object.keys(document.body).some((key) => key.startsWith('__react')),
    }))
    throw new Error(`${error.message} ${page.url()} is as follows: ${JSON.stringify(state)}`, { cause: error })
  })
}

test('the story is told with the keyboard alone', async () => {
  const page = await open()
  await signInByKeys(page, author.email)

  await page.goto(home)
  // The first stop of a page leads past everything that is on all of them.
  await page.keyboard.press('Tab')
  expect((await focused(page))?.name).toBe('Skip to content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

  await untilThere(page, ['c', 'p'], async () => page.url().endsWith('/documents/new?kind=policy'))
  await tabTo(page, /^Title/)
  await page.keyboard.type('Clear desks')
  await tabTo(page, /^Category/)
  await page.keyboard.type('Access')
  await pressOn(page, /^Make draft/)
  await page.waitForURL(/\/edit$/)
  const identifier = /documents\/([^/]+)\/edit/.exec(page.url())?.[1] ?? ''
  await page.locator('.ProseMirror[contenteditable=true]').waitFor()
  await tabTo(page, /^Text of Clear desks/)
  await page.keyboard.type('Lock the screen when you leave it.')
  // With the time of it: the word alone stands there before the first key.
  await page.getByText(/^Saved \d/).waitFor()

  // Out of the text again, and back to the top: the text is no trap.
  await pressOn(page, /^Submit…/)
  await page.waitForURL(/\/submit$/)
  await isReady(page)
  await pressOn(page, /Miguel Santos/, 'Space')
  expect(await page.getByRole('checkbox', { name: /Miguel Santos/ }).isChecked()).toBe(true)
  await pressOn(page, /^Submit (for|version|1|to)|^Submit$/)
  await page.waitForURL(`${home}/documents/${identifier}`)

  const other = await open()
  await signInByKeys(other, signer.email)
  await waitFor(async () => (await pages.services.signoffs.waiting(signer)).total === 1, WAIT_MS, 'The request')
  await untilThere(other, ['g', 'i'], async () => other.url() === `${home}/inbox`)
  await pressOn(other, /Clear desks/)
  await other.waitForURL(/\/sign\//)
  await isReady(other)
  await pressOn(other, /^Approve/)
  await pressOn(other, /^Sign$/)
  await waitFor(
    async () => (await other.getByRole('link', { name: 'Approve' }).count()) === 0,
    WAIT_MS,
    'The signature',
  )

  await page
    .getByRole('main')
    .getByRole('link', { name: /^Publish/ })
    .first()
    .waitFor()
  await pressOn(page, /^Publish/)
  await page.waitForURL(/\/publish$/)
  await isReady(page)
  await pressOn(page, /^Publish$/)
  await page.waitForURL(`${home}/documents/${identifier}`)
  const state = async () => (await pages.services.documents.get(author, identifier)).document.status
  await waitFor(async () => (await state()) === 'published', WAIT_MS, 'The publication')
}, 300_000)

describe('a dialog', () => {
  test('keeps the focus while it is open, and gives it back to where it was', async () => {
    const page = await open()
    await signIn(page, pages.url, author.email, PASSWORD)
    await page.goto(home)
    await tabTo(page, /^Inbox/)
    const before = (await focused(page))?.name
    const isOpen = async () => (await page.locator('dialog[open]').count()) === 1
    await untilThere(page, ['Control+k'], isOpen)
    for (let presses = 0; presses < 8; presses += 1) {
      const inside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog[open]') !== null,
      )
      expect(inside, 'the focus is in the dialog, or in the browser’s own bars').toBe(true)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Escape')
    await waitFor(async () => !(await isOpen()))
    await waitFor(async () => (await focused(page))?.name === before, 5_000, `The focus on ${before}`)
  }, 60_000)

  test('that asks for a signature does so too', async () => {
    const { identifier } = await draft('Visitors')
    await pages.services.rounds.submit(author, identifier, { signerIds: [signer.membershipId] })
    const waiting = await waitFor(
      async () => (await pages.services.signoffs.waiting(signer)).signoffs[0],
      WAIT_MS,
      'The request',
    )
    const page = await open()
    await signIn(page, pages.url, signer.email, PASSWORD)
    await page.goto(`${home}/sign/${waiting.signoff.id}`)
    await isReady(page)
    await pressOn(page, /^Reject…/)
    await page.locator('dialog[open]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await waitFor(async () => (await page.locator('dialog[open]').count()) === 0)
    await waitFor(async () => (await focused(page))?.name === 'Reject…', 5_000, 'The focus on what opened the dialog')
  }, 60_000)
})

const draft = (title: string) =>
  pages.services.documents.create(author, {
    kind: 'policy',
    category: 'physical_security',
    title,
    content: { format: 'html', body: '<p>Visitors wear a badge.</p>' },
  })

test('a decision shows on the author’s open page, which neither reloads nor asks before its update comes', async () => {
  const { identifier } = await draft('Badges')
  await pages.services.rounds.submit(author, identifier, { signerIds: [signer.membershipId] })
  const page = await open()
  await signIn(page, pages.url, author.email, PASSWORD)
  const signoff = await waitFor(
    async () =>
      (await pages.services.signoffs.waiting(signer)).signoffs.find(
        ({ document }) => document.identifier === identifier,
      ),
    WAIT_MS,
    'The request',
  )
  const streams = page.waitForResponse((response) => response.url().endsWith('/events/stream'))
  await page.goto(`${home}/documents/${identifier}/approval`)
  expect((await streams).headers()['content-type']).toMatch(/^text\/event-stream/)
  await page.getByText('0 of 1').first().waitFor({ state: 'attached' })
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }))
  const asked: string[] = []
  page.on('request', (request: Request) => asked.push(new URL(request.url()).pathname))

  // As long as another person takes to sign in and read: nothing is asked for in the meantime.
  const other = await open()
  await signIn(other, pages.url, signer.email, PASSWORD)
  await other.goto(`${home}/sign/${signoff.signoff.id}`)
  asked.length = 0
  await pages.services.signoffs.approve(signer, signoff.signoff.id)
  await page
    .getByText(/Miguel Santos/)
    .first()
    .waitFor()
  await page
    .getByText(/1 of 1|Approved/)
    .first()
    .waitFor()
  expect(asked.length).toBeGreaterThan(0)
  // The page's data, and what the links in it lead to.
  expect(asked.filter((path) => !/\.data$|^\/__manifest$/.test(path))).toEqual([])
  expect(await page.evaluate(() => 'neverReloaded' in globalThis)).toBe(true)
}, 60_000)

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
