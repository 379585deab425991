import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { cacheDir, keptOnce } from '../cache.ts'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/** Makes the package unpack the libraries that Chromium needs beside it: it does so for the bare machines on its list. */
const BARE_MACHINE = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }

/**
 * What a machine without a desktop lacks, Chromium finds beside itself: libraries, and a font. Without any font on the
 * machine it cannot use even the fonts that a page brings. The script becomes Chromium, so that who starts it learns of
 * Chromium's end.
 */
const START = `#!/bin/sh
here=$(dirname "$0")
"$here/chromium" --version >/dev/null 2>&1 || export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
FONTCONFIG_FILE="\${FONTCONFIG_FILE:-$here/fonts.conf}" exec "$here/chromium" "$@"
`
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * The browser that npm brought, unpacked: for Linux on x64.
 *
 * @throws Error with the browser's own words when it does not run on this machine
 */
export async function shippedBrowser(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium')
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = await keptOnce(join(cacheDir(), `chromium-${version}-with-libraries`), async (draft) => {
    await unpack(entry, draft)
    await writeFile(join(draft, 'fonts.conf'), FONTS)
    await writeFile(join(draft, 'start'), START, { mode: 0o755 })
    return draft
  })
  const program = join(folder, 'start')
  await run(program, ['--version'], { timeout: 10_000 }).catch((cause: Error) => {
    const advice = 'Install Chromium or Chrome, or set PUPPETEER_EXECUTABLE_PATH to one.'
    throw new Error(`The browser that npm brought does not run on this machine. ${advice}\n  ${cause.message}`, {
      cause,
    })
  })
  return program
}

/**
 * The package unpacks into $TMPDIR and takes any file of the right name for finished, so it unpacks in a process of its
 * own, into a private folder.
 */
async function unpack(entry: string, folder: string): Promise<void> {
  const script = `const { default: chromium } = await import(process.argv[1]); await (chromium.default ?? chromium).executablePath()`
  const env = { ...process.env, ...BARE_MACHINE, TMPDIR: folder }
  await run(process.execPath, ['--input-type=module', '-e', script, pathToFileURL(entry).href], { env })
  // As root, the archive's own user ids would be kept: some other user of this machine could then change what root runs.
  if (process.getuid?.() === 0) await run('chown', ['-R', '0:0', folder])
}
