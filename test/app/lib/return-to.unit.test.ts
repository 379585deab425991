import { expect, test } from 'vitest'
import { safeReturn } from '#app/lib/return-to.ts'

test.each(['/helix/documents/POL-AC-001?version=2#s3', '/', '/helix/inbox?kind=policy'])('%s leads there', (path) => {
  expect(safeReturn(path)).toBe(path)
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/helix/..//evil.example',
  'javascript:alert(1)',
  'helix',
  '',
  null,
  undefined,
  ['/helix'],
])('%j leads to the front door instead', (value) => {
  expect(safeReturn(value)).toBe('/')
})
