import { afterAll } from 'vitest'
import { openBrowser } from '#engines/screens/browser.ts'
import { startDemoStack } from '#test/support/demo.ts'

/** The one running demo of all tests in this folder, and a browser to visit it with. */
export const { url } = await startDemoStack()
export const browser = await openBrowser()
afterAll(() => browser.close())
