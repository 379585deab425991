import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, SCREENS } from '#engines/screens/browser.ts'
import { faultsOf } from '#test/support/axe.ts'

/*
 * The check for contrast that other tests rely on leaves out texts that look like one that passed: nothing else may get past.
 */
const browser = await openBrowser()
afterAll(() => browser.close())

let page: Page
beforeEach(async () => {
  page = await browser.newPage({ viewport: SCREENS.desk })
  return () => page.close()
})

const STYLE = `body { color: #000; background: #fff } .pale { color: #ccc } .box { background: #ddd } .grey { color: #6a6a6a }
  .lid { position: absolute; inset: 0; background: #888 } .host { position: relative }
  @media (prefers-color-scheme: dark) { body { color: #fff; background: #000 } .dim { color: #222 } .grey { color: #aaa } }`

async function lowContrast(body: string): Promise<string[]> {
  await page.setContent(
    `<!doctype html><html lang="en"><title>x</title><style>${STYLE}</style><main><h1>One</h1>${body}</main>`,
  )
  return (await faultsOf(page, 'here')).filter((fault) => fault.includes('color-contrast'))
}

test.each([
  ['in the light', '<p class="pale">Pale</p>', 'light'],
  ['in the dark only', '<p class="dim">Dim</p>', 'dark'],
  [
    'after one that looks the same and passed elsewhere',
    '<p class="grey">Grey</p><div class="box"><p class="grey">Grey</p></div>',
    'light',
  ],
  ['by a style of its own', '<p>Fine</p><p style="color: #ddd">Pale</p>', 'light'],
  ['by what lies behind it', '<div class="host"><i class="lid"></i><p class="grey host">Grey</p></div>', 'light'],
  ['next to one of the same look that cannot be read', '<p class="pale">🙂</p><p class="pale">Pale</p>', 'light'],
])('a text that hardly shows is found %s, on the second page as on the first', async (_, body, theme) => {
  expect(
    await lowContrast('<p>Fine</p><p class="grey">Grey</p><div class="host"><p class="grey host">Grey</p></div>'),
  ).toEqual([])
  for (const _visit of [1, 2]) expect((await lowContrast(body)).join()).toContain(`(${theme})`)
})
