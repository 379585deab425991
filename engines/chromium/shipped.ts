import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { keptOnce } from '../cache.ts'

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/** Makes the package unpack the libraries that Chromium needs beside it: it does so for a bare machine that it knows. */
const BARE_MACHINE = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }

/** Starts the browser beside it with the libraries beside it, and becomes it: who started this one is told of its end. */
const BARE = 'chromium-with-libraries'
const WITH_LIBRARIES = `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/chromium" "$@"
`

/**
 * The browser that npm brought, unpacked: for Linux on x64. A machine without a desktop often lacks the libraries it
 * needs; there it runs with those that the package has.
 *
 * @throws Error with the browser's own words when it does not run on this machine either way
 */
export async function shippedBrowser(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium')
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const folder = await keptOnce(`chromium-${version}`, async (draft) => {
    await unpack(entry, draft)
    await writeFile(join(draft, BARE), WITH_LIBRARIES, { mode: 0o755 })
    return draft
  })
  const problems: string[] = []
  for (const program of ['chromium', BARE].map((name) => join(folder, name))) {
    const problem = await whyNot(program)
    if (!problem) return program
    problems.push(problem)
  }
  const advice = 'Install Chromium or Chrome, or set PUPPETEER_EXECUTABLE_PATH to one.'
  throw new Error(`The browser that npm brought does not run on this machine. ${advice}\n  ${problems.join('\n  ')}`)
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

async function whyNot(program: string): Promise<string | null> {
  return run(program, ['--version'], { timeout: 10_000 }).then(
    () => null,
    (error: Error) => error.message.trim(),
  )
}
