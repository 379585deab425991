import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { plainly } from '#engines/plain-error.ts'

const SECRET = 'Merger with Northwind'

/** A command as it is typed, over a data folder that nothing was ever started in. */
function run(command: string, env: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'accord-plain-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', command], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ACCORD_DATA_DIR: dataDir, ...env },
    encoding: 'utf8',
  })
  return { stdout, stderr, status, isUntouched: !existsSync(join(dataDir, 'postgres')) }
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('verifying the log before the first start says in one line that there is nothing, and makes nothing', () => {
  const { stdout, stderr, status, isUntouched } = run('engines/audit-verify.ts')
  expect([stdout, stderr, status]).toEqual(['There is no organization yet, so there is no chain to verify.\n', '', 0])
  expect(isUntouched).toBe(true)
})

test('a database that does not answer is a sentence, and so is a word that no command has', async () => {
  const refused = 'PostgreSQL does not answer (ECONNREFUSED). Try again when it does.'
  const nowhere = 'postgres://me:hidden@127.0.0.1:9/accord'
  const { stderr, status } = run('engines/audit-verify.ts', { DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere })
  expect([stderr, status]).toEqual([`${refused}\n`, 2])
  expect(plainly(await migrate(nowhere).catch((error: unknown) => error))).toBe(refused)
  const typed = () => parseArgs({ args: ['--entire'], options: {} })
  expect(plainly(thrownBy(typed))).toMatch(/^Unknown option '--entire'/)
})

test('nothing that an error quotes is printed: neither values of a statement nor a key that is taken', () => {
  const taken = Object.assign(new pg.DatabaseError(`Key (title)=(${SECRET}) exists`, 1, 'error'), {
    code: '23505',
    table: 'documents',
    detail: SECRET,
  })
  const query = new DrizzleQueryError('insert into documents values ($1)', [SECRET], taken)
  for (const withPlaces of [false, true]) {
    const words = plainly(new Error('The demo could not be written', { cause: query }), withPlaces)
    expect(words).not.toContain(SECRET)
    expect(words.split('\n').slice(0, 3)).toEqual([
      'The demo could not be written',
      '  DrizzleQueryError',
      '  DatabaseError (23505, documents)',
    ])
  }
  expect(plainly(new SyntaxError(SECRET))).toBe('It ended by an error that nobody expected: SyntaxError.')
  expect(plainly(SECRET)).toBe('It ended by an error that nobody expected: string.')
})

test('a program that failed is named with the last thing it said', () => {
  const failed = Object.assign(new Error('Command failed'), {
    cmd: '/pg/bin/initdb --x',
    stderr: 'a\ncould not write\n',
  })
  expect(plainly(Object.assign(failed, { stack: '' }))).toBe('initdb failed: could not write')
})
