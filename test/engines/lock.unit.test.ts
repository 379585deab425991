import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mayDelete, prepareDataDir, runningLauncher, takeLock } from '#engines/launch/lock.ts'
import { commandOf, isAlive } from '#engines/processes.ts'
import { keptSecret } from '#engines/state.ts'
import { waitFor } from '#test/support/wait-for.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'accord-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** A process that looks like a launcher: its command line names the start script. */
async function launcher() {
  const child = spawn(process.execPath, ['-e', 'require("node:net").createServer().listen(0)', 'engines/start.ts'])
  // A process is there a moment before its command line can be read.
  await waitFor(async () => (await commandOf(child.pid ?? 0)).includes('engines/start'))
  return child
}

const record = (content: object) => writeFileSync(join(dataDir, 'launcher.json'), JSON.stringify(content))

test('a second launcher is refused, with the address of the first', async () => {
  const first = await launcher()
  record({ launcher: first.pid, url: 'http://localhost:3000', children: [] })
  await expect(takeLock(dataDir)).rejects.toThrow(`already runs at http://localhost:3000 (process ${first.pid})`)
  first.kill('SIGKILL')
})

test('a process id that now belongs to another program does not hold the folder', async () => {
  record({ launcher: process.ppid, url: null, children: [] })
  expect(await runningLauncher(dataDir)).toBeNull()
  const lock = await takeLock(dataDir)
  lock.release()
})

test('what a killed launcher left running is ended by the next', async () => {
  const orphan = await launcher()
  record({ launcher: 2 ** 22 + 1, url: null, children: [{ name: 'web', pid: orphan.pid }] })
  const lock = await takeLock(dataDir)
  expect(await isAlive(orphan.pid ?? 0)).toBe(false)
  lock.release()
})

test('a folder that was there before is never deleted', () => {
  writeFileSync(join(dataDir, 'diary.txt'), 'mine')
  prepareDataDir(dataDir)
  expect(mayDelete(dataDir)).toBe(false)
})

test('a folder that Accord made may be deleted, also after a later start', () => {
  prepareDataDir(dataDir)
  prepareDataDir(dataDir)
  expect(mayDelete(dataDir)).toBe(true)
})

test('a secret is made once, and only its owner can read it', () => {
  const secret = keptSecret(dataDir, 'auth')
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(keptSecret(dataDir, 'owner')).not.toBe(secret)
  expect(keptSecret(dataDir, 'auth')).toBe(secret)
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toContain(secret)
})
