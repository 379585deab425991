import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { auditKeysOf } from '#engines/audit/keys.ts'
import { loadLaunchConfig } from '#services/config.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'accord-keys-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const keys = (env: Record<string, string>) => auditKeysOf(loadLaunchConfig({ ACCORD_DATA_DIR: dataDir, ...env }))
const CONFIGURED = { AUDIT_KEYS: `2027:${'a'.repeat(32)}` }

test('in development an installation has a key of its own, and keeps it', () => {
  expect(keys({})).toEqual([{ id: 'local', secret: expect.stringMatching(/^[\w-]{32,200}$/) }])
  expect(keys({})).toEqual(keys({}))
})

test('keys that are configured are taken as they are, and in production there are no others', () => {
  const configured = [{ id: '2027', secret: 'a'.repeat(32) }]
  expect(keys(CONFIGURED)).toEqual(configured)
  expect(keys({ ...CONFIGURED, NODE_ENV: 'production' })).toEqual(configured)
  expect(keys({ NODE_ENV: 'production' })).toEqual([])
})
