import { readdirSync, readFileSync } from 'node:fs'
import type { BrowserContext } from 'playwright-core'

const FOLDER = 'test/fixtures/clipboard'
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8')

/** What each program puts on the clipboard, the content that it is to become, and what is counted as left out. */
export const CLIPBOARDS = readdirSync(FOLDER).flatMap((name) => {
  const source = /^([\w-]+)\.clipboard\.html$/.exec(name)?.[1]
  if (!source) return []
  // A line for each block, for people; the lines are no content.
  const content = read(`${source}.content.html`).replace(/>\n+</g, '><').trim()
  const leftOut: Record<string, number> = JSON.parse(read(`${source}.left-out.json`))
  return [{ source, markup: read(name), content, leftOut }]
})

/** Puts markup on the clipboard as another program does: what a page hands over when somebody copies is kept as it is. */
export async function putOnClipboard(context: BrowserContext, markup: string): Promise<void> {
  const page = await context.newPage()
  await page.setContent('<p>Something else</p>')
  await page.evaluate((html) => {
    document.addEventListener('copy', (event) => {
      event.clipboardData?.setData('text/html', html)
      event.clipboardData?.setData('text/plain', 'The same as plain text')
      event.preventDefault()
    })
  }, markup)
  await page.keyboard.press('Control+c')
  await page.close()
}
