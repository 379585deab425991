import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { faultsOf } from '#test/support/axe.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { focused, pressOn } from '#test/support/keyboard.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { signIn } from '#test/support/sign-in.ts'
import { system } from '#test/support/steps.ts'
import { visitWithScripts } from '#test/support/visit.ts'
import { waitFor } from '#test/support/wait-for.ts'

/*
 * Lists while somebody works in them: what is typed, where the focus is, and what is pressed twice.
 */
const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages
const organization = await makeOrganization(database.db)
const home = `${pages.url}/${organization.slug}`
const ada = await makeMember(database.db, organization, ['compliance_manager'], { name: 'Ada Okafor' })
const miguel = await makeMember(database.db, organization, ['approver'], { name: 'Miguel Santos' })
await givePassword(database.db, ada, miguel)
const write = (title: string, text = 'Nobody comes in without one.') =>
  services.documents.create(ada, {
    kind: 'policy',
    category: 'physical_security',
    title,
    content: { format: 'html', body: `<p>${text}</p>` },
  })
await write('Badges of visitors')
await write('Doors')
const browser = await openBrowser()
afterAll(() => browser.close())

async function open({ email = ada.email, scripts = true } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREENS.desk, javaScriptEnabled: scripts })
  const page = await context.newPage()
  await signIn(page, pages.url, email, PASSWORD)
  return page
}
const visit = (page: Page, path: string) => visitWithScripts(page, home + path)

test('a list narrows while one types, and every letter arrives', async () => {
  const page = await open()
  await visit(page, '/documents')
  const field = page.getByRole('searchbox')
  await field.click()
  await page.keyboard.type('ba')
  await waitFor(() => new URL(page.url()).searchParams.get('q') === 'ba', 10_000, 'The list of what begins so')
  await page.keyboard.type('dges')
  await waitFor(() => new URL(page.url()).searchParams.get('q') === 'badges', 10_000, 'The list of what fits')
  expect(await field.inputValue()).toBe('badges')
  await page.getByRole('link', { name: 'Doors' }).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Clear', exact: true }).click()
  await waitFor(async () => (await field.inputValue()) === '', 10_000, 'An empty field')
  await page.context().close()
})

test('who closes a peek is back where they opened it', async () => {
  const page = await open()
  await visit(page, '/documents')
  await pressOn(page, /^Peek at POL-PS-002/)
  await page.locator('.sheet').waitFor()
  await pressOn(page, /^Close$/)
  await page.locator('.sheet').waitFor({ state: 'detached' })
  await waitFor(async () => (await focused(page))?.name === 'Peek at POL-PS-002', 5_000, 'The focus')
  await page.context().close()
})

test('a peek can be closed without scripts, and the list stays as it was', async () => {
  const page = await open({ scripts: false })
  await page.goto(`${home}/documents?status=draft&sort=title&peek=POL-PS-002`)
  await page.locator('.sheet').getByRole('link', { name: 'Close' }).click()
  await page.waitForURL(`${home}/documents?status=draft&sort=title`)
  expect(await page.locator('.sheet').count()).toBe(0)
  await page.context().close()
})

test.each([{ scripts: true }, { scripts: false }])(
  'a hit of a search opens at its sentence, scripts: $scripts',
  async ({ scripts }) => {
    if (scripts) await write('Laboratory', `${'Nothing here.</p><p>'.repeat(200)}The airlock obeys ISO/IEC 17025:2017.`)
    const page = await open({ scripts })
    if (scripts) await visit(page, '/documents?q=iec+17025')
    else await page.goto(`${home}/documents?q=iec+17025`)
    expect(await page.locator('.snippet').innerText()).toBe('The airlock obeys ISO/IEC 17025:2017.')
    await page.getByRole('link', { name: 'Laboratory' }).click()
    const mark = page.locator('#found')
    await mark.waitFor()
    expect(await mark.innerText()).toBe('IEC')
    await waitFor(
      () =>
        mark.evaluate((element) => {
          const { top } = element.getBoundingClientRect()
          return top > 0 && top < window.innerHeight
        }),
      5_000,
      'The sentence on the screen',
    )
    if (scripts) {
      await waitFor(() => mark.evaluate((element) => element === document.activeElement), 5_000, 'The focus')
      expect(await faultsOf(page, 'a hit')).toEqual([])
    }
    await page.getByText('“iec 17025” is marked 2 times in this text.').waitFor()
    await page.getByRole('link', { name: 'Remove marks' }).click()
    await mark.waitFor({ state: 'detached' })
    await page.context().close()
  },
)

test('what is pressed again while its answer is being read is sent once', async () => {
  const people = { organization, manager: ada, author: ada, signers: [miguel] }
  for (const title of ['First', 'Second']) {
    const round = await services.rounds.submit(ada, (await write(title)).id, { signerIds: [miguel.membershipId] })
    await services.rounds.settleRound(system(people), round.id, new Date())
  }
  for (const { signoff } of (await services.signoffs.waiting(miguel)).signoffs)
    await services.signoffs.open(miguel, signoff.id)
  const page = await open({ email: miguel.email })
  await visit(page, '/inbox')
  let sent = 0
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/inbox\.data/, async (route) => {
    if (route.request().method() === 'POST') sent += 1
    // The answer to the form is there, the page that it leads to is not.
    else if (sent > 0) await held
    await route.continue()
  })
  const reading = page.waitForRequest(
    (request) => /inbox\.data/.test(request.url()) && request.method() === 'GET' && sent > 0,
  )
  await page.getByRole('link', { name: 'Approve…' }).click()
  const sign = page.getByRole('dialog').getByRole('button', { name: 'Sign' })
  await sign.click()
  await reading
  await page.locator('dialog[open] button[type=submit]').click({ force: true })
  release()
  await page.getByText('1 waits for you').waitFor()
  expect(sent).toBe(1)
  expect(await services.signoffs.waiting(miguel)).toMatchObject({ total: 1 })
  await page.context().close()
})

test('what was typed outlives a session that has ended, for whoever typed it and for nobody else', async () => {
  const people = { organization, manager: ada, author: ada, signers: [miguel] }
  const round = await services.rounds.submit(ada, (await write('Third')).id, { signerIds: [miguel.membershipId] })
  await services.rounds.settleRound(system(people), round.id, new Date())
  const { signoffs } = await services.signoffs.waiting(miguel)
  const signoff = signoffs.find(({ document }) => document.title === 'Third')?.signoff.id ?? ''
  for (const email of [ada.email, miguel.email]) {
    const page = await open({ email: miguel.email })
    await page.goto(`${home}/sign/${signoff}?decide=reject`)
    // Scripts run: the question is a dialog.
    await page.locator('dialog:modal').waitFor()
    await page.getByLabel('What has to change').fill('Name the doors')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Reject version 1.0' }).click()
    await page.waitForURL(/sign-in/)
    await page.getByLabel('Work e-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(/\/sign\//)
    if (email === miguel.email) {
      await page.getByText('You were signed out before this was sent.').waitFor()
      expect(await page.getByLabel('What has to change').inputValue()).toBe('Name the doors')
    } else {
      await page.getByRole('heading', { name: 'Third' }).waitFor()
      expect(await page.getByText('Name the doors').count()).toBe(0)
    }
    expect(await page.evaluate(() => sessionStorage.getItem('accord-kept-form'))).toBeNull()
    await page.context().close()
  }
  expect((await services.signoffs.get(miguel, signoff)).signoff.status).toBe('pending')
})

test('a palette that finds nothing says so, and is no barrier', async () => {
  const page = await open()
  await visit(page, '')
  await page.keyboard.press('Control+k')
  await page.locator('dialog.palette[open]').waitFor()
  await page.keyboard.type('nothing is called so')
  await page.getByRole('status').getByText('Nothing matches “nothing is called so”.').waitFor()
  expect(await faultsOf(page, 'a palette without a hit')).toEqual([])
  await page.context().close()
})

test('nothing of this was a bug', () => {
  expect(pages.bugs).toEqual([])
})
