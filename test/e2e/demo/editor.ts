import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Editor } from '@tiptap/core'
import fc from 'fast-check'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { SCREENS } from '#engines/screens/browser.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { contentHtml } from '#test/services/content/arbitraries.ts'
import { png } from '#test/support/images.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { signIn } from '#test/support/sign-in.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { browser, url } from './stack.ts'

/* What a writer must never lose: the last words, whatever happens to the tab, the line or another tab. */

const DRAFT = `${url}/helix/documents/POL-AC-002`
let context: BrowserContext

beforeAll(async () => {
  context = await browser.newContext({ viewport: SCREENS.desk })
  const page = await context.newPage()
  await signIn(page, url, 'ada@helix.example', DEMO_PASSWORD)
  await page.close()
})

const textOf = (page: Page) => page.locator('.ProseMirror[contenteditable=true]')

async function openEditor(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${DRAFT}/edit`)
  await textOf(page).waitFor()
  return page
}

type Edited = Element & { editor: Editor }

/** Without a click: what is in the middle of the text may be a table. */
async function goToEnd(page: Page): Promise<void> {
  await textOf(page).focus()
  await waitFor(async () => {
    await page.keyboard.press('Control+End')
    return textOf(page).evaluate((text: unknown) => {
      const { doc, selection } = (text as Edited).editor.state
      return doc.content.size - selection.to === 1
    })
  }, 20_000)
}

async function write(page: Page, words: string): Promise<void> {
  await goToEnd(page)
  await page.keyboard.type(words)
}

/** Goes to a button of the bar for tables by keys, and presses it. */
async function useTableTool(page: Page, label: string): Promise<void> {
  const tool = page.getByRole('toolbar', { name: 'Table' }).getByRole('button', { name: label, exact: true })
  await page.keyboard.press('Alt+F10')
  for (let step = 0; step < 20; step += 1) {
    if (await tool.evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
}

const saved = (page: Page) => page.getByText(/^Saved \d/).waitFor()

test('the outline stands there before the first key', async () => {
  const page = await openEditor()
  expect(await page.locator('.ed-outline li').count()).toBeGreaterThan(5)
  await page.close()
})

test('who leaves right after the last key finds the last words on the next page', async () => {
  const page = await openEditor()
  await write(page, ' Nothing is left behind.')
  await page.getByRole('link', { name: 'Back to the document' }).click()
  await page.waitForURL(DRAFT)
  await page.getByText('Nothing is left behind.').waitFor()
  await page.close()
})

test('a tab that another one has overtaken says so and keeps its text as a copy', async () => {
  const [first, second] = [await openEditor(), await openEditor()]
  await write(first, ' From the first tab.')
  await saved(first)
  await write(second, ' From the second tab.')
  await second.getByRole('button', { name: 'Keep mine as a copy' }).click()
  await second.waitForURL((address) => !address.pathname.includes('POL-AC-002'))
  await textOf(second).getByText('From the second tab.').waitFor()
  await first.reload()
  await textOf(first).getByText('From the first tab.').waitFor()
  await Promise.all([first.close(), second.close()])
})

test('what was saved is the same when it is opened, whatever it is made of', async () => {
  const page = await openEditor()
  const saved = fc.sample(contentHtml, randomRuns(300)).map(sanitizeContent)
  const opened = await page.evaluate((texts) => {
    const { editor } = document.querySelector('.ProseMirror') as Edited
    const { domParser, domSerializer } = editor.schema.cached
    return texts.map((html) => {
      const { body } = new DOMParser().parseFromString(html, 'text/html')
      const written = document.createElement('div')
      written.append(domSerializer.serializeFragment(domParser.parse(body).content))
      return written.innerHTML
    })
  }, saved)
  expect(opened.map(sanitizeContent)).toEqual(saved)
  await page.close()
})

test('what is typed becomes what it means, in a draft that begins with the cursor in its text', async () => {
  const page = await context.newPage()
  await page.goto(`${url}/helix/documents/new`)
  await page.fill('input[name=title]', 'Typed as it is meant')
  await page.selectOption('select[name=category]', 'custom')
  await page.getByRole('button', { name: 'Make draft' }).click()
  const text = textOf(page)
  await text.locator('[data-hint]').waitFor()
  await page.keyboard.type(
    '# Purpose\nCall {{helpdesk}} at foo.bar or https://a.example now.\n## Who\n1. one\n\n- two\n- three\n\n',
  )
  await text.locator('h3[data-no="1.1"]').getByText('Who').waitFor()
  expect([await text.locator('ol li').count(), await text.locator('ul li').count()]).toEqual([1, 2])
  expect(await text.locator('ul li').allTextContents()).toEqual(['two', '- three'])
  expect(await text.locator('a').allTextContents()).toEqual(['https://a.example'])
  // A variable that there is not is marked, until it is added.
  await text.locator('.var-unknown').waitFor()
  await page.getByRole('button', { name: 'Add variable' }).click()
  await page.getByLabel('What it is called').fill('Helpdesk')
  await page.keyboard.press('Enter')
  await text.locator('.var').getByText('Helpdesk').waitFor()
  expect(await text.locator('.var-unknown').count()).toBe(0)

  await goToEnd(page)
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  const dialog = page.locator('dialog[open]')
  const address = dialog.getByLabel('Address')
  for (const [typed, sentence] of [
    ['javascript:alert(1)', 'not with javascript:'],
    ['example.com', 'Is it meant as https://example.com/?'],
  ] as const) {
    await address.fill(typed)
    await page.keyboard.press('Enter')
    await dialog.getByText(sentence).waitFor()
  }
  await dialog.getByRole('button', { name: 'Link to https://example.com/' }).click()
  await text.locator('a[href="https://example.com/"]').waitFor()
  await page.close()
})

test('a table is changed by the keyboard, holds no table, and stands in a version that is saved without leaving', async () => {
  const page = await openEditor()
  const text = textOf(page)
  await write(page, '\n\n')
  const before = await text.locator('table').count()
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await page.keyboard.type('A table by hand')
  expect(await page.getByRole('button', { name: 'Table', exact: true }).isDisabled()).toBe(true)
  const table = text.locator('table').last()
  const size = async () => [
    await table.locator('tr').count(),
    await table.locator('tr').first().locator('th, td').count(),
  ]
  expect([await text.locator('table').count(), await size()]).toEqual([before + 1, [3, 3]])
  await useTableTool(page, 'Row below')
  expect(await size()).toEqual([4, 3])
  await useTableTool(page, 'Column after')
  expect(await size()).toEqual([4, 4])

  await page.getByRole('button', { name: 'Save version' }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByLabel('What changed').fill('A table by hand')
  await dialog.getByRole('button', { name: 'Save version' }).click()
  await page.getByText(/^Version \d+ is saved\.$/).waitFor()
  expect(page.url()).toBe(`${DRAFT}/edit`)
  await page.goto(`${DRAFT}/versions`)
  await page.locator('table').getByText('A table by hand').waitFor()
  await page.close()
})

test('a column gets its width by keys and by the mouse, as it is read, and cells are merged, split and deleted', async () => {
  const page = await openEditor()
  const text = textOf(page)
  await write(page, '\n\n')
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await page.keyboard.type('A table of widths')
  const table = text.locator('table').last()
  const widths = (of = table) => of.locator('col').evaluateAll((cols) => cols.map((col) => col.getAttribute('width')))
  expect(await widths()).toEqual([])
  await useTableTool(page, 'Wider column')
  // The button keeps the focus, to be pressed again.
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Column 1 of 3 is 44 percent wide.').waitFor()
  expect(await widths()).toEqual(['44%', '23%', '33%'])
  const border = text.locator('.tableWrapper').last().locator('.ed-grips > *').last()
  await border.scrollIntoViewIfNeeded()
  const { x = 0, y = 0, width = 0 } = (await border.boundingBox()) ?? {}
  const whole = (await table.boundingBox())?.width ?? 0
  await page.mouse.move(x + width / 2, y + 5)
  await page.mouse.down()
  await page.mouse.move(x + width / 2 + whole / 10, y + 5, { steps: 3 })
  await page.mouse.up()
  expect(await widths()).toEqual(['44%', '33%', '23%'])
  await saved(page)
  await page.reload()
  await text.waitFor()
  expect(await widths()).toEqual(['44%', '33%', '23%'])
  const drawn = await table
    .locator('tr')
    .first()
    .locator('th')
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
  expect((drawn[0] ?? 0) / (drawn[2] ?? 1)).toBeCloseTo(44 / 23, 1)

  const cells = () => table.locator('th, td').count()
  await table.locator('td').first().click()
  await page.keyboard.press('Shift+ArrowRight')
  await useTableTool(page, 'Merge cells')
  expect([await cells(), await table.locator('td[colspan="2"]').count()]).toEqual([8, 1])
  await useTableTool(page, 'Split cell')
  expect([await cells(), await table.locator('[colspan]').count()]).toEqual([9, 0])
  await saved(page)
  await page.goto(DRAFT)
  const read = page.locator('.content table').filter({ hasText: 'A table of widths' })
  expect(await widths(read)).toEqual(['44%', '33%', '23%'])

  await page.goto(`${DRAFT}/edit`)
  const before = await text.locator('table').count()
  await table.locator('td').first().click()
  await useTableTool(page, 'Delete table')
  expect(await text.locator('table').count()).toBe(before - 1)
  await saved(page)
  await page.close()
})

test('what is written without a connection is kept, asked about on leaving, and saved when it is back', async () => {
  const page = await openEditor()
  await context.setOffline(true)
  await write(page, ' Written in a tunnel.')
  await page.getByText('no connection').waitFor()
  const asked: string[] = []
  page.once('dialog', async (dialog) => {
    asked.push(dialog.message())
    await dialog.dismiss()
  })
  await page.getByRole('link', { name: 'Back to the document' }).click()
  await waitFor(async () => expect(asked).toEqual([expect.stringContaining('not saved')]), 20_000)
  expect(page.url()).toBe(`${DRAFT}/edit`)
  await context.setOffline(false)
  await saved(page)
  await page.reload()
  await textOf(page).getByText('Written in a tunnel.').waitFor()
  await page.close()
})

test('an image is added, described, pasted and refused where the text is written, and shows on the page', async () => {
  const page = await openEditor()
  await goToEnd(page)
  const file = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer })
  await page.getByLabel('Images to add').setInputFiles(file('plan.png', await png('red')))
  await page.getByLabel('Alternative text').fill('Plan of the site')
  await saved(page)

  // As an image in a page that was copied elsewhere.
  const data = `data:image/png;base64,${(await png('blue')).toString('base64')}`
  await page.evaluate((source) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', `<p>Pasted with</p><img src="${source}">`)
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.querySelector('.ProseMirror')?.dispatchEvent(paste)
  }, data)
  await waitFor(async () => expect(await page.getByLabel('Alternative text').count()).toBe(2), 20_000)
  await page.getByLabel('Images to add').setInputFiles(file('drawing.png', Buffer.from('<svg><script/></svg>')))
  await page.getByText('drawing.png was not added: An SVG is a drawing that can carry scripts').waitFor()
  const undescribed = page.locator('.ed-image').filter({ hasText: 'Left empty' })
  await undescribed.getByRole('button', { name: 'Remove image' }).click()
  await waitFor(async () => expect(await page.getByLabel('Alternative text').count()).toBe(1), 20_000)
  await saved(page)
  await page.goto(DRAFT)
  const shown = page.getByRole('img', { name: 'Plan of the site' })
  await shown.scrollIntoViewIfNeeded()
  await waitFor(
    async () => expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40),
    20_000,
  )
  await page.close()
})

test('an image file that is dropped on the text stands where it was dropped', async () => {
  const page = await openEditor()
  await write(page, '\n\nDropped below.')
  const line = textOf(page).getByText('Dropped below.')
  const before = await page.getByLabel('Alternative text').count()
  const file = join(await mkdtemp(join(tmpdir(), 'dropped-')), 'green.png')
  await writeFile(file, await png('green'))
  const { x = 0, y = 0, height = 0 } = (await line.boundingBox()) ?? {}
  const session = await context.newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    await session.send('Input.dispatchDragEvent', { type, x: x + 2, y: y + height / 2, data })
  }
  await waitFor(async () => expect(await page.getByLabel('Alternative text').count()).toBe(before + 1), 20_000)
  const picture = textOf(page).locator('.ed-image').last().locator('img')
  await waitFor(
    async () => expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40),
    20_000,
  )
  await saved(page)
  await rm(dirname(file), { recursive: true })
  await page.close()
})
