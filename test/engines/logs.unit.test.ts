import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rotate } from '#engines/launch/logs.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a log file', () => {
  test('is rotated when it is full, under the process that appends to it, and the oldest goes', () => {
    const log = join(folder, 'web.log')
    const held = openSync(log, 'a', 0o600)
    for (let n = 1; n <= 5; n += 1) {
      appendFileSync(held, `line ${n}\n`)
      rotate(log, 5, 3)
    }
    appendFileSync(held, 'now')
    rotate(log, 5, 3)
    const texts = ['web.log', 'web.log.1', 'web.log.2', 'web.log.3'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    )
    expect(texts).toEqual(['now', 'line 5\n', 'line 4\n', 'line 3\n'])
    expect(readdirSync(folder)).toHaveLength(4)
    expect(statSync(`${log}.1`).mode & 0o777).toBe(0o600)
  })

  test('that is not there is no trouble', () => {
    rotate(join(folder, 'none.log'), 5, 3)
    expect(readdirSync(folder)).toEqual([])
  })
})

/** A process that logs a lot, and then says on its other output what became of it. */
const LOGGING = `
  import { createLog, logUncaught } from '#services/log.ts'
  const log = createLog('info')
  logUncaught(log)
  for (let n = 0; n < 1_000; n += 1) log.info({ n }, 'a line that is written to nowhere, again and again and again')
  console.error('alive')`

test.each([
  ['a full disk', '"$@" > /dev/full'],
  ['a reader that is gone', '"$@" | true'],
])('a process survives that its log goes to %s', async (_what, command) => {
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', LOGGING]
  const { stderr } = await promisify(execFile)('sh', ['-c', command, 'sh', ...node])
  expect(stderr).toBe('alive\n')
})
