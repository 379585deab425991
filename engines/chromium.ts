import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { WITHOUT_SANDBOX } from '#services/adapters/chromium.ts'
import { fetchedBrowser } from './chromium/fetched.ts'
import { shippedBrowser } from './chromium/shipped.ts'

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome']
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** How Accord starts its browser, wherever it does. It opens only pages that Accord itself has written and sanitized. */
export const CHROMIUM_ARGS: readonly string[] = [
  // A container's /dev/shm is 64 MB, which a long document fills.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
  // Chromium's sandbox needs an ordinary user, and refuses to start under root.
  ...(process.getuid?.() === 0 ? WITHOUT_SANDBOX : []),
]

/**
 * Finds a Chromium: the one named, else an installed one, else one brought for this kind of machine, once for this user.
 *
 * @param named the program that PUPPETEER_EXECUTABLE_PATH names, or null
 * @param say gets a line about a fetch that takes its time
 * @throws Error that names what to install, when there is none
 */
export async function chromiumPath(
  named: string | null = null,
  say: (line: string) => void = () => undefined,
): Promise<string> {
  if (named) {
    if (await isRunnable(named)) return named
    throw new Error(`PUPPETEER_EXECUTABLE_PATH names ${named}, which is not a program that can be run.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC_APPLICATIONS]
  for (const candidate of candidates) if (await isRunnable(candidate)) return candidate
  return broughtFor(process.platform, process.arch, say)
}

/** The browser brought along for a kind of machine. npm ships one for Linux on x64 only; macOS fetches the one that Puppeteer is made for. */
export async function broughtFor(platform: string, arch: string, say: (line: string) => void): Promise<string> {
  if (platform === 'linux' && arch === 'x64') return shippedBrowser()
  if (platform === 'darwin') return fetchedBrowser({ say })
  const advice = 'Install Chromium or Chrome, or set PUPPETEER_EXECUTABLE_PATH to one.'
  throw new Error(`No browser to print with was found, and none comes along for ${platform} on ${arch}. ${advice}`)
}

async function isRunnable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
