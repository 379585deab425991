import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

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
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--no-zygote'] : []),
]

/** Finds a Chromium: the one named, else an installed one, else the one npm brought, unpacked once for this user. */
export async function chromiumPath(named: string | null = null): Promise<string> {
  if (named) {
    if (await isRunnable(named)) return named
    throw new Error(`PUPPETEER_EXECUTABLE_PATH names ${named}, which is not a program that can be run.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC_APPLICATIONS]
  for (const candidate of candidates) if (await isRunnable(candidate)) return candidate
  return unpackOnce()
}

async function isRunnable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/**
 * The package unpacks into $TMPDIR/chromium and takes any file of that name for finished, so two processes at once
 * would run half a browser. It unpacks in a process of its own, into a private folder that is then renamed into place.
 */
async function unpackOnce(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium')
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'accord')
  const target = join(cache, `chromium-${version}`)
  const browser = join(target, 'chromium')
  if (existsSync(browser)) return browser
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'unpacking-'))
  try {
    const script = `const { default: chromium } = await import(process.argv[1]); await (chromium.default ?? chromium).executablePath()`
    const env = { ...process.env, TMPDIR: draft }
    await run(process.execPath, ['--input-type=module', '-e', script, pathToFileURL(entry).href], { env })
    // As root, the archive's own user ids would be kept: some other user of this machine could then change what root runs.
    if (process.getuid?.() === 0) await run('chown', ['-R', '0:0', draft])
    await rename(draft, target).catch((error: unknown) => {
      // Another process was faster; what it made is the same.
      if (!existsSync(browser)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return browser
}
