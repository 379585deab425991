import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { shippedBrowser } from '#engines/chromium/shipped.ts'
import { CHROMIUM_ARGS } from '#engines/chromium.ts'
import { startChromium } from '#services/adapters/chromium.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { renderPrintHtml } from '#services/print/html.ts'
import { published } from '#test/support/print-models.ts'

const isShipped = process.platform === 'linux' && process.arch === 'x64'
const root = mkdtempSync(join(tmpdir(), 'accord-shipped-'))

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

describe.runIf(isShipped)('the browser that npm brought', () => {
  const versionOf = async (program: string) => (await promisify(execFile)(program, ['--version'])).stdout

  beforeAll(() => vi.stubEnv('XDG_CACHE_HOME', join(root, 'cache')))

  test('is unpacked once, however many ask at once, and runs', async () => {
    const [first, second] = await Promise.all([shippedBrowser(), shippedBrowser()])
    expect(second).toBe(first)
    expect(await versionOf(first)).toMatch(/^Chromium \d+/)
  })

  test('prints on a machine that has neither the libraries nor any font', async () => {
    const executablePath = await shippedBrowser()
    // What stands first in the way of a library is as good as no library.
    const broken = join(root, 'broken')
    mkdirSync(broken)
    for (const name of ['libnspr4.so', 'libnss3.so', 'libnssutil3.so']) writeFileSync(join(broken, name), '')
    vi.stubEnv('LD_LIBRARY_PATH', broken)
    // The same configuration without the fonts of this machine.
    const configuration = readFileSync(join(dirname(executablePath), 'fonts.conf'), 'utf8')
    const alone = join(dirname(executablePath), 'alone.conf')
    writeFileSync(alone, configuration.replace(/<include.*/, ''))
    vi.stubEnv('FONTCONFIG_FILE', alone)

    const printer = new PuppeteerPrinter({ executablePath, args: CHROMIUM_ARGS })
    const job = { title: published.title, author: 'Helix Pharma', subject: 'Policy', lang: 'en' }
    // Without a font it would fail: the printer lets none of the page's own be lost.
    expect((await printer.print({ ...job, html: renderPrintHtml(published) })).pages).toBeGreaterThanOrEqual(9)
    await printer.close()
    vi.stubEnv('LD_LIBRARY_PATH', undefined)
    vi.stubEnv('FONTCONFIG_FILE', undefined)
  })
})

describe('Chromium', () => {
  // As root Chromium has no sandbox, as on a machine that keeps user namespaces closed.
  test.runIf(isShipped && process.getuid?.() === 0)(
    'starts without its sandbox where it gets none, and this is said once',
    async () => {
      const said: string[] = []
      // A program of its own: another test may have reported the shipped one.
      const executablePath = join(root, 'chromium-of-its-own')
      writeFileSync(executablePath, `#!/bin/sh\nexec ${await shippedBrowser()} "$@"\n`, { mode: 0o755 })
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

  test('that does not start is reported in its own words', async () => {
    const program = join(root, 'chromium-broken')
    writeFileSync(program, '#!/bin/sh\necho "error while loading shared libraries: libnss3.so" >&2\nexit 127\n', {
      mode: 0o755,
    })
    await expect(startChromium({ executablePath: program, args: [], timeoutMs: 10_000 })).rejects.toThrow(
      /chromium-broken\) does not start\.[\s\S]*libnss3\.so/,
    )
  })
})
