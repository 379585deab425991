import { expect, test } from 'vitest'
import { versionNames } from '#app/lib/version-names.server.ts'

const version = (number: number, changes: object = {}) => ({
  number,
  major: null,
  minor: null,
  changeType: 'minor' as const,
  roundStatus: null,
  ...changes,
})

test('an approved version has its label, a saved one its number', () => {
  const names = versionNames([version(2), version(1, { major: 1, minor: 0 })])
  expect([...names]).toEqual([
    [2, 'v2'],
    [1, '1.0'],
  ])
})

test('a version in review is called by the label it will get', () => {
  const approved = [version(2, { major: 1, minor: 9 }), version(1, { major: 1, minor: 10 })]
  expect(versionNames([version(3, { roundStatus: 'running', changeType: 'major' }), ...approved]).get(3)).toBe('2.0')
  expect(versionNames([version(3, { roundStatus: 'running' }), ...approved]).get(3)).toBe('1.11')
})

test('the first version in review will be 1.0', () => {
  expect(versionNames([version(1, { roundStatus: 'running', changeType: 'initial' })]).get(1)).toBe('1.0')
})
