import { expect, test } from 'vitest'
import { versionNames } from '#app/lib/version-names.server.ts'

const version = (number: number, changes: object = {}) => ({
  number,
  major: null,
  minor: null,
  roundStatus: null,
  roundLabel: null,
  submission: null,
  ...changes,
})
const submitted = (roundStatus: string, roundLabel: string, submission: number) => ({
  roundStatus,
  roundLabel,
  submission,
})
const nameOf = (changes: object) => versionNames([version(3, changes)]).get(3)

test('an approved version has its label, a saved one its number', () => {
  const names = versionNames([version(2), version(1, { major: 1, minor: 0, ...submitted('approved', '1.0', 2) })])
  expect([...names]).toEqual([
    [2, 'v2'],
    [1, '1.0'],
  ])
})

test('a version in review is called by the label it will get', () => {
  expect(nameOf(submitted('running', '2.0', 1))).toBe('2.0')
})

test('a text that is submitted again under the same label has a name of its own', () => {
  expect(nameOf(submitted('running', '1.0', 2))).toBe('1.0, second submission')
  expect(nameOf(submitted('running', '1.0', 11))).toBe('1.0, 11th submission')
})

test('a text that was sent back is never called by the label alone, which names the approved text', () => {
  for (const status of ['rejected', 'withdrawn', 'canceled']) {
    expect(nameOf(submitted(status, '1.0', 1))).toBe('1.0, first submission')
  }
})
