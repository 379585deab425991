import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SCREENS, type Screen, signIn as signInByPage } from '#engines/screens/browser.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { signIn } from '#test/support/sign-in.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { browser, url } from './stack.ts'

/*
 * The one story that everything serves, told by people in a real browser over all four processes: written, signed by
 * two, published, printed, revised. Once with scripts and once without.
 */

const WAIT_MS = 60_000

/** A person at a screen of their own, who is signed in. */
async function person(key: string, scripts: boolean, screen: Screen = 'desk', how = signIn): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled: scripts, viewport: SCREENS[screen] })
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  await how(page, url, `${key}@helix.example`, DEMO_PASSWORD)
  return page
}

/** Reads the page again until it says so: what the worker does comes a moment later. */
const untilItSays = (page: Page, words: RegExp) =>
  waitFor(
    async () => {
      await page.reload()
      return words.test(await page.locator('main').innerText())
    },
    WAIT_MS,
    `The page that says ${words}`,
  )

/** Sends the form that a page is about. */
const send = (page: Page) => page.locator('main form button[type=submit]').last().click()

async function write(author: Page, title: string, scripts: boolean): Promise<string> {
  await author.goto(`${url}/helix/documents/new?kind=policy`)
  await author.fill('input[name=title]', title)
  await author.selectOption('select[name=category]', 'access_control')
  await author.getByRole('button', { name: 'Make draft' }).click()
  await author.waitForURL(/\/edit$/)
  const identifier = /documents\/([^/]+)\/edit/.exec(author.url())?.[1] ?? ''
  if (scripts) {
    const text = author.locator('.ProseMirror')
    await text.click()
    await text.pressSequentially('Lock the screen when you leave it.')
    // With its time: the word alone stands there before the first key, too.
    await author.getByText(/^Saved \d/).waitFor()
  } else {
    await author.fill('textarea[name=markdown]', '## Purpose\n\nLock the screen when you leave it.')
    await author.locator('form:has(textarea[name=markdown]) button[type=submit]').click()
    await author.waitForLoadState()
  }
  return identifier
}

async function submit(author: Page, identifier: string, signers: string[]): Promise<void> {
  await author.goto(`${url}/helix/documents/${identifier}/submit`)
  for (const name of signers) await author.getByRole('checkbox', { name: new RegExp(name) }).check()
  await send(author)
  await author.waitForURL(`${url}/helix/documents/${identifier}`)
}

async function sign(signer: Page, identifier: string): Promise<void> {
  await signer.goto(`${url}/helix/documents/${identifier}`)
  await untilItSays(signer, /Review and sign/)
  await signer.getByRole('link', { name: 'Review and sign' }).first().click()
  await signer.waitForURL(/\/sign\//)
  await signer.getByText('Lock the screen when you leave it.').first().waitFor()
  await signer.getByRole('link', { name: 'Approve' }).click()
  await signer.getByRole('button', { name: 'Sign', exact: true }).click()
  await waitFor(
    async () => !(await signer.getByRole('link', { name: 'Approve' }).isVisible()),
    WAIT_MS,
    'The signature',
  )
}

describe.each([
  { how: 'with scripts', scripts: true },
  { how: 'without scripts', scripts: false },
])('$how', ({ scripts }) => {
  test('a policy is written, signed by two, one of them on a phone, published, printed and revised', async () => {
    const author = await person('hana', scripts, 'desk', signInByPage)
    const identifier = await write(author, `Clear desks, ${scripts ? 'with' : 'without'} scripts`, scripts)
    await submit(author, identifier, ['Dana Petrov', 'Chen Wei'])

    await sign(await person('dana', scripts), identifier)
    const phone = await person('chen', scripts, 'phone')
    await sign(phone, identifier)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SCREENS.phone.width)

    const manager = await person('ada', scripts)
    await manager.goto(`${url}/helix/documents/${identifier}`)
    await untilItSays(manager, /Approved/)
    await manager.goto(`${url}/helix/documents/${identifier}/publish`)
    await send(manager)
    await manager.waitForURL(`${url}/helix/documents/${identifier}`)
    await untilItSays(manager, /Published/)

    const reader = await person('gus', scripts)
    const pdf = await reader.request.get(`${url}/helix/documents/${identifier}/exports/pdf`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')

    await manager.goto(`${url}/helix/documents/${identifier}/revise`)
    await manager.fill('textarea[name=reason]', 'Laptops on trains are missing.')
    await send(manager)
    await manager.waitForURL(`${url}/helix/documents/${identifier}`)
    await untilItSays(manager, /Draft/)
    // Compared in a thread of the web process, whose file the build wrote.
    await manager.goto(`${url}/helix/documents/${identifier}/compare?from=1&to=draft`)
    expect(await manager.locator('main').innerText()).toContain('Title, text, format and variables are the same')
    await reader.goto(`${url}/helix/documents/${identifier}`)
    expect(await reader.locator('main').innerText()).toContain('Lock the screen when you leave it.')
  }, 300_000)
})

test('a member reads on a phone, answers the questions, and can accept only once the end of the text was on the screen', async () => {
  const member = await person('gus', true, 'phone')
  await member.goto(`${url}/helix/my/policies`)
  await member.getByRole('link', { name: 'Read and accept' }).click()
  const answer = async (...choices: string[]) => {
    for (const choice of choices) await member.getByLabel(choice).check()
    await member.getByRole('button', { name: 'Check my answers' }).click()
  }
  await answer('On the same day', 'Copy the thread to the project within two working days')
  await member.getByRole('link', { name: 'paragraph 3.4' }).waitFor()
  expect(await member.getByRole('button', { name: /^Accept / }).count()).toBe(0)
  await answer('Within one hour', 'Copy the thread to the project within two working days')
  await member.getByText('You have passed them.').waitFor()
  await member.goto(member.url().replace(/#.*/, ''))
  await member.reload()
  const accept = member.getByRole('button', { name: /^Accept / })
  await member.locator('button:disabled', { hasText: /^Accept / }).waitFor()
  await member.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await accept.click()
  await member.waitForURL(/\/my\/policies$/)
  // The address changes before the page does.
  await member.getByRole('heading', { name: 'Nothing to read' }).waitFor()
}, 120_000)
