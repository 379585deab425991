import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir, keptOnce } from '../cache.ts'
import { environmentWithout } from '../processes.ts'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

const BROWSER = 'chrome-headless-shell'
/** Some 90 MB. Puppeteer's own download has no limit of time, so it runs in a process that can be ended. */
const FETCH_TIMEOUT_MS = 5 * 60_000

export type FetchOptions = {
  say?: (line: string) => void
  /** What to give Puppeteer's download on top: another `--platform`, or another `--base-url` to fetch from. */
  flags?: string[]
}

/**
 * The headless Chrome that the installed Puppeteer was made for, fetched by Puppeteer's own command.
 *
 * @throws Error that names what to install instead, when it cannot be fetched
 */
export async function fetchedBrowser({ say = () => undefined, flags = [] }: FetchOptions = {}): Promise<string> {
  const { version } = require('puppeteer/package.json') as { version: string }
  const folder = await keptOnce(join(cacheDir(), `${BROWSER}-for-puppeteer-${version}`), async (draft) => {
    say('Fetching a browser to print with, once for this machine …')
    return dirname(await download(draft, flags))
  })
  return join(folder, BROWSER)
}

/** Fetches into a folder, and returns the path of the program there. */
async function download(folder: string, flags: string[]): Promise<string> {
  const command = [require.resolve('puppeteer/lib/cjs/puppeteer/node/cli.js'), 'browsers', 'install', BROWSER]
  // Run in the folder: this project's own configuration of Puppeteer says that nothing is to be downloaded.
  const env = { ...environmentWithout(/^PUPPETEER_/), PUPPETEER_CACHE_DIR: folder }
  const options = { cwd: folder, env, timeout: FETCH_TIMEOUT_MS }
  try {
    const { stdout } = await run(process.execPath, [...command, '--format', '{{path}}', ...flags], options)
    return stdout.trim().split('\n').at(-1) ?? ''
  } catch (cause) {
    const advice = 'Install Chrome or Chromium, or set PUPPETEER_EXECUTABLE_PATH to one.'
    throw new Error(`No browser to print with was found, and none could be fetched. ${advice}`, { cause })
  }
}
