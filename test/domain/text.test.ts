import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsInVariables } from '#domain/documents/variables.ts'
import { cleanLine, cleanProse, faultInLine, faultInProse, firstRepeated, isInvisible, nameKey } from '#domain/text.ts'
import { line } from '#services/writing.ts'
import { anyText } from '#test/support/any-text.ts'
import { randomRuns } from '#test/support/random-runs.ts'

/** Text with more of what cannot be seen than people write. */
const written = fc
  .array(
    fc.oneof(
      anyText,
      fc.constantFrom(' ', '\u00a0', '\u200b', '\u202e', '\ufeff', '\r\n', '\t', 'e\u0301', '\u200d', 'A'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

describe('what people write', () => {
  test('is made one where a difference cannot be seen', () => {
    expect(cleanLine(' \ufeffCafe\u0301\u200b policy\u00a0')).toBe('Café policy')
    expect(cleanProse('One\r\ntwo\rthree\u2028four ')).toBe('One\ntwo\nthree\nfour')
    expect(cleanLine('می\u200cخواهم 👩🏽\u200d💻')).toBe('می\u200cخواهم 👩🏽\u200d💻')
  })

  test('is refused by the name of what must not be in it', () => {
    expect(faultInLine('Access\u0007')).toMatch(/control character \(U\+0007\)/)
    expect(faultInLine('Two\nlines')).toMatch(/U\+000A/)
    expect(faultInProse('Two\n\tlines')).toBeNull()
    expect(faultInProse('Bell\u0007')).toMatch(/U\+0007/)
    expect(faultInLine('invoice\u202efdp.exe')).toMatch(/direction of the text \(U\+202E\)/)
    expect(faultInLine('שלום \u200f(1)')).toBeNull()
  })

  test('is nothing when nothing of it can be seen', () => {
    for (const blank of ['', ' ', '\u00a0\u2003', '\u200b\u200d', '\u3164', '\u2800', '\u0301', '\u2062']) {
      expect([blank, isInvisible(blank)]).toEqual([blank, true])
    }
    for (const seen of ['a', '漢', '🙂', '-', ' . ']) expect(isInvisible(seen)).toBe(false)
  })

  test('any text comes out of its schema as it comes out twice, without control, override or blank edge, or is refused', () => {
    const schema = line(300, 'Write a title')
    fc.assert(
      fc.property(written, (text) => {
        const once = schema.safeParse(text)
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
        expect(cleanProse(cleanProse(text))).toBe(cleanProse(text))
        if (!once.success) {
          const [issue] = once.error.issues
          expect(issue?.message).toMatch(/^(Write (a title|at most)|This has a )/)
          return
        }
        expect(schema.parse(once.data)).toBe(once.data)
        expect(once.data).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^\s|\s$|^$/u)
        expect(once.data).toBe(once.data.normalize('NFC'))
      }),
      { numRuns: randomRuns(2_000) },
    )
  })
})

test('two names are one when a person reads them as one', () => {
  for (const other of ['owner', 'OWNER', ' Owner ', 'Ow\u200bner', 'ｏwner']) expect(nameKey(other)).toBe('owner')
  expect(nameKey('The  owner')).toBe(nameKey('the owner'))
  expect(nameKey('Owners')).not.toBe('owner')
  expect(firstRepeated(['GDPR', 'ISO', 'gdpr'])).toBe('gdpr')
  expect(firstRepeated(['GDPR', 'ISO'])).toBeNull()
})

test('of variables no two are called the same, and a date is on the calendar', () => {
  const variable = (name: string, label: string, value: string | null = null, type: 'text' | 'date' = 'text') => ({
    ...{ name, label, type, value },
  })
  expect(faultsInVariables([variable('a', 'One'), variable('a', 'Two')])).toEqual([
    { path: [1, 'name'], message: 'There are two variables {{a}}' },
  ])
  expect(faultsInVariables([variable('a', 'Owner'), variable('b', 'owner')])).toEqual([
    { path: [1, 'label'], message: 'There are two variables that are called “owner”' },
  ])
  expect(faultsInVariables([variable('a', 'Start', '2026-02-30', 'date')])).toMatchObject([
    { path: [0, 'value'], message: expect.stringContaining('“Start” is no date') },
  ])
  expect(
    faultsInVariables([
      variable('a', 'Start', '2026-02-28', 'date'),
      variable('b', 'End', null, 'date'),
      variable('c', 'Text', '2026-02-30'),
    ]),
  ).toEqual([])
})
