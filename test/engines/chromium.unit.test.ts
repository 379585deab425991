import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fetchedBrowser } from '#engines/chromium/fetched.ts'
import { broughtFor, chromiumPath } from '#engines/chromium.ts'

// The download host, over its real protocol: a zip with a program in it, as Chrome for Testing lays it out for macOS.
const program = new TextEncoder().encode('#!/bin/sh\necho "a headless Chrome for macOS"\n')
const archive = zipSync({
  'chrome-headless-shell-mac-arm64/chrome-headless-shell': [program, { os: 3, attrs: 0o100755 << 16 }],
  'chrome-headless-shell-mac-arm64/LICENSE': new TextEncoder().encode('…'),
})
const asked: string[] = []
let server: Server
let flags: string[]
let cache: string

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'accord-cache-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const known = /^\/[\d.]+\/mac-arm64\/chrome-headless-shell-mac-arm64\.zip$/.test(request.url ?? '')
    response.writeHead(known ? 200 : 404).end(known ? archive : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  flags = ['--platform', 'mac_arm', '--base-url', `http://127.0.0.1:${port}`]
})
afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
  rmSync(cache, { recursive: true, force: true })
})

test('a browser that cannot be fetched leaves nothing behind, and the error names what to install', async () => {
  const elsewhere = flags.map((flag) => (flag === 'mac_arm' ? 'win64' : flag))
  await expect(fetchedBrowser({ flags: elsewhere })).rejects.toThrow(/Install Chrome or Chromium, or set PUPPETEER/)
  expect(readdirSync(join(cache, 'accord'))).toEqual([])
})

test('the browser for macOS is fetched once, however many ask at once, and runs', async () => {
  const said: string[] = []
  const options = { flags, say: (line: string) => said.push(line) }
  const [first, second] = await Promise.all([fetchedBrowser(options), fetchedBrowser(options)])
  expect(second).toBe(first)
  const { stdout } = await promisify(execFile)(first)
  expect(stdout).toBe('a headless Chrome for macOS\n')
  expect(said[0]).toMatch(/^Fetching a browser to print with/)
  expect(readdirSync(join(cache, 'accord'))).toHaveLength(1)

  const before = asked.length
  expect(await fetchedBrowser(options)).toBe(first)
  expect(asked).toHaveLength(before)
})

test('for a kind of machine that no browser comes along for, an error names what to install', async () => {
  await expect(broughtFor('linux', 'arm64', () => undefined)).rejects.toThrow(/linux on arm64\. Install Chromium/)
})

test('a browser that is named but is not there is an error with its name', async () => {
  await expect(chromiumPath('/nowhere/chrome')).rejects.toThrow(/PUPPETEER_EXECUTABLE_PATH names \/nowhere\/chrome/)
})
