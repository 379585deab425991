import { afterAll, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { cleanPaste } from '#services/content/paste/clean.ts'
import { CLIPBOARDS, putOnClipboard } from '#test/support/clipboard.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { givePassword, openPages, PASSWORD } from '#test/support/pages.ts'
import { signIn } from '#test/support/sign-in.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { watch } from '#test/support/watch.ts'

/* What people bring into the editor from other programs, by the keys that they press. */
const database = await createTestDatabase()
const pages = await openPages(database)
const { services } = pages
const organization = await makeOrganization(database.db)
const author = await makeMember(database.db, organization, ['compliance_manager'])
await givePassword(database.db, author)
const browser = await openBrowser()
afterAll(() => browser.close())
const context = await browser.newContext({ viewport: SCREENS.desk })
const faults = await watch(context, pages.url)
const page = await context.newPage()
await signIn(page, pages.url, author.email, PASSWORD)

const text = page.locator('.ProseMirror[contenteditable=true]')

async function openDraft(title: string): Promise<string> {
  const { id, identifier } = await services.documents.create(author, {
    kind: 'policy',
    title,
    category: 'access_control',
  })
  await page.goto(`${pages.url}/${organization.slug}/documents/${identifier}/edit`)
  await text.click()
  return id
}

async function paste(markup: string): Promise<void> {
  await putOnClipboard(context, markup)
  await page.keyboard.press('Control+v')
}

async function savedContent(id: string): Promise<string> {
  await page.getByText(/^Saved \d/).waitFor()
  return (await services.drafts.get(author, id)).content
}

test.each(CLIPBOARDS)('what is copied from $source and pasted by Ctrl+V is saved as it was', async (clipboard) => {
  const id = await openDraft(`From ${clipboard.source}`)
  await paste(clipboard.markup)
  // Images that the clipboard carries are added to the document, behind the text.
  const carried = cleanPaste(clipboard.markup).carried.length
  await waitFor(async () => expect((await savedContent(id)).match(/<img /g)?.length ?? 0).toBe(carried), 20_000)
  expect((await savedContent(id)).replace(/<img [^>]*>/g, '')).toBe(clipboard.content)
  const { images = 0 } = clipboard.leftOut
  const named = page.getByRole('status').getByText(images === 1 ? /^1 image\b/ : /^\d+ images\b/)
  expect(await named.count()).toBe(images > 0 ? 1 : 0)
})

test('what was copied here comes back as it is, and the note of the paste before stays until it is closed', async () => {
  const id = await openDraft('Copied here')
  await paste('<p>One <b>two</b> <img src="https://a.example/b.png"></p>')
  const note = page.getByText('1 image was left out.')
  await note.waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+v')
  await page.getByRole('button', { name: 'Close' }).click()
  await note.waitFor({ state: 'detached' })
  await waitFor(async () => expect(await savedContent(id)).toBe('<p>One <strong>two</strong></p>'.repeat(2)), 20_000)
})

test('nothing of it ran, was stopped, or was asked for', () => {
  expect(faults).toEqual([])
  expect(pages.bugs).toEqual([])
})
