import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Runs a line of code as the tests run, and returns what it failed with, or null. */
async function failureOf(code: string): Promise<string | null> {
  const run = promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--import',
    './test/setup/deprecations.ts',
    '--eval',
    code,
  ])
  return run.then(
    () => null,
    (error: { stderr: string }) => error.stderr,
  )
}

test('a call that a package has deprecated fails the process that makes it', async () => {
  expect(await failureOf(`require('node:util').deprecate(() => {}, 'two queries at once')()`)).toContain(
    'two queries at once',
  )
})

test('a call that Node has deprecated fails too, unless a package makes it', async () => {
  const warn = `process.emitWarning('old', { type: 'DeprecationWarning', code: 'DEP9999' })`
  expect(await failureOf(warn)).toContain('DEP9999')
  const inPackage = `require('node:vm').runInThisContext(${JSON.stringify(warn)}, { filename: '/app/node_modules/old/index.js' })`
  expect(await failureOf(inPackage)).toBeNull()
})
