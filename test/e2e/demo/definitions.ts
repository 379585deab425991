import { expect, test } from 'vitest'
import { SCREENS } from '#engines/screens/browser.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { faultsOf } from '#test/support/axe.ts'
import { signIn } from '#test/support/sign-in.ts'
import { browser, url } from './stack.ts'

test('an approval definition is drawn on a canvas by keyboard and by mouse, undone, tried, and saved as a new version', async () => {
  const context = await browser.newContext({ viewport: SCREENS.desk, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, url, 'ada@helix.example', DEMO_PASSWORD)
  await page.goto(`${url}/helix/settings/approval-definitions`)
  await page.getByRole('link', { name: 'Strict, keys and personal data' }).click()
  await page.getByRole('button', { name: 'Canvas' }).click()
  const steps = page.locator('.canvas-step b')
  const [manager, technical, security] = ['Line manager', 'Technical review', 'Security and privacy']
  const node = (name: string) => page.locator('.react-flow__node-step', { has: page.getByText(name, { exact: true }) })
  const order = async () => {
    const tops = await Promise.all(
      (await steps.allTextContents()).map(async (name) => ({ name, y: (await node(name).boundingBox())?.y ?? 0 })),
    )
    return tops.toSorted((a, b) => a.y - b.y).map(({ name }) => name)
  }
  const says = (...names: string[]) => expect.poll(order).toEqual(names)
  await says(manager, technical, security, 'Finance', 'Quality')
  expect(await faultsOf(page, 'canvas')).toEqual([])
  await page.setViewportSize(SCREENS.desk)

  // By keyboard: moved twice, since the focus stays with the step; duplicated, deleted, undone.
  await node(manager).focus()
  await page.keyboard.press('Alt+ArrowDown')
  await says(technical, manager, security, 'Finance', 'Quality')
  await page.keyboard.press('Alt+ArrowDown')
  await says(technical, security, manager, 'Finance', 'Quality')
  await page.keyboard.press('Control+d')
  await says(technical, security, manager, `${manager} 2`, 'Finance', 'Quality')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await says(manager, technical, security, 'Finance', 'Quality')
  await page.keyboard.press('Control+Shift+z')
  await says(technical, manager, security, 'Finance', 'Quality')

  // By mouse: an arrow from one step to the one that comes right after it.
  const center = async (name: string, handle: string) => {
    const box = await node(name).locator(`.react-flow__handle.connectable.${handle}`).boundingBox()
    if (!box) throw new Error(`${name} is not drawn`)
    return [box.x + box.width / 2, box.y + box.height / 2] as const
  }
  await node('Quality').scrollIntoViewIfNeeded()
  await page.mouse.move(...(await center(security, 'source')))
  await page.mouse.down()
  await page.mouse.move(...(await center('Quality', 'target')), { steps: 8 })
  await page.mouse.up()
  await says(technical, manager, security, 'Quality', 'Finance')

  await page.getByLabel('Document').fill('POL-EN-001')
  await page.getByRole('button', { name: 'Run' }).click()
  await page.getByText('If POL-EN-001 were submitted now').waitFor()
  await page.getByRole('button', { name: 'Save as version 2' }).click()
  await page.getByRole('button', { name: 'Save as version 3' }).waitFor()
  await context.close()
})
