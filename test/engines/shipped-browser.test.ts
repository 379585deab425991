import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { shippedBrowser } from '#engines/chromium/shipped.ts'
import { startChromium } from '#services/adapters/chromium.ts'

const isShipped = process.platform === 'linux' && process.arch === 'x64'
const root = mkdtempSync(join(tmpdir(), 'accord-shipped-'))

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

describe.runIf(isShipped)('the browser that npm brought', () => {
  const versionOf = async (program: string) => (await promisify(execFile)(program, ['--version'])).stdout

  beforeAll(() => vi.stubEnv('XDG_CACHE_HOME', join(root, 'cache')))

  test('runs as it is where its libraries are installed, unpacked once however many ask at once', async () => {
    const [first, second] = await Promise.all([shippedBrowser(), shippedBrowser()])
    expect(second).toBe(first)
    expect(await versionOf(first)).toMatch(/^Chromium \d+/)
  })

  test('runs with libraries of its own where they are not, and a page can be opened in it', async () => {
    // What stands first in the way of a library is as good as no library.
    const broken = join(root, 'broken')
    mkdirSync(broken)
    for (const name of ['libnspr4.so', 'libnss3.so', 'libnssutil3.so']) writeFileSync(join(broken, name), '')
    vi.stubEnv('LD_LIBRARY_PATH', broken)
    const program = await shippedBrowser()
    expect(program).toMatch(/chromium-with-libraries$/)
    const browser = await startChromium({ executablePath: program, args: ['--disable-gpu'], timeoutMs: 30_000 })
    const page = await browser.newPage()
    await page.setContent('<h1>Here</h1>')
    expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Here')
    await browser.close()
    vi.stubEnv('LD_LIBRARY_PATH', undefined)
  })
})

describe('Chromium', () => {
  // As root Chromium has no sandbox, as on a machine that keeps user namespaces closed.
  test.runIf(isShipped && process.getuid?.() === 0)(
    'starts without its sandbox where it gets none, and this is said once',
    async () => {
      const said: string[] = []
      const executablePath = await shippedBrowser()
      const options = {
        executablePath,
        args: ['--disable-gpu'],
        timeoutMs: 30_000,
        warn: (line: string) => said.push(line),
      }
      for (const _ of [1, 2]) await (await startChromium(options)).close()
      expect(said).toEqual([expect.stringContaining('without its sandbox')])
    },
  )

  test('that does not start is told of in its own words', async () => {
    const program = join(root, 'chromium-broken')
    writeFileSync(program, '#!/bin/sh\necho "error while loading shared libraries: libnss3.so" >&2\nexit 127\n', {
      mode: 0o755,
    })
    await expect(startChromium({ executablePath: program, args: [], timeoutMs: 10_000 })).rejects.toThrow(
      /chromium-broken\) does not start\.[\s\S]*libnss3\.so/,
    )
  })
})
